import type { IndexedTrack, LibraryAlbumEvent, LibraryAlbumId } from '@soulsync/contracts';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { uuid5 } from '@soulsync/event-store';
import type { LibraryAlbum, LibraryAlbumCommand } from '../domain/library-album/library-album.js';
import type { ServerTrack } from '../ports/library-server.js';

export type Albums = CommandHandler<LibraryAlbumCommand, LibraryAlbum, LibraryAlbumEvent>;

/** An indexed track is well under 1 KB of JSON; a commit stays under 512 KB. */
const TRACKS_PER_COMMIT = 300;

/** Stores what is new or changed of these tracks, album by album. Removals are a complete sweep's business. */
export async function reportTracks(albums: Albums, tracks: readonly ServerTrack[], context: CommandContext): Promise<void> {
  for (const [libraryAlbumId, ofAlbum] of byAlbum(tracks))
    for (let from = 0; from < ofAlbum.length; from += TRACKS_PER_COMMIT) {
      const part = ofAlbum.slice(from, from + TRACKS_PER_COMMIT);
      const [first] = part;
      if (!first) continue;
      const head = { title: first.album ?? first.title, artist: first.albumArtist ?? first.artist, year: first.year };
      await albums(
        libraryAlbumId,
        { type: 'ReportTracks', data: { libraryAlbumId, head, tracks: part.map(indexedTrack), complete: false, at: context.time } },
        { ...context, commandId: uuid5(context.commandId, libraryAlbumId, String(from)) },
      );
    }
}

export function byAlbum(tracks: readonly ServerTrack[]): ReadonlyMap<LibraryAlbumId, readonly ServerTrack[]> {
  const groups = new Map<LibraryAlbumId, ServerTrack[]>();
  for (const track of tracks) {
    const group = groups.get(track.libraryAlbumId);
    if (group) group.push(track);
    else groups.set(track.libraryAlbumId, [track]);
  }
  return groups;
}

function indexedTrack(track: ServerTrack): IndexedTrack {
  const {
    libraryTrackId,
    serverKey,
    title,
    artist,
    albumArtist,
    album,
    discNumber,
    trackNumber,
    durationMs,
    isrc,
    mbid,
    guid,
    path,
    sizeBytes,
    format,
    bitrateKbps,
  } = track;
  return {
    libraryTrackId,
    serverKey,
    title,
    artist,
    albumArtist,
    album,
    discNumber,
    trackNumber,
    durationMs,
    isrc,
    ...(mbid ? { mbid } : {}),
    ...(guid ? { guid } : {}),
    path,
    sizeBytes,
    format,
    bitrateKbps,
  };
}
