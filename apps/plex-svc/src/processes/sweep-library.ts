import type { LibraryAlbumId, LibraryEvent, LibraryTrackId, UnreadFile } from '@soulsync/contracts';
import { messageOf, newId, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { Library, LibraryCommand } from '../domain/library/library.js';
import type { LibraryServer } from '../ports/library-server.js';
import { reportTracks } from './report-tracks.js';
import type { Albums } from './report-tracks.js';

export type Libraries = CommandHandler<LibraryCommand, Library, LibraryEvent>;

const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000];
/** More than this share missing at once looks like an unmounted disk: a person is asked. */
const BELIEVED_LOSS = 0.2;
/** Smaller libraries than this may lose any share. */
const SMALL_LIBRARY = 20;

export interface LibrarySweeper extends Worker {
  /** Makes the next sweep due now. */
  hurry(): void;
}

/** Reads the whole library at the start, on its schedule and when it says it changed. Only a complete sweep may declare a track gone. */
export function sweepLibrary(kit: Kit<PlexConfig>, server: LibraryServer, albums: Albums, libraries: Libraries): LibrarySweeper {
  const system = kit.config.libraryServer;
  let hurried = new AbortController();

  return {
    name: 'sweep-library',
    hurry: () => hurried.abort(),
    async run(signal) {
      const unwatch = server.watch(() => hurried.abort());
      try {
        for (let failures = 0; !signal.aborted;) {
          let waitMs = kit.config.sweepEveryMinutes * 60_000;
          hurried = new AbortController();
          try {
            await sweep();
            failures = 0;
            kit.connections.ok(system);
            kit.health.clear('library-unreadable');
          } catch (error) {
            waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 300_000;
            failures += 1;
            tellTrouble(error, waitMs);
          }
          await kit.sleep(waitMs, AbortSignal.any([signal, hurried.signal]));
        }
      } finally {
        await unwatch();
      }
    },
  };

  async function sweep(): Promise<void> {
    const libraryId = await server.libraryId();
    const sweepId = newId();
    const context = (part: string): CommandContext => ({
      commandId: uuid5(sweepId, part),
      correlationId: sweepId,
      causationId: null,
      actor: 'schedule:sweep-library',
      traceparent: null,
      time: kit.clock.now(),
    });
    await libraries(libraryId, { type: 'StartSweep', data: { libraryId, sweepId, at: kit.clock.now() } }, context('start'));
    const seen = new Set<LibraryTrackId>();
    const seenAlbums = new Set<LibraryAlbumId>();
    let page = 0;
    const unread: UnreadFile[] = [];
    for await (const tracks of server.sweep((one) => unread.push(one))) {
      for (const track of tracks) {
        seen.add(track.libraryTrackId);
        seenAlbums.add(track.libraryAlbumId);
      }
      await reportTracks(albums, tracks, context(`page-${page}`));
      page += 1;
    }
    await removeGone(seen, unread, context);
    await libraries(
      libraryId,
      { type: 'FinishSweep', data: { libraryId, sweepId, albums: seenAlbums.size, tracks: seen.size, unread, at: kit.clock.now() } },
      context('finish'),
    );
  }

  async function removeGone(
    seen: ReadonlySet<LibraryTrackId>,
    unread: readonly UnreadFile[],
    context: (part: string) => CommandContext,
  ): Promise<void> {
    const known: KnownTrack[] = await kit.dataSource.query(`SELECT "id", "libraryAlbumId", "path" FROM plex.library_tracks`);
    const hidden = hiddenBy(unread);
    const gone = known.filter((track) => !seen.has(track.id) && !hidden(track.path));
    if (gone.length > known.length * BELIEVED_LOSS && known.length >= SMALL_LIBRARY) {
      kit.health.raise({
        code: 'library-shrank',
        level: 'error',
        message: `${gone.length} of ${known.length} tracks are missing from the library at once; none was taken off.`,
        advice: 'Is a disk unmounted, or the wrong library chosen? Once it is back, the next sweep clears this.',
      });
      return;
    }
    kit.health.clear('library-shrank');
    const groups = new Map<LibraryAlbumId, LibraryTrackId[]>();
    for (const { id, libraryAlbumId } of gone) groups.set(libraryAlbumId, [...(groups.get(libraryAlbumId) ?? []), id]);
    for (const [albumId, libraryTrackIds] of groups)
      await albums(albumId, { type: 'ReportRemoved', data: { libraryTrackIds, at: kit.clock.now() } }, context(`removed-${albumId}`));
  }

  function tellTrouble(error: unknown, waitMs: number): void {
    const nextTryAt = new Date(Date.parse(kit.clock.now()) + waitMs).toISOString();
    kit.connections.failing(system, messageOf(error), nextTryAt);
    kit.health.raise({
      code: 'library-unreadable',
      level: 'error',
      message: messageOf(error),
      advice: `The library as last known is kept; it is read again at ${nextTryAt}.`,
    });
    kit.logger.warn('the library could not be read', { error: messageOf(error), nextTryAt });
  }
}

interface KnownTrack {
  readonly id: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly path: string | null;
}

/** What we may not look at is not gone: tracks at these places, and below these folders, stay as they are known. */
function hiddenBy(unread: readonly UnreadFile[]): (path: string | null) => boolean {
  const unseen = unread.filter(({ reason }) => reason === 'no-rights' || reason === 'unreadable');
  const files = new Set(unseen.map(({ path }) => path));
  const folders = unseen.filter(({ kind }) => kind === 'folder').map(({ path }) => `${path}/`);
  return (path) => path !== null && (files.has(path) || folders.some((folder) => path.startsWith(folder)));
}
