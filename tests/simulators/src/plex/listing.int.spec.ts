import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startedPlex } from './started-plex.js';
import type { StartedPlex } from './started-plex.js';

const ALL = '/library/sections/3/all';
const TRACKS = `${ALL}?type=10`;
const NOW_S = Math.floor(Date.now() / 1000) - 5;
const page = (start: number, size: number) => ({ 'X-Plex-Container-Start': String(start), 'X-Plex-Container-Size': String(size) });

let plex: StartedPlex;
beforeAll(async () => {
  plex = await startedPlex({ generated: { albums: 40, tracksPerAlbum: 5 }, awkward: true });
});
afterAll(() => plex.stop());
afterEach(async () => {
  await plex.control('switch', { pageCap: null, refuseGroups: false, hoist: false, parentTouchesTracks: false });
  await plex.control('reset-faults');
});

describe('pages of a list', () => {
  it('have a total and an offset, unless the window holds all there is', async () => {
    const first = await plex.ask(`${TRACKS}&sort=addedAt:asc`, { headers: page(0, 50) });
    expect(first.container).toMatchObject({ size: 50, totalSize: 210, offset: 0, librarySectionID: 3, viewGroup: 'track' });
    expect(first.headers.get('x-plex-container-total-size')).toBe('210');
    const whole = await plex.ask(TRACKS, { headers: page(0, 500) });
    expect(whole.container.size).toBe(210);
    expect(whole.container.totalSize).toBeUndefined();
  });

  it('ignore a size without a start', async () => {
    expect((await plex.ask(TRACKS, { headers: { 'X-Plex-Container-Size': '7' } })).container.size).toBe(210);
    expect((await plex.ask(`${TRACKS}&X-Plex-Container-Start=209&X-Plex-Container-Size=7`)).container.size).toBe(1);
  });

  it('only count when none are asked for', async () => {
    const { container } = await plex.ask(TRACKS, { headers: page(0, 0) });
    expect(container).toMatchObject({ size: 0, totalSize: 210 });
    expect(container.Metadata).toBeUndefined();
  });

  it('are smaller than asked where the server has its own mind', async () => {
    await plex.control('switch', { pageCap: 20 });
    expect((await plex.ask(TRACKS, { headers: page(0, 50) })).container).toMatchObject({ size: 20, totalSize: 210 });
  });

  it('are all rows, each once, when read one behind the other', async () => {
    const keys: string[] = [];
    for (let at = 0; at < 210; at += 30)
      keys.push(...(await plex.rows(`${TRACKS}&sort=addedAt:asc`, page(at, 30))).map(({ ratingKey }) => ratingKey));
    expect(new Set(keys).size).toBe(210);
  });

  it('shift when rows come in between', async () => {
    await plex.control('insert', { count: 2, where: 'front', afterPages: 1 });
    const first = await plex.rows(`${TRACKS}&sort=addedAt:asc`, page(0, 10));
    const second = await plex.ask(`${TRACKS}&sort=addedAt:asc`, { headers: page(10, 10) });
    expect(second.container.totalSize).toBe(212);
    expect(second.container.Metadata?.slice(0, 2)).toEqual(first.slice(8));
    await plex.control('remove', { from: 210, count: 2 });
  });

  it('break off in the middle of a body on demand', async () => {
    await plex.control('fault', { match: '/all', cutAfterBytes: 300 });
    await expect(plex.ask(TRACKS)).rejects.toThrow();
  });

  it('stop at the limit before they are cut', async () => {
    expect((await plex.ask(`${TRACKS}&limit=12`, { headers: page(0, 5) })).container).toMatchObject({ size: 5, totalSize: 12 });
  });
});

describe('filters', () => {
  const count = async (filter: string) => (await plex.ask(`${TRACKS}&${filter}`)).container.size;

  it('know `updatedAt>` and `updatedAt>>`, and ignore `updatedAt>=` and what they do not know', async () => {
    await plex.control('change-tracks', { count: 3, from: 7 });
    expect(await count(`updatedAt%3E=${NOW_S}`)).toBe(3);
    expect(await count(`updatedAt%3E%3E=${NOW_S}`)).toBe(3);
    expect(await count(`updatedAt%3E%3D=${NOW_S}`)).toBe(210);
    expect(await count(`updatedAt%3E%3D${NOW_S}`)).toBe(210);
    expect(await count('isrc=GBAAA0000001')).toBe(210);
  });

  it('take groups of alternatives, and refuse them where told to', async () => {
    const inserted = await plex.control<string[]>('insert', { where: 'end' });
    await plex.control('drop-updated-at', { from: 210 });
    const either = `push=1&updatedAt%3E%3E=${NOW_S}&or=1&addedAt%3E%3E=${NOW_S}&pop=1`;
    expect(await count(either)).toBe(4);
    expect((await plex.rows(`${TRACKS}&addedAt%3E%3E=${NOW_S}`)).map(({ ratingKey }) => ratingKey)).toEqual(inserted);
    await plex.control('switch', { refuseGroups: true });
    expect((await plex.ask(`${TRACKS}&${either}`)).status).toBe(400);
    await plex.control('remove', { from: 210 });
  });

  it('find a title by a part of it, as it is written and not otherwise', async () => {
    const titles = async (title: string) => (await plex.rows(`${TRACKS}&title=${encodeURIComponent(title)}`)).map((row) => row.title);
    expect(await titles('Nobody’s')).toEqual(['Nobody’s Tide']);
    expect(await titles("Nobody's")).toEqual([]);
    expect(await titles('Lantern Weath')).toHaveLength(3);
    expect(await titles('手紙')).toEqual(['雨の手紙']);
  });

  it('give the children of several albums and artists in one call', async () => {
    expect(await count('album.id=2000000,2000003')).toBe(10);
    expect(await count('artist.id=1000000')).toBe(25);
    expect((await plex.ask(`${ALL}?type=9&artist.id=1000000`)).container.size).toBe(5);
  });

  it('tell artists, albums and tracks apart, artists where nothing is said', async () => {
    for (const [type, name] of [
      ['8', 'artist'],
      ['9', 'album'],
      ['10', 'track'],
    ])
      expect((await plex.rows(`${ALL}?type=${type}`)).every((row) => row['type'] === name)).toBe(true);
    expect((await plex.rows(ALL))[0]?.['type']).toBe('artist');
  });

  it('sort by what is asked, in both directions', async () => {
    const values = async (sort: string, field: string) => (await plex.rows(`${TRACKS}&sort=${sort}`)).map((row) => row[field]);
    const times = (await values('addedAt:asc', 'addedAt')) as number[];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(await values('addedAt:desc', 'addedAt')).toEqual([...times].reverse());
    const [first = ''] = (await values('titleSort:asc', 'title')) as string[];
    expect((await values('titleSort:desc', 'title')).at(-1)).toBe(first);
  });
});

