import type { LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { ServerTrack } from '../../ports/library-server.js';
import type { PathMap } from './path-map.js';
import { numberOf } from './plex-wire.js';
import type { WireTrack } from './plex-wire.js';

/** null: no track, one in the trash, or a fresh row that Plex has not finished (no length yet, title from the file name). */
export function serverTrack(machineId: string, paths: PathMap, wire: WireTrack): ServerTrack | null {
  const key = wire.ratingKey === undefined ? null : String(wire.ratingKey);
  const [media] = wire.Media ?? [];
  const [part] = media?.Part ?? [];
  const durationMs = numberOf(wire.duration) ?? numberOf(media?.duration);
  if (key === null || (wire.type ?? 'track') !== 'track' || wire.deletedAt !== undefined || !wire.title) return null;
  const albumArtist = wire.grandparentTitle ?? null;
  return {
    libraryTrackId: uuid5(SOULSYNC_NAMESPACE, machineId, 'track', key) as LibraryTrackId, // branded here, where it is made
    libraryAlbumId: uuid5(SOULSYNC_NAMESPACE, machineId, 'album', String(wire.parentRatingKey ?? key)) as LibraryAlbumId, // likewise
    serverKey: key,
    title: wire.title,
    artist: wire.originalTitle ?? albumArtist ?? '',
    albumArtist,
    album: wire.parentTitle ?? null,
    year: numberOf(wire.parentYear) ?? numberOf(wire.year),
    discNumber: numberOf(wire.parentIndex),
    trackNumber: numberOf(wire.index),
    durationMs,
    isrc: null, // Plex does not expose it, and the MusicBrainz id it knows of a track is not that of the recording
    guid: wire.guid?.startsWith('plex://track/') ? wire.guid : null,
    path: part?.file === undefined ? null : paths.toRelative(part.file),
    sizeBytes: numberOf(part?.size),
    format: media?.container ?? null,
    bitrateKbps: numberOf(media?.bitrate),
  };
}
