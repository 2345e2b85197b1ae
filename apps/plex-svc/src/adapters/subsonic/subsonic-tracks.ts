import { isrcsIn } from '@soulsync/music';
import type { ServerTrack } from '../../library/ports/library-server.js';
import { isAbsolute } from './subsonic-paths.js';
import type { SubsonicPaths } from './subsonic-paths.js';
import { asArray, isTrue, numberOf, textOf } from './subsonic-wire.js';
import type { Named, OneOrMany, WireAlbum, WireFolder, WireSong } from './subsonic-wire.js';

/** What is known of a section when its songs are read. */
export interface SongContext {
  readonly section: string;
  readonly paths: SubsonicPaths;
  /** Root of its music folder; null: not known. */
  readonly root: string | null;
  /** Relative paths are put together from tags (Navidrome), so that no file lies there. */
  readonly madeUpPaths: boolean;
  /** It names a picture for every song, also where there is none. */
  readonly alwaysNamesArt: boolean;
}

/** null: a folder, a film or a podcast. The album says what a plain Subsonic does not say of a song: its artist. */
export function serverTrack(context: SongContext, song: Named<WireSong>, album: WireAlbum | undefined): ServerTrack | null {
  const serverKey = String(song.id);
  const path = textOf(song.path);
  const title = textOf(song.title) ?? path?.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '') ?? null;
  if (isTrue(song.isDir) || isTrue(song.isVideo) || (song.type ?? 'music') !== 'music' || title === null) return null;
  const sizeBytes = positive(numberOf(song.size)); // -1: the file is not where it was
  const seconds = positive(numberOf(song.duration));
  return {
    section: context.section,
    serverKey,
    albumKey: textOf(song.albumId) ?? serverKey,
    artistKey: textOf(song.artistId),
    title,
    artist: textOf(song.displayArtist) ?? namesOf(song.artists) ?? textOf(song.artist) ?? '',
    albumArtist: textOf(song.displayAlbumArtist) ?? namesOf(song.albumArtists) ?? textOf(album?.displayArtist) ?? textOf(album?.artist),
    album: textOf(song.album) ?? textOf(album?.name),
    year: positive(numberOf(song.year)),
    discNumber: positive(numberOf(song.discNumber)),
    trackNumber: positive(numberOf(song.track)),
    durationMs: seconds === null ? null : Math.round(seconds * 1_000),
    isrc: isrcsIn([song.isrc].flat()),
    mbid: textOf(song.musicBrainzId),
    guid: null,
    hasArt: textOf(song.coverArt) === null ? false : context.alwaysNamesArt ? null : true,
    path: path === null || (context.madeUpPaths && !isAbsolute(path)) ? null : context.paths.toRelative(context.root, path),
    sizeBytes,
    format: textOf(song.suffix)?.toLowerCase() ?? null,
    bitrateKbps: kbps(numberOf(song.bitRate), sizeBytes, seconds),
    sampleRateHz: positive(numberOf(song.samplingRate)),
    bitDepth: positive(numberOf(song.bitDepth)),
  };
}

const namesOf = (artists: OneOrMany<WireFolder> | undefined): string | null =>
  asArray(artists)
    .flatMap(({ name }) => textOf(name) ?? [])
    .join(', ') || null;

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/** bit/s of the smallest sound there is; what is below is kbit/s. */
const LEAST_BPS = 8_000;
/** kbit/s of the largest one. */
const MOST_KBPS = 50_000;

/** kbit/s; a server that gives bit/s is found out by the file's size and length. */
export function kbps(reported: number | null, sizeBytes: number | null, seconds: number | null): number | null {
  if (reported === null || reported <= 0) return null;
  if (reported < LEAST_BPS) return reported;
  if (sizeBytes === null || seconds === null) return reported > MOST_KBPS ? Math.round(reported / 1_000) : reported;
  const expected = (sizeBytes * 8) / seconds / 1_000;
  const distance = (value: number) => Math.abs(Math.log(value / expected));
  return distance(reported / 1_000) < distance(reported) ? Math.round(reported / 1_000) : reported;
}
