import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MACHINE, SHARED, startedPlex } from './started-plex.js';
import type { StartedPlex } from './started-plex.js';

let plex: StartedPlex;
beforeAll(async () => {
  plex = await startedPlex({ generated: { albums: 60, tracksPerAlbum: 10 } });
});
afterAll(() => plex.stop());
afterEach(() => plex.control('switch', { skipDuplicates: false, playlistCounters: 'container', emptyPlaylists: true }));

const uri = (...keys: number[]) =>
  encodeURIComponent(`server://${MACHINE}/com.plexapp.plugins.library/library/metadata/${keys.map((n) => 3_000_000 + n).join(',')}`);
const write = (method: string, path: string, token?: string) => plex.ask(path, { method, ...(token ? { token } : {}) });
const items = async (key: string) => plex.rows(`/playlists/${key}/items`);
const order = async (key: string) => (await items(key)).map(({ ratingKey }) => Number(ratingKey) - 3_000_000);
async function made(...keys: number[]): Promise<string> {
  const { container } = await write('POST', `/playlists?type=audio&title=Rainy%20drive&smart=0&uri=${uri(...keys)}`);
  return container.Metadata?.[0]?.ratingKey ?? '';
}

describe('a playlist', () => {
  it('is made with its first tracks and is seen by the one who made it alone', async () => {
    const key = await made(1, 2);
    expect(await order(key)).toEqual([1, 2]);
    expect(await plex.rows('/playlists?playlistType=audio&title=Rainy')).not.toHaveLength(0);
    expect((await plex.ask(`/playlists/${key}`, { token: SHARED })).status).toBe(404);
    expect((await plex.ask('/playlists?playlistType=audio', { token: SHARED })).container.size).toBe(0);
  });

  it('takes more at its end, drops keys of nobody without a word, and counts both', async () => {
    const key = await made(1);
    const { status, container } = await write('PUT', `/playlists/${key}/items?uri=${uri(2, 999_999, 3)}`);
    expect(status).toBe(200);
    expect(container).toMatchObject({ leafCountAdded: 2, leafCountRequested: 3, Metadata: [{ leafCount: 3 }] });
    expect(await order(key)).toEqual([1, 2, 3]);
  });

  it('counts on the playlist, or nowhere, where the switch says so', async () => {
    const key = await made(1);
    await plex.control('switch', { playlistCounters: 'playlist' });
    const onList = (await write('PUT', `/playlists/${key}/items?uri=${uri(2)}`)).container;
    expect(onList.leafCountAdded).toBeUndefined();
    expect(onList.Metadata?.[0]).toMatchObject({ leafCountAdded: 1 });
    await plex.control('switch', { playlistCounters: 'none' });
    expect((await write('PUT', `/playlists/${key}/items?uri=${uri(2)}`)).text).not.toContain('leafCountAdded');
  });

  it('holds a track twice with two ids, or skips it where the switch says so', async () => {
    const key = await made(1, 1);
    const ids = (await items(key)).map((row) => Number(row['playlistItemID']));
    expect(ids[1]).toBeGreaterThan(ids[0] ?? 0);
    await plex.control('switch', { skipDuplicates: true });
    expect((await write('PUT', `/playlists/${key}/items?uri=${uri(1, 2)}`)).container.leafCountAdded).toBe(1);
  });

  it('is moved about and shortened by the ids of its entries', async () => {
    const key = await made(1, 2, 3);
    const [first, , third] = (await items(key)).map((row) => String(row['playlistItemID']));
    await write('PUT', `/playlists/${key}/items/${third}/move`);
    expect(await order(key)).toEqual([3, 1, 2]);
    await write('PUT', `/playlists/${key}/items/${third}/move?after=${first}`);
    expect(await order(key)).toEqual([1, 3, 2]);
    expect((await write('DELETE', `/playlists/${key}/items/${first}`)).status).toBe(200);
    expect(await order(key)).toEqual([3, 2]);
    expect((await write('DELETE', `/playlists/${key}/items/${first}`)).status).toBe(404);
    await write('DELETE', `/playlists/${key}/items`);
    expect(await order(key)).toEqual([]);
  });

  it('is renamed in place, and is gone when deleted', async () => {
    const key = await made(1);
    await write('PUT', `/playlists/${key}?title=Dry%20drive&summary=Sun`);
    expect((await plex.rows(`/playlists/${key}`))[0]).toMatchObject({ title: 'Dry drive', summary: 'Sun', leafCount: 1 });
    expect((await write('DELETE', `/playlists/${key}`)).status).toBe(204);
    expect((await plex.ask(`/playlists/${key}/items`)).status).toBe(404);
  });

  it('gives its entries page by page', async () => {
    const key = await made(...Array.from({ length: 30 }, (_, at) => at));
    const paged = await plex.ask(`/playlists/${key}/items?X-Plex-Container-Start=25&X-Plex-Container-Size=10`);
    expect(paged.container).toMatchObject({ size: 5, totalSize: 30, offset: 25 });
  });

  it('is refused what can not be read, what is of another server, and what is too long', async () => {
    const key = await made(1);
    expect((await write('PUT', `/playlists/${key}/items?uri=nonsense`)).status).toBe(400);
    expect((await write('PUT', `/playlists/${key}/items?uri=${uri(2).replace(MACHINE, '0'.repeat(40))}`)).status).toBe(400);
    const many = Array.from({ length: 900 }, (_, at) => at);
    expect((await write('PUT', `/playlists/${key}/items?uri=${uri(...many)}`)).status).toBe(414);
    expect(await order(key)).toEqual([1]);
  });

  it('may not begin empty where the switch says so', async () => {
    await plex.control('switch', { emptyPlaylists: false });
    expect((await write('POST', `/playlists?type=audio&title=None&smart=0&uri=${uri(999_999)}`)).status).toBe(400);
  });
});

describe('a playlist with a rule', () => {
  it('has entries without ids, and a write of entries sets its rule', async () => {
    await write('PUT', '/:/rate?key=3000004&identifier=com.plexapp.plugins.library&rating=8');
    const rule = encodeURIComponent(
      `server://${MACHINE}/com.plexapp.plugins.library/library/sections/3/all?type=10&${encodeURIComponent('userRating>>')}=7`,
    );
    const { container } = await write('POST', `/playlists?type=audio&title=Loved&smart=1&uri=${rule}`);
    const key = container.Metadata?.[0]?.ratingKey ?? '';
    expect(container.Metadata?.[0]).toMatchObject({ smart: true, leafCount: 1 });
    expect((await items(key)).map((row) => [row.ratingKey, row['playlistItemID']])).toEqual([['3000004', undefined]]);
    await write('PUT', `/playlists/${key}/items?uri=${uri(1)}`);
    expect((await plex.rows(`/playlists/${key}`))[0]?.['content']).toContain('metadata');
  });
});

describe("the server's own lists", () => {
  it('say that they are not to be touched, and refuse it', async () => {
    const key = await plex.control<string>('playlist', { title: 'Favourites', trackKeys: [3_000_001], readOnly: true });
    expect((await plex.rows(`/playlists/${key}`))[0]).toMatchObject({ readOnly: true });
    expect((await write('PUT', `/playlists/${key}/items?uri=${uri(1)}`)).status).toBe(403);
  });
});
