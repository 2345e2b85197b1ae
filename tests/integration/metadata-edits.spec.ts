import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PicturePart, ResourcePage } from '@soulsync/contracts';
import type { MetadataEdit, MetadataEditItem, ProposeMetadataEdit } from '@soulsync/contracts/rest';
import { plexService } from '@soulsync/plex-svc';
import { Unavailable } from '@soulsync/service-kit';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startMusicBrainz } from '../simulators/src/musicbrainz/server.js';
import { png } from '../simulators/src/pictures/png.js';
import { startedPlex } from '../simulators/src/plex/started-plex.js';
import type { Row, StartedPlex } from '../simulators/src/plex/started-plex.js';
import { startSimulator as startSpotify } from '../simulators/src/spotify/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 90_000;
const ARTISTS = 30;
const COLOUR = 0x336600;
const cover = png(240, 240, 0xaa5500);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let dir: string;
let test: Ground;
let plex: StartedPlex;
let spotify: Simulated;
let musicBrainz: Simulated;
let running: { stop(): Promise<void> };
let artists: readonly Row[];

const plexEnvironment = () => ({
  SOULSYNC_DATA_DIR: dir,
  SOULSYNC_LIBRARY_SERVER: 'plex',
  SOULSYNC_MUSIC_DIR: plex.music,
  SOULSYNC_PLEX_URL: plex.url,
  SOULSYNC_PLEX_TOKEN: plex.token,
  SOULSYNC_PLEX_PATH_MAP: `/data/music=${plex.music}`,
  SOULSYNC_COVER_HOSTS: '127.0.0.1',
});
const startPlexService = () => test.start(plexService, plexEnvironment());

/** The built service as a process of its own; `stop` is a kill in the middle of whatever it does. */
function killable(): { stop(): Promise<void> } {
  const program = resolve(import.meta.dirname, '../../apps/plex-svc/dist/main.js');
  const child = spawn(process.execPath, [program], { env: { ...process.env, ...test.env, ...plexEnvironment() }, stdio: 'ignore' });
  return {
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-edits-'));
  plex = await startedPlex({ generated: { albums: ARTISTS * 5, tracksPerAlbum: 1 }, scan: { queueDelayMs: 1, settleMs: 1 } });
  await plex.put('The Quiet Pier/Low Water/01 Slack Tide.flac', 'Slack Tide');
  await writeFile(join(plex.music, 'The Quiet Pier/Low Water/cover.png'), cover);
  await plex.ask('/library/sections/3/refresh');
  await eventually(
    () => plex.rows('/library/sections/3/all?type=10'),
    (rows) => rows.length === ARTISTS * 5 + 1,
  );
  artists = (await plex.rows('/library/sections/3/all?type=8')).filter(({ title }) => title !== 'The Quiet Pier');
  spotify = await startSpotify({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'spotify.port'),
    profile: 'dev2026',
    clockRate: 1,
    clientId: 'client',
    clientSecret: 'secret',
    refreshTokens: ['refresh'],
    user: { id: 'me', display_name: 'Me' },
    playlists: [],
    artists: artists.map(({ title, ratingKey }, n) => ({ id: ratingKey, name: title, colour: COLOUR + n })),
  });
  musicBrainz = await startMusicBrainz({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'musicbrainz.port'),
    minGapMs: 0,
    busyEvery: 0,
    artists: artists.map(({ title }, n) => ({
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      name: title,
      genres: [{ name: 'indie rock', count: 3 }],
    })),
    releaseGroups: [],
  });
  test = await ground();
  await test.start(catalogService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SPOTIFY_API_URL: spotify.url,
    SOULSYNC_SPOTIFY_ACCOUNTS_URL: spotify.url,
    SOULSYNC_SPOTIFY_CLIENT_ID: 'client',
    SOULSYNC_SPOTIFY_CLIENT_SECRET: 'secret',
    SOULSYNC_SPOTIFY_REFRESH_TOKEN: 'refresh',
    SOULSYNC_SPOTIFY_GAP_MS: '0',
    SOULSYNC_MUSICBRAINZ_URL: musicBrainz.url,
    SOULSYNC_MUSICBRAINZ_CONTACT: 'owner@example.org',
    SOULSYNC_MUSICBRAINZ_GAP_MS: '0',
  });
  running = await startPlexService();
  await eventually(
    () => test.query<{ n: string }>('SELECT count(*) AS n FROM plex.library_tracks').catch(() => []),
    ([row]) => Number(row?.n) === ARTISTS * 5 + 1,
    PATIENCE_MS,
  );
}, PATIENCE_MS * 2);

