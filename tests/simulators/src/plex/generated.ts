import { fillerArtists, fillerAlbums, fillerWords } from '../world/filler.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, PlexLibrary, Track } from './library.js';

export interface GeneratedSize {
  readonly albums: number;
  readonly tracksPerAlbum: number;
  /** Another seed, other names. */
  readonly seed?: string;
}

const ALBUMS_OF_AN_ARTIST = 5;
/** Far from those of scanned rows, so that the same index always has the same key. */
export const generatedKeys = { artist: 1_000_000, album: 2_000_000, track: 3_000_000 } as const;
const FIRST_ADDED_S = 1_700_000_000;
/** Albums were added one after the other. */
const BETWEEN_ALBUMS_S = 600;
const [BITRATE_KBPS, MTIME_MS] = [912, 1_700_000_000_000];

/** Rows by index, on no disk: the same size and seed give the same library. */
export function generate(library: PlexLibrary, size: GeneratedSize, serverRoot: string): void {
  const { albums, tracksPerAlbum, seed = '1' } = size;
  const salt = hash(
    0,
    [...seed].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7),
  );
  let artist: Artist | null = null;
  for (let at = 0; at < albums; at += 1) {
    if (at % ALBUMS_OF_AN_ARTIST === 0) library.add((artist = generatedArtist(at / ALBUMS_OF_AN_ARTIST, salt)));
    if (!artist) continue; // the first album brings the first artist
    const album = generatedAlbum(at, artist, salt);
    library.add(album);
    for (let n = 1; n <= tracksPerAlbum; n += 1) library.add(generatedTrack(at * tracksPerAlbum + n - 1, n, album, serverRoot, salt));
  }
  library.touched();
}

function generatedArtist(at: number, salt: number): Artist {
  return {
    type: ARTIST,
    ratingKey: generatedKeys.artist + at,
    guid: `plex://artist/${hex(at, salt, ARTIST)}`,
    mbid: uuid(at, salt, ARTIST),
    title: `${pick(fillerArtists, at, salt)} ${at + 1}`,
    addedAtS: addedAt(at * ALBUMS_OF_AN_ARTIST),
    updatedAtS: addedAt(at * ALBUMS_OF_AN_ARTIST) + 60,
    albums: [],
  };
}

function generatedAlbum(at: number, artist: Artist, salt: number): Album {
  return {
    type: ALBUM,
    ratingKey: generatedKeys.album + at,
    guid: `plex://album/${hex(at, salt, ALBUM)}`,
    mbid: uuid(at, salt, ALBUM),
    title: `${pick(fillerAlbums, at, salt)} ${at + 1}`,
    artist,
    year: 1960 + (hash(at, salt) % 65),
    addedAtS: addedAt(at),
    updatedAtS: addedAt(at) + 61,
    tracks: [],
  };
}

/** `n`: its number on the album. */
export function generatedTrack(at: number, n: number, album: Album, serverRoot: string, salt = 0): Track {
  const title = `${pick(fillerWords, at, salt)} ${pick(fillerWords, at, salt + 1)} ${at + 1}`;
  const durationMs = 120_000 + (hash(at, salt) % 240_000);
  return {
    type: TRACK,
    ratingKey: generatedKeys.track + at,
    guid: `plex://track/${hex(at, salt, TRACK)}`,
    mbid: uuid(at, salt, TRACK),
    title,
    album,
    artist: album.artist.title,
    index: n,
    disc: 1,
    addedAtS: album.addedAtS,
    updatedAtS: album.addedAtS + 62,
    deletedAtS: null,
    settlesAtMs: 0,
    generated: true,
    versions: [
      {
        id: generatedKeys.track + at,
        file: `${serverRoot}/${album.artist.title}/${album.title} (${album.year ?? 0})/1-${String(n).padStart(2, '0')} ${title}.flac`,
        sizeBytes: Math.round((durationMs * BITRATE_KBPS) / 8),
        mtimeMs: MTIME_MS,
        container: 'flac',
        codec: 'flac',
        bitrateKbps: BITRATE_KBPS,
        durationMs,
        lost: false,
      },
    ],
  };
}

const addedAt = (album: number) => FIRST_ADDED_S + album * BETWEEN_ALBUMS_S;
const pick = (words: readonly string[], at: number, salt: number) => words[hash(at, salt) % words.length] ?? '';
const hex = (at: number, salt: number, kind: number) =>
  hash(at, salt + kind)
    .toString(16)
    .padStart(8, '0') + at.toString(16).padStart(16, '0');
const uuid = (at: number, salt: number, kind: number) => hex(at, salt, kind).replace(/^(.{8})(.{4})(.{12})$/, '$1-$2-4000-8000-$3');

/** 32 bits that look like chance. */
function hash(at: number, salt: number): number {
  let mixed = Math.imul(at ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
