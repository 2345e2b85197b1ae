import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startedPlex } from './started-plex.js';
import type { StartedPlex } from './started-plex.js';

const [ARTIST, ALBUM, TRACK] = ['1000000', '2000000', '3000000'];
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

let plex: StartedPlex;
beforeEach(async () => {
  plex = await startedPlex({ generated: { albums: 12, tracksPerAlbum: 2 } });
});
afterEach(() => plex.stop());

const edit = (key: string, query: string) => plex.ask(`/library/metadata/${key}?${query}`, { method: 'PUT' });
const row = async (key: string) => (await plex.rows(`/library/metadata/${key}`))[0];
const tags = async (key: string) => ((await row(key))?.['Genre'] as { tag: string }[] | undefined)?.map(({ tag }) => tag) ?? [];
const genres = (...names: string[]) => names.map((name, at) => `${encodeURIComponent(`genre[${at}].tag.tag`)}=${name}`).join('&');

describe('an edit', () => {
  it('without `.value` is answered with 200 and changes nothing', async () => {
    const before = await row(ALBUM);
    expect((await edit(ALBUM, 'title=Other&summary=Other')).status).toBe(200);
    expect(await row(ALBUM)).toEqual(before);
  });

  it('with `.value` changes the field, locks it, and leaves the time of the section alone', async () => {
    const section = async () => (await plex.ask('/library/sections')).container.Directory?.[1]?.['updatedAt'];
    const before = await section();
    await edit(ALBUM, 'summary.value=New%20text&summary.locked=1');
    expect(await row(ALBUM)).toMatchObject({ summary: 'New text', Field: [{ name: 'summary', locked: true }] });
    expect(await section()).toBe(before);
  });

  it('of tags adds to those that are there or stands in their place, takes off by name, or takes off all', async () => {
    await edit(ALBUM, `${genres('Folk', 'Jazz')}&genre.locked=1`);
    await edit(ALBUM, genres('Rock'));
    expect(await tags(ALBUM)).toEqual(['Folk', 'Jazz', 'Rock']);
    await edit(ALBUM, `${encodeURIComponent('genre[].tag.tag-')}=Jazz%2CRock`);
    expect(await tags(ALBUM)).toEqual(['Folk']);
    await plex.control('switch', { tagEdits: 'replace' });
    await edit(ALBUM, genres('Blues'));
    expect(await tags(ALBUM)).toEqual(['Blues']);
    await edit(ALBUM, `${encodeURIComponent('genre[].tag')}=`);
    expect(await tags(ALBUM)).toEqual([]);
  });

  it('is written over by the next refresh unless it is locked', async () => {
    await edit(ALBUM, `${genres('Folk')}&genre.locked=1&summary.value=Mine`);
    await plex.ask(`/library/metadata/${ALBUM}/refresh`, { method: 'PUT' });
    expect(await tags(ALBUM)).toEqual(['Folk']);
    expect((await row(ALBUM))?.['summary']).toBeUndefined();
  });

  it('that gives an artist the name of another makes one of both', async () => {
    const other = await row('1000001');
    await edit(ARTIST, `title.value=${encodeURIComponent(other?.title ?? '')}`);
    expect((await plex.ask(`/library/metadata/${ARTIST}`)).status).toBe(404);
    expect((await plex.rows('/library/metadata/1000001/children')).length).toBe(10);
    expect((await row(TRACK))?.['grandparentRatingKey']).toBe('1000001');
  });

  it('of a section without an id edits every row of the type', async () => {
    await plex.ask('/library/sections/3/all?type=9&studio.value=Driftwood', { method: 'PUT' });
    expect((await plex.rows('/library/sections/3/all?type=9')).every((album) => album['studio'] === 'Driftwood')).toBe(true);
    await plex.ask(`/library/sections/3/all?type=9&id=${ALBUM}&studio.value=Own`, { method: 'PUT' });
    expect((await plex.rows('/library/sections/3/all?type=9')).filter((album) => album['studio'] === 'Own')).toHaveLength(1);
  });

  it('of nobody is not found, and one that contradicts itself is refused', async () => {
    expect((await edit('99', 'title.value=x')).status).toBe(404);
    expect((await edit(ALBUM, 'title.value=x&title.value=y')).status).toBe(400);
  });
});

describe('a picture', () => {
  const posters = async (key: string) => (await plex.rows(`/library/metadata/${key}/posters`)).map((poster) => poster['selected']);
  const upload = (key: string, body: Buffer) =>
    plex.ask(`/library/metadata/${key}/posters`, { method: 'POST', body: new Uint8Array(body) });

  it('is put up by its bytes, is chosen at once, and changes its address', async () => {
    const before = (await row(ALBUM))?.['thumb'];
    expect((await upload(ALBUM, jpeg)).status).toBe(200);
    const after = (await row(ALBUM))?.['thumb'] as string;
    expect(after).not.toBe(before);
    expect(await posters(ALBUM)).toEqual([false, true]);
    expect((await plex.ask(after)).type).toBe('image/jpeg');
    expect((await row(TRACK))?.['parentThumb']).toBe(after);
    expect((await plex.ask(`/photo/:/transcode?url=${encodeURIComponent(after)}&width=320&height=320`)).type).toBe('image/jpeg');
  });

  it('is fetched by the server itself from an address', async () => {
    const source = createServer((_request, response) => response.end(jpeg)).listen(0, '127.0.0.1');
    await new Promise((resolve) => source.once('listening', resolve));
    const { port } = source.address() as AddressInfo; // a TCP server that listens
    const url = encodeURIComponent(`http://127.0.0.1:${port}/cover.jpg`);
    expect((await plex.ask(`/library/metadata/${ARTIST}/posters?url=${url}`, { method: 'POST' })).status).toBe(200);
    expect(await posters(ARTIST)).toEqual([false, true]);
    source.close();
  });

  it('that is none is refused', async () => {
    expect((await upload(ALBUM, Buffer.from('<html>'))).status).toBe(400);
    expect(await posters(ALBUM)).toEqual([true]);
  });

  it('is missing where there is none', async () => {
    await plex.control('no-art', { count: 1 });
    expect((await row(ALBUM))?.['thumb']).toBeUndefined();
    expect((await row(TRACK))?.['parentThumb']).toBeUndefined();
    expect((await plex.ask(`/library/metadata/${ALBUM}/thumb/1`)).status).toBe(404);
  });

  it('of a playlist is put up under its key among the rows', async () => {
    const key = await plex.control<string>('playlist', { title: 'Mine', trackKeys: [3_000_001] });
    expect((await upload(key, jpeg)).status).toBe(200);
    expect((await plex.rows(`/playlists/${key}`))[0]?.['thumb']).toMatch(new RegExp(`^/library/metadata/${key}/thumb/`));
  });

  it('that is not locked goes with the next refresh', async () => {
    const before = (await row(ALBUM))?.['thumb'];
    await upload(ALBUM, jpeg);
    await plex.ask(`/library/metadata/${ALBUM}/refresh`, { method: 'PUT' });
    expect((await row(ALBUM))?.['thumb']).toBe(before);
    await upload(ALBUM, jpeg);
    await edit(ALBUM, 'thumb.locked=1');
    await plex.ask(`/library/metadata/${ALBUM}/refresh`, { method: 'PUT' });
    expect((await row(ALBUM))?.['thumb']).not.toBe(before);
  });
});