afterAll(async () => {
  await test.stop();
  await Promise.all([plex.stop(), spotify.stop(), musicBrainz.stop()]);
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

async function list<T>(resource: string, filter: Record<string, string>): Promise<readonly T[]> {
  return (await test.ask<ResourcePage<T>>(rpc.plex.query, { resource, filter, end: 500 })).rows;
}
const items = (editId: string) => list<MetadataEditItem>('metadata-edit-items', { editId });
const row = async (id: string) =>
  (await test.ask<ResourcePage<MetadataEdit>>(rpc.plex.query, { resource: 'metadata-edits', ids: [id] })).rows[0];
const until = async (id: string, ...states: readonly string[]) =>
  (await eventually(
    () => row(id),
    (edit) => states.includes(edit?.state ?? ''),
    PATIENCE_MS,
  )) as MetadataEdit; // it is there
async function proposed(request: Partial<ProposeMetadataEdit>): Promise<MetadataEdit> {
  const { id } = await test.ask<CommandAccepted>(rpc.plex.proposeEdit, {
    kind: 'artists',
    fields: ['picture', 'genres'],
    scope: 'all',
    ...request,
  });
  return until(id, 'proposed', 'nothing');
}
const command = (subject: string, id: string, body: object = {}) => test.ask<CommandAccepted>(subject, { id, ...body });
const shown = async (key: string) => (await plex.rows(`/library/metadata/${key}`))[0];
const genres = async (key: string) => ((await shown(key))?.['Genre'] as { tag: string }[] | undefined)?.map(({ tag }) => tag) ?? [];
const locked = async (key: string) =>
  ((await shown(key))?.['Field'] as { name: string }[] | undefined)?.map(({ name }) => name).sort() ?? [];
const put = (key: string, query: string) => plex.ask(`/library/metadata/${key}?${query}`, { method: 'PUT' });
const picture = async (key: string) => {
  const answer = await fetch(`${plex.url}${String((await shown(key))?.['thumb'])}`, { headers: { 'X-Plex-Token': plex.token } });
  return sha256(new Uint8Array(await answer.arrayBuffer()));
};
const keyOf = (n: number) => artists[n]?.ratingKey ?? '';
const titles = async () => (await plex.rows('/library/sections/3/all?type=8')).map(({ title }) => title).sort();
const pictureWrites = async () =>
  Object.entries(await plex.control<Record<string, number>>('calls')).reduce(
    (sum, [path, times]) => (path.startsWith('POST') && path.endsWith('/posters') ? sum + times : sum),
    0,
  );
/** Of the n-th artist the picture that Spotify has. */
const spotifyPicture = (n: number) => sha256(png(640, 640, COLOUR + n));

describe('pictures and genres of the artists', () => {
  let edit: MetadataEdit;
  let before: string;

  it(
    'are proposed as a difference; nothing is written, and what is locked is left out',
    async () => {
      await put(keyOf(0), 'thumb.locked=1');
      await put(keyOf(1), `genre%5B0%5D.tag.tag=Mine&genre.locked=1`);
      await put(keyOf(2), `genre%5B0%5D.tag.tag=Old`);
      before = await picture(keyOf(3));
      edit = await proposed({});
      // Each has a picture and genres to be had, but for the two locked fields; the scanned artist is unknown to both.
      expect(edit).toMatchObject({ state: 'proposed', looked: ARTISTS + 1, items: ARTISTS * 2 - 2 });
      expect(edit.leftOut).toEqual({ locked: 2, 'picture-unknown': 1, 'genres-unknown': 1 });
      const all = await items(edit.id);
      expect(all).toHaveLength(ARTISTS * 2 - 2);
      expect(all.find(({ title, field }) => title === artists[2]?.title && field === 'genres')).toMatchObject({
        before: ['Old'],
        after: ['Indie Rock'],
        source: 'musicbrainz',
        state: 'proposed',
      });
      expect(all.find(({ title, field }) => title === artists[3]?.title && field === 'picture')).toMatchObject({
        before,
        after: { sha256: spotifyPicture(3), width: 640, height: 640, type: 'image/png' },
        source: 'spotify',
      });
      expect(await pictureWrites()).toBe(0);
      expect(await genres(keyOf(2))).toEqual(['Old']);
    },
    PATIENCE_MS,
  );

  it('can be looked at before and after, in parts that fit a message', async () => {
    const item = (await items(edit.id)).find(({ title, field }) => title === artists[3]?.title && field === 'picture');
    const image = async (which: string) => {
      const part = await command(rpc.plex.editPicture, item?.id ?? '', { which, offset: 0 });
      const { base64, sizeBytes } = part as unknown as PicturePart; // what this question answers
      expect(Buffer.from(base64, 'base64')).toHaveLength(sizeBytes);
      return sha256(Buffer.from(base64, 'base64'));
    };
    expect(await image('before')).toBe(before);
    expect(await image('after')).toBe(spotifyPicture(3));
    await expect(image('between')).rejects.toThrow('before or after');
  });

  it(
    'are written once they are accepted: all but what was left out by hand, was locked or was changed in the meantime',
    async () => {
      const names = await titles();
      const all = await items(edit.id);
      const unwanted = all.find(({ title, field }) => title === artists[4]?.title && field === 'genres');
      await put(keyOf(5), 'genre%5B0%5D.tag.tag=Own&genre.locked=1');
      await put(keyOf(6), 'genre%5B0%5D.tag.tag=Changed');
      await command(rpc.plex.applyEdit, edit.id, { exceptItemIds: [unwanted?.id] });
      const applied = await until(edit.id, 'applied');
      expect(applied).toMatchObject({ written: ARTISTS * 2 - 5, skipped: 3, failed: 0 });
      const causes = (await items(edit.id)).filter(({ state }) => state === 'skipped').map(({ title, cause }) => [title, cause]);
      expect(new Map(causes as [string, string][])).toEqual(
        new Map([
          [artists[4]?.title, 'not-chosen'],
          [artists[5]?.title, 'locked'],
          [artists[6]?.title, 'changed-since'],
        ] as [string, string][]),
      );
      expect(await genres(keyOf(2))).toEqual(['Indie Rock']);
      expect(await picture(keyOf(3))).toBe(spotifyPicture(3));
      expect(await locked(keyOf(3))).toEqual(['genre', 'thumb']);
      expect(await genres(keyOf(1))).toEqual(['Mine']);
      expect(await genres(keyOf(4))).toEqual([]);
      expect(await genres(keyOf(5))).toEqual(['Own']);
      expect(await titles()).toEqual(names);
      await expect(command(rpc.plex.applyEdit, edit.id)).rejects.toMatchObject({ reason: 'nothing-to-do' });
    },
    PATIENCE_MS,
  );

  it(
    'are not proposed a second time',
    async () => {
      const again = await proposed({ scope: 'ids', ids: [keyOf(2), keyOf(3)] });
      expect(again).toMatchObject({ state: 'nothing', items: 0 });
      expect(await proposed({ scope: 'missing-only', fields: ['picture'] })).toMatchObject({ state: 'nothing', items: 0, leftOut: {} });
    },
    PATIENCE_MS,
  );

  it(
    'are brought back where our change is still there, and the server may refresh them again',
    async () => {
      await put(keyOf(7), 'genre%5B%5D.tag.tag-=Indie%20Rock&genre%5B0%5D.tag.tag=By%20Hand');
      await command(rpc.plex.undoEdit, edit.id);
      const undone = await until(edit.id, 'undone');
      expect(undone).toMatchObject({ restored: ARTISTS * 2 - 6 });
      expect(await genres(keyOf(2))).toEqual(['Old']);
      expect(await genres(keyOf(7))).toEqual(['By Hand']);
      expect(await picture(keyOf(3))).toBe(before);
      expect(await locked(keyOf(3))).toEqual([]);
      expect((await items(edit.id)).find(({ title, field }) => title === artists[7]?.title && field === 'genres')).toMatchObject({
        state: 'written',
        cause: 'changed-since',
      });
      expect(await readdir(join(dir, 'library-edits'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'go on where they stood when the service is killed in the middle and Plex fails in between, each written once',
    async () => {
      const next = await proposed({ fields: ['picture'] });
      await running.stop();
      running = killable();
      await eventually(
        () => row(next.id).catch(() => undefined),
        (edit) => edit?.state === 'proposed',
        PATIENCE_MS,
      );
      const writesBefore = await pictureWrites();
      await plex.control('fault', { match: '/posters', status: 503, skip: 3, times: 1 });
      // A service that starts answers questions a moment before it takes commands.
      await eventually(
        () =>
          command(rpc.plex.applyEdit, next.id).then(
            () => true,
            (error: unknown) => !(error instanceof Unavailable) && Promise.reject(error as Error),
          ),
        (taken) => taken,
        PATIENCE_MS,
      );
      await eventually(pictureWrites, (writes) => writes >= writesBefore + 8, PATIENCE_MS);
      await running.stop();
      running = await startPlexService();
      const applied = await until(next.id, 'applied');
      expect(applied).toMatchObject({ written: ARTISTS - 1, skipped: 0, failed: 0 });
      expect(await pictureWrites()).toBe(writesBefore + ARTISTS - 1 + 1); // and the one that failed
      for (let n = 1; n < ARTISTS; n += 1) expect(await picture(keyOf(n))).toBe(spotifyPicture(n));
      await command(rpc.plex.undoEdit, next.id);
      expect(await until(next.id, 'undone')).toMatchObject({ restored: ARTISTS - 1 });
    },
    PATIENCE_MS,
  );

  it(
    'stop when a person says so; what was written until then is told and can be undone',
    async () => {
      const next = await proposed({ fields: ['picture'] });
      const writesBefore = await pictureWrites();
      await plex.control('fault', { match: '/posters', latencyMs: 100, times: 1_000 });
      await command(rpc.plex.applyEdit, next.id);
      await eventually(pictureWrites, (writes) => writes >= writesBefore + 3, PATIENCE_MS);
      await command(rpc.plex.rejectEdit, next.id);
      const { written } = await until(next.id, 'applied');
      await plex.control('reset-faults');
      expect(written).toBe((await pictureWrites()) - writesBefore);
      expect(written).toBeLessThan(ARTISTS - 1);
      await command(rpc.plex.undoEdit, next.id);
      expect(await until(next.id, 'undone')).toMatchObject({ restored: written });
      for (let n = 1; n < ARTISTS; n += 1) expect(await picture(keyOf(n))).toBe(before);
    },
    PATIENCE_MS,
  );
});

describe('what is stored of an edit', () => {
  it('is one correlation from the request on: what a person did begins it, and each event but those names what came before', async () => {
    const events = (await test.events()).filter(({ aggregateType }) => aggregateType === 'metadata-edit');
    const work = events.filter(({ actor }) => actor.id === 'edit-metadata');
    expect(work.length).toBeGreaterThan(10);
    const known = new Map(events.map((event) => [event.id, event]));
    for (const { causationId, correlationId, aggregateId } of work)
      expect(known.get(causationId ?? '')).toMatchObject({ aggregateId, correlationId });
  });
});

describe('the cover of an album', () => {
  it(
    'is that of its own folder, before anybody else is asked',
    async () => {
      const album = (await plex.rows('/library/sections/3/all?type=9')).find(({ title }) => title === 'Low Water');
      const key = album?.ratingKey ?? '';
      const edit = await proposed({ kind: 'albums', fields: ['picture'], scope: 'ids', ids: [key] });
      expect(await items(edit.id)).toMatchObject([
        { title: 'Low Water', artist: 'The Quiet Pier', after: { sha256: sha256(cover) }, source: 'The Quiet Pier/Low Water/cover.png' },
      ]);
      await command(rpc.plex.applyEdit, edit.id);
      await until(edit.id, 'applied');
      expect(await picture(key)).toBe(sha256(cover));
    },
    PATIENCE_MS,
  );
});

describe('an edit', () => {
  it(
    'that was discarded writes nothing and keeps no picture',
    async () => {
      const writes = await pictureWrites();
      const edit = await proposed({ fields: ['picture'], scope: 'ids', ids: [keyOf(8)] });
      expect(edit).toMatchObject({ items: 1 });
      await command(rpc.plex.rejectEdit, edit.id);
      expect(await until(edit.id, 'rejected')).toMatchObject({ written: 0 });
      await expect(command(rpc.plex.applyEdit, edit.id)).rejects.toMatchObject({ reason: 'nothing-to-do' });
      expect(await pictureWrites()).toBe(writes);
      expect(await readdir(join(dir, 'library-edits'))).not.toContain(edit.id);
    },
    PATIENCE_MS,
  );

  it('that is asked for badly is refused with what is wrong', async () => {
    const request = (body: object) => test.ask(rpc.plex.proposeEdit, body);
    await expect(request({ kind: 'tracks', fields: ['title'], scope: 'all' })).rejects.toMatchObject({
      fields: { kind: expect.any(String), fields: expect.any(String) },
    });
    await expect(request({ kind: 'artists', fields: ['genres'], scope: 'ids' })).rejects.toMatchObject({ name: 'Invalid' });
    await expect(command(rpc.plex.applyEdit, 'nobody')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('holds no token and no picture in its events', async () => {
    const text = JSON.stringify(await test.events());
    expect(text).not.toContain(plex.token);
    expect(text.length).toBeLessThan(2_000_000);
  });
});
