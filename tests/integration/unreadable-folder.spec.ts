import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rpc } from '@soulsync/contracts';
import { plexService } from '@soulsync/plex-svc';
import { songBytes } from '../simulators/src/audio/song.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const NOBODY = 65_534;
/** Rights mean nothing to root: what is read here is read as a user who has none. */
const asNobody = () => process.getuid?.() === 0 && process.seteuid?.(NOBODY);
const asOurselves = () => process.getuid?.() === 0 && process.seteuid?.(0);

let folder: string;
let on: Ground;
beforeAll(async () => {
  on = await ground();
  folder = await mkdtemp(join(tmpdir(), 'soulsync-unreadable-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'Old Ferry', 'Crossings'), { recursive: true });
  for (const track of [1, 2]) {
    const tags = {
      title: `Song ${track}`,
      artist: 'Old Ferry',
      albumArtist: 'Old Ferry',
      album: 'Crossings',
      track,
      trackTotal: 2,
      disc: 1,
      date: '2001',
      genre: 'Folk',
      isrc: null,
    };
    await writeFile(
      join(folder, 'Old Ferry', 'Crossings', `0${track}.flac`),
      songBytes({ container: 'flac', durationS: 3, tags, tune: track }),
    );
  }
}, 60_000);
afterEach(async () => {
  asOurselves();
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await on.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a music folder we may not read is a health issue in words, takes nothing off the library, and is read again by itself', async () => {
  const service = await on.start(plexService, {
    SOULSYNC_DATA_DIR: folder,
    SOULSYNC_MUSIC_DIR: folder,
    SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
    SOULSYNC_SWEEP_CONFIRM_MINUTES: '0',
  });
  const types = async () => (await on.events()).map(({ type }) => type);
  const issues = async () => (await on.status('plex-svc')).healthIssues;
  const fullSyncNow = () => on.ask(rpc.plex.fullSync);
  try {
    await eventually(types, (found) => found.includes('LibrarySweepFinished'));
    expect(await on.query('SELECT id FROM plex.library_tracks')).toHaveLength(2);

    await chmod(folder, 0o000);
    asNobody();
    await fullSyncNow();
    const [issue] = await eventually(issues, (found) => found.length > 0);
    expect(issue).toMatchObject({
      code: 'library-unreadable:folder',
      message: expect.stringContaining("the music folder can't be read") as unknown,
    });
    expect(issue?.advice).toContain('is kept');
    asOurselves();
    await chmod(folder, 0o755);
    await eventually(issues, (found) => found.length === 0);
    expect(await types()).not.toContain('TracksMissed');

    // One folder alone is closed: what lies in it is not seen, and is not gone.
    await chmod(join(folder, 'Old Ferry', 'Crossings'), 0o000);
    asNobody();
    await fullSyncNow();
    await eventually(
      () => on.eventsOf('LibrarySweepFinished'),
      (fullSyncs) => JSON.stringify(fullSyncs.at(-1)).includes('Old Ferry/Crossings'),
    );
    asOurselves();
    await chmod(join(folder, 'Old Ferry', 'Crossings'), 0o755);
    expect(await types()).not.toContain('TracksMissed');

    // One full sync that misses a file is a suspicion; the second one believes it.
    await rm(join(folder, 'Old Ferry', 'Crossings', '02.flac'));
    await fullSyncNow();
    const timeline = await eventually(types, (found) => found.includes('TracksRemoved'), 60_000);
    expect(timeline.indexOf('TracksMissed')).toBeLessThan(timeline.indexOf('TracksRemoved'));
    await eventually(
      () => on.query('SELECT id FROM plex.library_tracks'),
      (rows) => rows.length === 1,
    );
  } finally {
    asOurselves();
    await service.stop();
  }
}, 120_000);