describe('what a row says', () => {
  it('is what the papers say of a track, and a changed album leaves the rows of its tracks alone', async () => {
    const [before] = await plex.rows('/library/metadata/3000005?includeGuids=1');
    expect(before).toMatchObject({
      type: 'track',
      parentRatingKey: '2000001',
      grandparentRatingKey: '1000000',
      index: 1,
      Guid: [{ id: expect.stringMatching(/^mbid:/) }],
      Media: [{ audioCodec: 'flac', Part: [{ file: expect.stringMatching(/^\/data\/music\//) }] }],
    });
    await plex.control('change-albums', { count: 1, from: 1 });
    const [after] = await plex.rows('/library/metadata/3000005');
    expect(after?.['parentTitle']).not.toBe(before?.['parentTitle']);
    expect(after?.['updatedAt']).toBe(before?.['updatedAt']);
  });

  it('names the artist of a track only where it differs, and leaves out what is not known', async () => {
    const [copper] = await plex.rows(`${TRACKS}&title=Copper%20Rain`);
    expect(copper).toMatchObject({ grandparentTitle: 'Various Artists', originalTitle: 'Ida Voss feat. Old Ferry' });
    const [tide] = await plex.rows(`${TRACKS}&title=Tide`);
    expect(tide?.['index']).toBeUndefined();
    expect(tide?.['originalTitle']).toBeUndefined();
  });

  it('shows several files of a track, and which of them are there only when asked', async () => {
    const [boats] = await plex.rows(`${TRACKS}&title=Paper%20Boats`);
    const media = (row: typeof boats) => row?.['Media'] as { container: string; Part: { exists?: boolean }[] }[];
    expect(media(boats).map(({ container }) => container)).toEqual(['mp3', 'flac']);
    expect(media(boats)[0]?.Part[0]?.exists).toBeUndefined();
    const [checked] = await plex.rows(`/library/metadata/${boats?.ratingKey}?checkFiles=1`);
    expect(media(checked).map(({ Part }) => Part[0]?.exists)).toEqual([false, true]);
  });

  it('is hoisted to the container where the switch says so', async () => {
    await plex.control('switch', { hoist: true });
    expect((await plex.rows(TRACKS))[0]?.['librarySectionID']).toBeUndefined();
  });

  it('leaves out elements that are not wanted', async () => {
    expect((await plex.rows(`${TRACKS}&excludeElements=Media,Guid`))[0]?.['Media']).toBeUndefined();
  });
});

describe('keys', () => {
  it('may all change while the files stay', async () => {
    const files = async () => (await plex.rows(`${TRACKS}&album.id=2000008`)).map((row) => JSON.stringify(row['Media']));
    const before = await files();
    const fresh = await plex.control<string[]>('rekey', { from: 40, count: 5, addedAt: 'kept' });
    expect(fresh).toHaveLength(5);
    expect((await plex.ask('/library/metadata/3000040')).status).toBe(404);
    expect(await files()).toEqual(before);
  });

  it('of nobody are left out, and are not found when all are', async () => {
    expect(await plex.rows('/library/metadata/3000001,99')).toHaveLength(1);
    expect((await plex.ask('/library/metadata/98,99')).status).toBe(404);
  });
});

describe('counting', () => {
  it("tells requests by their kind since the last reset, and the section's counter of what changed", async () => {
    const counter = async () =>
      (await plex.ask('/library/sections')).container.Directory?.find(({ type }) => type === 'artist')?.['contentChangedAt'];
    const before = await counter();
    await plex.control('requests', { reset: true });
    await plex.ask(TRACKS);
    await plex.ask(`${ALL}?type=9`);
    await plex.ask('/identity');
    expect(await plex.control('requests', { reset: true })).toEqual({
      total: 3,
      kinds: { 'list-tracks': 1, 'list-albums': 1, identity: 1 },
    });
    expect(await counter()).toBe(before);
    await plex.control('change-artists');
    expect(await counter()).not.toBe(before);
  });
});

it('a library of 100,000 tracks is given whole', async () => {
  const large = await startedPlex({ generated: { albums: 10_000, tracksPerAlbum: 10 } });
  const keys = new Set<string>();
  for (let at = 0; at < 100_000; at += 5_000)
    for (const { ratingKey } of await large.rows(`${TRACKS}&sort=addedAt:asc&excludeElements=Media`, page(at, 5_000))) keys.add(ratingKey);
  expect(keys.size).toBe(100_000);
  await large.stop();
}, 60_000);
