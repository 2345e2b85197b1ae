import type { PathMap } from '../../library/domain/library/path-map.js';
import type { ServerTrack, TrackFile } from '../../library/ports/library-server.js';
import { numberOf, objectsIn, plainId, textOf } from './jellyfin-wire.js';
import type { WireItem, WireSource } from './jellyfin-wire.js';

/** What has to be asked for so that a row tells all of this. */
export const trackFields = 'Path,ProviderIds,MediaSources';
const TICKS_A_MS = 10_000;

/** null: no track, or one without a file. A fresh row that Jellyfin has not finished has no length. */
export function serverTrack(section: string, paths: PathMap, wire: WireItem): ServerTrack | null {
  const serverKey = plainId(wire.Id);
  const title = textOf(wire.Name);
  if (serverKey === null || title === null || (wire.Type ?? 'Audio') !== 'Audio' || wire.LocationType === 'Virtual') return null;
  const sources = objectsIn<WireSource>(wire.MediaSources);
  const files = (sources.length > 0 ? sources : [{}]).map((source, at) => fileOf(source, at === 0 ? wire : null, paths)).sort(bestFirst);
  const [best = nothing, ...otherFiles] = files;
  const ticks = numberOf(wire.RunTimeTicks) ?? numberOf(sources[0]?.RunTimeTicks);
  const [albumArtist] = objectsIn<{ Name?: string | null; Id?: string | null }>(wire.AlbumArtists);
  const albumArtistName = textOf(wire.AlbumArtist) ?? textOf(albumArtist?.Name);
  return {
    section,
    serverKey,
    albumKey: plainId(textOf(wire.AlbumId)) ?? serverKey,
    artistKey: plainId(textOf(albumArtist?.Id)),
    title,
    artist: namesOf(wire.Artists) ?? albumArtistName ?? '',
    albumArtist: albumArtistName,
    album: textOf(wire.Album),
    year: positive(numberOf(wire.ProductionYear)),
    discNumber: positive(numberOf(wire.ParentIndexNumber)),
    trackNumber: positive(numberOf(wire.IndexNumber)),
    durationMs: ticks === null ? null : positive(Math.round(ticks / TICKS_A_MS)),
    isrc: null, // no version shows it
    // `MusicBrainzTrack` is the place on a release: only the newer key names the recording.
    mbid: textOf(wire.ProviderIds?.['MusicBrainzRecording']),
    guid: null, // an item's id derives from its path
    hasArt: textOf(wire.AlbumPrimaryImageTag) !== null || textOf(wire.ImageTags?.['Primary']) !== null,
    ...best,
    otherFiles,
  };
}

const nothing: TrackFile = { path: null, sizeBytes: null, format: null, bitrateKbps: null };

/** `item`: for its first file, what the row itself says. */
function fileOf(source: WireSource, item: WireItem | null, paths: PathMap): TrackFile {
  const path = textOf(source.Path) ?? textOf(item?.Path);
  const sound = objectsIn<NonNullable<WireSource['MediaStreams']>[number]>(source.MediaStreams).find(({ Type }) => Type === 'Audio');
  const bitrate = positive(numberOf(source.Bitrate));
  return {
    path: path === null ? null : paths.toRelative(path),
    sizeBytes: positive(numberOf(source.Size)),
    format: sound?.Codec === 'alac' ? 'alac' : formatOf(textOf(source.Container) ?? textOf(item?.Container), path),
    bitrateKbps: bitrate === null ? null : Math.round(bitrate / 1_000),
    sampleRateHz: positive(numberOf(sound?.SampleRate)),
    bitDepth: positive(numberOf(sound?.BitDepth)),
  };
}

/** Some containers come as a list of all their names (`mov,mp4,m4a,3gp`): the file's ending tells which. */
function formatOf(container: string | null, path: string | null): string | null {
  if (container !== null && !container.includes(',')) return container.toLowerCase();
  return /\.([a-z0-9]{2,5})$/i.exec(path ?? '')?.[1]?.toLowerCase() ?? container;
}

function namesOf(artists: WireItem['Artists']): string | null {
  const names = Array.isArray(artists) ? artists.flatMap((name: unknown) => textOf(name) ?? []) : [];
  return names.join(', ') || null;
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

const lossless = new Set(['flac', 'alac', 'wav', 'aiff', 'ape', 'wv', 'dsf']);
const isLossless = ({ format }: TrackFile) => format !== null && lossless.has(format);
const bestFirst = (a: TrackFile, b: TrackFile) =>
  Number(isLossless(b)) - Number(isLossless(a)) ||
  (b.bitrateKbps ?? 0) - (a.bitrateKbps ?? 0) ||
  ((a.path ?? '') < (b.path ?? '') ? -1 : 1);
