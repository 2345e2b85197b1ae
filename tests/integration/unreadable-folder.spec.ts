import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandHandler, inMemoryEventStore, silentLogger } from '@soulsync/event-store';
import { connections, healthIssues, systemClock } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { folderLibraryServer } from '@soulsync/plex-svc';
import type { PlexConfig } from '../../apps/plex-svc/src/config.js';
import { libraryAlbum } from '../../apps/plex-svc/src/domain/library-album/library-album.js';
import { library } from '../../apps/plex-svc/src/domain/library/library.js';
import { sweepLibrary } from '../../apps/plex-svc/src/processes/sweep-library.js';
import { songBytes } from '../simulators/src/audio/song.js';
import { eventually } from '../support/running-demo.js';

const NOBODY = 65_534;
/** Rights mean nothing to root: what is read here is read as a user who has none. */
const asNobody = () => process.getuid?.() === 0 && process.seteuid?.(NOBODY);
const asOurselves = () => process.getuid?.() === 0 && process.seteuid?.(0);

let folder: string;
beforeAll(async () => {
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
});
afterEach(async () => {
  asOurselves();
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a music folder we may not read is a health issue in words, takes nothing off the library, and is read again by itself', async () => {
  const store = inMemoryEventStore();
  const health = healthIssues(systemClock, () => undefined);
  const known: { id: string; libraryAlbumId: string; path: string | null }[] = [];
  const kit = {
    config: { libraryServer: 'folder', sweepEveryMinutes: 60 },
    clock: systemClock,
    health,
    connections: connections(systemClock, () => undefined),
    logger: silentLogger,
    dataSource: { query: async () => known },
    sleep: (ms: number, signal: AbortSignal) => delay(Math.min(ms, 100), undefined, { signal }).catch(() => undefined), // woken early
  } as unknown as Kit<PlexConfig>; // the part of a kit a sweep uses
  const sweeper = sweepLibrary(
    kit,
    folderLibraryServer(folder, silentLogger),
    commandHandler(store, libraryAlbum),
    commandHandler(store, library),
  );
  const types = async () => {
    const found: string[] = [];
    for await (const commit of store.readAll(null)) found.push(...commit.events.map((event) => event.type));
    return found;
  };
  const sweeps = async () => {
    const found: object[] = [];
    for await (const { events } of store.readAll(null))
      found.push(...events.filter(({ type }) => type === 'LibrarySweepFinished').map(({ data }) => data));
    return found;
  };
  const stopping = new AbortController();
  const running = sweeper.run(stopping.signal);
  try {
    expect(await eventually(types, (found) => found.includes('LibrarySweepFinished'))).toContain('TracksIndexed');
    for await (const { events } of store.readAll(null))
      for (const event of events)
        if (event.type === 'TracksIndexed')
          for (const { libraryTrackId, path } of (event.data as { tracks: { libraryTrackId: string; path: string | null }[] }).tracks)
            known.push({ id: libraryTrackId, libraryAlbumId: event.aggregateId, path });
    expect(known).toHaveLength(2);

    await chmod(folder, 0o000);
    asNobody();
    const [issue] = await eventually(
      async () => health.list(),
      (found) => found.length > 0,
    );
    expect(issue).toMatchObject({ code: 'library-unreadable', message: expect.stringContaining("the music folder can't be read") });
    expect(issue?.advice).toContain('is kept');
    asOurselves();
    await chmod(folder, 0o755);
    await eventually(
      async () => health.list(),
      (found) => found.length === 0,
    );
    expect(await types()).not.toContain('TracksRemoved');

    // One folder alone is closed: what lies in it is not seen, and is not gone.
    await chmod(join(folder, 'Old Ferry', 'Crossings'), 0o000);
    asNobody();
    await eventually(sweeps, (found) => JSON.stringify(found.at(-1)).includes('Old Ferry/Crossings'));
    asOurselves();
    await chmod(join(folder, 'Old Ferry', 'Crossings'), 0o755);
    expect(await types()).not.toContain('TracksRemoved');

    await rm(join(folder, 'Old Ferry', 'Crossings', '02.flac'));
    await eventually(types, (found) => found.includes('TracksRemoved'));
  } finally {
    asOurselves();
    stopping.abort();
    await running;
  }
}, 60_000);
