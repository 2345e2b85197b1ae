import { wholeOf } from '@soulsync/contracts';
import type { ServerTrack, TrackFile } from '../../library/ports/library-server.js';
import type { PathMap } from '../../library/domain/library/path-map.js';
import { numberOf } from './plex-wire.js';
import type { WireMedia, WireTrack } from './plex-wire.js';

/** null: no track, or one in the trash. A fresh row that Plex has not finished has no length, and its title is the file's name. */
export function serverTrack(section: string, paths: PathMap, wire: WireTrack): ServerTrack | null {
  const key = wire.ratingKey === undefined ? null : String(wire.ratingKey);
  if (key === null || (wire.type ?? 'track') !== 'track' || wire.deletedAt !== undefined || !wire.title) return null;
  const files = (wire.Media ?? []).flatMap((media) => fileOf(media, paths) ?? []).sort(bestFirst);
  const [best = nothing, ...otherFiles] = files;
  const albumArtist = wire.grandparentTitle ?? null;
  return {
    section,
    serverKey: key,
    albumKey: String(wire.parentRatingKey ?? key),
    artistKey: wire.grandparentRatingKey === undefined ? null : String(wire.grandparentRatingKey),
    title: wire.title,
    artist: wire.originalTitle ?? albumArtist ?? '',
    albumArtist,
    album: wire.parentTitle ?? null,
    year: wholeOf(wire.parentYear, 1, 9_999) ?? wholeOf(wire.year, 1, 9_999),
    discNumber: wholeOf(wire.parentIndex, 0),
    trackNumber: wholeOf(wire.index, 0),
    durationMs: wholeOf(wire.duration, 1) ?? wholeOf(wire.Media?.[0]?.duration, 1),
    isrc: null, // Plex does not expose it, and the MusicBrainz id it knows of a track is not that of the recording
    guid: wire.guid?.startsWith('plex://track/') ? wire.guid : null,
    hasArt: wire.parentThumb !== undefined && wire.parentThumb !== '',
    ...best,
    otherFiles,
  };
}

const nothing: TrackFile = { path: null, sizeBytes: null, format: null, bitrateKbps: null };

/** null: its file is known not to exist. */
function fileOf(media: WireMedia, paths: PathMap): TrackFile | null {
  const [part] = media.Part ?? [];
  if (part?.exists === false || part?.exists === 0 || part?.exists === '0') return null;
  const sound = part?.Stream?.find(({ streamType }) => numberOf(streamType) === 2);
  return {
    path: part?.file === undefined ? null : paths.toRelative(part.file),
    sizeBytes: wholeOf(part?.size, 0, Number.MAX_SAFE_INTEGER),
    format: media.audioCodec === 'alac' ? 'alac' : (media.container ?? media.audioCodec ?? null),
    bitrateKbps: wholeOf(media.bitrate, 1),
    sampleRateHz: wholeOf(sound?.samplingRate, 1),
    bitDepth: wholeOf(sound?.bitDepth, 1),
  };
}

const lossless = new Set(['flac', 'alac', 'wav', 'aiff', 'ape', 'wv', 'dsf']);
const isLossless = ({ format }: TrackFile) => format !== null && lossless.has(format);
const bestFirst = (a: TrackFile, b: TrackFile) =>
  Number(isLossless(b)) - Number(isLossless(a)) ||
  (b.bitrateKbps ?? 0) - (a.bitrateKbps ?? 0) ||
  ((a.path ?? '') < (b.path ?? '') ? -1 : 1);
