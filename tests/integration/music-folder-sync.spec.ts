import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { plexService } from '@soulsync/plex-svc';
import { songBytes } from '../simulators/src/audio/song.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

let base: string;
let on: Ground;
beforeAll(async () => {
  on = await ground();
  base = await mkdtemp(join(tmpdir(), 'soulsync-mirror-'));
}, 60_000);
afterAll(async () => {
  await on.stop();
  await rm(base, { recursive: true, force: true });
});

const put = async (path: string, title: string, track: number) => {
  const tags = {
    title,
    artist: 'Old Ferry',
    albumArtist: 'Old Ferry',
    album: 'Crossings',
    track,
    trackTotal: 9,
    disc: 1,
    date: '2001',
    genre: 'Folk',
    isrc: null,
  };
  await mkdir(dirname(join(base, 'music', path)), { recursive: true });
  await writeFile(join(base, 'music', path), songBytes({ container: 'flac', durationS: 2 + track, tags, tune: track }));
};
const rows = () =>
  on.query<{ id: string; title: string; path: string }>('SELECT "id", "title", "path" FROM plex.library_tracks ORDER BY "title"');
const fullSyncs = () => on.eventsOf('LibrarySweepFinished');
const onState = async () => (await on.events()).filter(({ type }) => type.startsWith('Tracks')).length;
const start = () =>
  on.start(plexService, {
    SOULSYNC_DATA_DIR: base,
    SOULSYNC_MUSIC_DIR: join(base, 'music'),
    SOULSYNC_SWEEP_CONFIRM_MINUTES: '0',
    SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
  });

it('the mirror of a folder follows what happens in it, also while nobody looked, and keeps the ids of what is moved', async () => {
  await put('Old Ferry/Crossings/01 Signal Fires.flac', 'Signal Fires', 1);
  await put('Old Ferry/Crossings/02 Gravel Road.flac', 'Gravel Road', 2);
  let service = await start();
  await eventually(fullSyncs, (found) => found.length === 1);
  await eventually(rows, (found) => found.length === 2);

  // The watch tells of a new file; no full sync is needed.
  await put('Old Ferry/Crossings/03 Ferry Bell.flac', 'Ferry Bell', 3);
  const before = await eventually(rows, (found) => found.length === 3);
  expect(await fullSyncs()).toHaveLength(1);

  await rename(join(base, 'music/Old Ferry/Crossings'), join(base, 'music/Old Ferry/Crossings (2001)'));
  const after = await eventually(rows, (found) => found.every(({ path }) => path.startsWith('Old Ferry/Crossings (2001)/')));
  expect(after.map(({ id, title }) => [id, title])).toEqual(before.map(({ id, title }) => [id, title]));
  await service.stop();

  // Nothing happened: it is looked at once, and nothing is told of it.
  const soFar = { fullSyncs: (await fullSyncs()).length, onState: await onState() };
  service = await start();
  await eventually(fullSyncs, (found) => found.length > soFar.fullSyncs);
  await service.stop();
  expect(await onState()).toBe(soFar.onState);
  const notes = await on.query<{ path: string }>('SELECT "path" FROM plex.file_note ORDER BY "path"');
  expect(notes.map(({ path }) => path)).toEqual(after.map(({ path }) => path).sort());

  // Something happened while nobody looked.
  await put('Old Ferry/Crossings (2001)/02 Gravel Road.flac', 'Gravel Road (Live)', 2);
  service = await start();
  await eventually(rows, (found) => found.some(({ title }) => title === 'Gravel Road (Live)'));
  await service.stop();
}, 120_000);
