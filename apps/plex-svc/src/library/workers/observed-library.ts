import type { IndexedTrack, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { newId, SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { AlbumHead, LibraryAlbum, LibraryAlbumCommand } from '../domain/library-album/library-album.js';
import { knownTracks } from '../domain/library/known-tracks.js';
import type { KnownTracks, NotShown } from '../domain/library/known-tracks.js';
import type { ServerTrack } from '../ports/library-server.js';
import { storedTracks } from '../store/library-tracks.js';

export type Albums = CommandHandler<LibraryAlbumCommand, LibraryAlbum, LibraryAlbumEvent>;

/** An indexed track is well under 1 KB of JSON; a commit stays under 512 KB. */
const TRACKS_PER_COMMIT = 300;
/** Albums stored side by side. */
const LANES = 32;

/** One library as it is stored: what is seen of it becomes events where it says something new, and only then. */
export interface ObservedLibrary {
  readonly known: KnownTracks;
  /** Stores what is new or changed of these tracks, in our lasting ids; answers them by the server's keys. */
  report(tracks: readonly ServerTrack[], inFullSync: boolean, context: ReportContext): Promise<ReadonlyMap<string, LibraryTrackId>>;
  /** A complete full sync did not show them. Answers how many are missed for the first time, and how many are gone. */
  reportNotShown(tracks: readonly NotShown[], sweepId: string, context: ReportContext): Promise<{ missed: number; removed: number }>;
  /** Nobody reads it any more: all of its tracks are removed. Cut short, it goes on with those that are left. */
  retire(context: ReportContext): Promise<void>;
}

/** What led to it, and who acts. */
export type ReportContext = Pick<CommandContext, 'correlationId' | 'causationId' | 'traceparent' | 'actor'>;

export interface ObservedLibraries {
  /** Read from the read model once; then it is kept by what is reported. */
  of(libraryId: string, serverId: string): Promise<ObservedLibrary>;
  /** The next one reads it anew. */
  forget(libraryId: string): void;
}

export function observedLibraries(kit: Kit<PlexConfig>, albums: Albums): ObservedLibraries {
  const open = new Map<string, Promise<ObservedLibrary>>();
  return {
    of(libraryId, serverId) {
      const known = open.get(libraryId) ?? load(libraryId, serverId);
      open.set(libraryId, known);
      known.catch(() => open.delete(libraryId)); // the next poll reads it again
      return known;
    },
    forget: (libraryId) => void open.delete(libraryId),
  };

  async function load(libraryId: string, serverId: string): Promise<ObservedLibrary> {
    await untilProjected(kit);
    const known = knownTracks({
      track: (key) => uuid5(SOULSYNC_NAMESPACE, serverId, 'track', key) as LibraryTrackId, // branded here, where it is made
      album: (key) => uuid5(SOULSYNC_NAMESPACE, serverId, 'album', key) as LibraryAlbumId, // likewise
    });
    for await (const { id, libraryAlbumId, missedIn, ...track } of storedTracks(kit.dataSource, libraryId))
      known.take({ track: { ...track, libraryTrackId: id }, libraryAlbumId, missedIn });
    return observedLibrary(libraryId, known);
  }

  function observedLibrary(libraryId: string, known: KnownTracks): ObservedLibrary {
    // Whatever was stored already decides nothing again.
    const commandContext = ({ correlationId, causationId, traceparent, actor }: ReportContext): CommandContext => ({
      ...{ correlationId, causationId, traceparent, actor },
      commandId: newId(),
      time: kit.clock.now(),
    });
    return {
      known,
      async report(tracks, inFullSync, context) {
        const identifiedTracks = tracks.map((seen) => ({ seen, identified: known.identify(seen, inFullSync) }));
        const changed = identifiedTracks.filter(({ identified }) => identified.changed);
        const groups = grouped(changed, ({ identified }) => identified.libraryAlbumId);
        await inLanes([...groups], async ([libraryAlbumId, group]) => {
          const store = known.hasAlbum(libraryAlbumId) ? albums : albums.first;
          for (let from = 0; from < group.length; from += TRACKS_PER_COMMIT) {
            const part = group.slice(from, from + TRACKS_PER_COMMIT);
            const indexed = part.map(({ seen, identified }) => indexedTrack(seen, identified.libraryTrackId));
            const data = { libraryAlbumId, libraryId, head: headOf(part.map(({ seen }) => seen)), tracks: indexed, at: kit.clock.now() };
            await store(libraryAlbumId, { type: 'ReportTracks', data }, commandContext(context));
          }
        });
        const moved = grouped(
          changed.filter(({ identified }) => identified.movedFrom !== null),
          ({ identified }) => identified.movedFrom,
        );
        for (const [from, group] of moved) {
          const libraryTrackIds = group.map(({ identified }) => identified.libraryTrackId);
          if (from !== null)
            await albums(from, { type: 'ReportMoved', data: { libraryTrackIds, at: kit.clock.now() } }, commandContext(context));
        }
        for (const { seen, identified } of changed) known.accept(seen, identified);
        return new Map(identifiedTracks.map(({ seen, identified }) => [seen.serverKey, identified.libraryTrackId]));
      },
      async reportNotShown(tracks, sweepId, context) {
        const due = tracks.filter(({ missedIn }) => missedIn !== sweepId);
        await inLanes([...grouped(due, ({ libraryAlbumId }) => libraryAlbumId)], async ([libraryAlbumId, group]) => {
          const libraryTrackIds = group.map(({ libraryTrackId }) => libraryTrackId);
          await albums(
            libraryAlbumId,
            { type: 'ReportNotShown', data: { libraryTrackIds, sweepId, at: kit.clock.now() } },
            commandContext(context),
          );
        });
        for (const { libraryTrackId, missedIn } of due)
          if (missedIn === null) known.missed(libraryTrackId, sweepId);
          else known.removed(libraryTrackId);
        const missed = due.filter(({ missedIn }) => missedIn === null).length;
        return { missed, removed: due.length - missed };
      },
      async retire(context) {
        known.beginFullSync(); // so that none counts as shown
        const byAlbum = grouped([...known.notShown()], ({ libraryAlbumId }) => libraryAlbumId);
        await inLanes([...byAlbum], async ([libraryAlbumId, tracks]) => {
          await albums(libraryAlbumId, { type: 'Retire', data: { at: kit.clock.now() } }, commandContext(context));
          for (const { libraryTrackId } of tracks) known.removed(libraryTrackId);
        });
      },
    };
  }
}

/** What this service itself stored must be in the read model before it is read as the truth. */
async function untilProjected(kit: Kit<PlexConfig>): Promise<void> {
  const goal = await kit.store.lastPosition();
  while (goal !== null && !(await kit.projections.waitFor(goal, ['library-tracks'], 10_000)))
    kit.logger.info('waiting for the read model of the library before the server is looked at');
}

/** What is stored of a track. Written field by field, since there may be a million: rest and spread cost ten times as much. */
function indexedTrack(seen: ServerTrack, libraryTrackId: LibraryTrackId): IndexedTrack {
  const { otherFiles = [] } = seen;
  const track: IndexedTrack = {
    libraryTrackId,
    serverKey: seen.serverKey,
    albumKey: seen.albumKey,
    artistKey: seen.artistKey ?? null,
    title: seen.title,
    artist: seen.artist,
    albumArtist: seen.albumArtist,
    album: seen.album,
    year: seen.year,
    discNumber: seen.discNumber,
    trackNumber: seen.trackNumber,
    durationMs: seen.durationMs,
    isrc: seen.isrc,
    mbid: seen.mbid ?? null,
    guid: seen.guid ?? null,
    hasArt: seen.hasArt ?? null,
    path: seen.path,
    sizeBytes: seen.sizeBytes,
    format: seen.format,
    bitrateKbps: seen.bitrateKbps,
    sampleRateHz: seen.sampleRateHz ?? null,
    bitDepth: seen.bitDepth ?? null,
  };
  return otherFiles.length > 0 ? { ...track, otherFiles } : track;
}

function headOf(tracks: readonly ServerTrack[]): AlbumHead {
  const [first] = tracks;
  return { title: first?.album ?? first?.title ?? '', artist: first?.albumArtist ?? first?.artist ?? '', year: first?.year ?? null };
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Works on many side by side; the first failure is thrown once all lanes have stopped. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  let failed: { error: unknown } | null = null;
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined && !failed; item = waiting.shift())
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
      }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, items.length) }, lane));
  if (failed) throw (failed as { error: unknown }).error;
}
