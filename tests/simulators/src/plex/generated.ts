import * as madeUp from '../music/made-up.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, PlexLibrary, Track } from './library.js';

/** Far from those of scanned rows, so that the same index always has the same key. */
export const generatedKeys = { artist: 1_000_000, album: 2_000_000, track: 3_000_000 } as const;
const MTIME_MS = 1_700_000_000_000;

/** Rows by index, on no disk: the same size and seed give the same library. */
export function generate(library: PlexLibrary, size: madeUp.GeneratedSize, serverRoot: string): void {
  const { albums, tracksPerAlbum, seed = '1' } = size;
  const salt = madeUp.saltOf(seed);
  let artist: Artist | null = null;
  for (let at = 0; at < albums; at += 1) {
    if (at % madeUp.ALBUMS_OF_AN_ARTIST === 0) library.add((artist = generatedArtist(at / madeUp.ALBUMS_OF_AN_ARTIST, salt)));
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
    guid: `plex://artist/${madeUp.hexOf(at, salt, ARTIST)}`,
    mbid: madeUp.uuidOf(at, salt, ARTIST),
    title: madeUp.artistName(at, salt),
    addedAtS: madeUp.addedAtS(at * madeUp.ALBUMS_OF_AN_ARTIST),
    updatedAtS: madeUp.addedAtS(at * madeUp.ALBUMS_OF_AN_ARTIST) + 60,
    albums: [],
  };
}

function generatedAlbum(at: number, artist: Artist, salt: number): Album {
  return {
    type: ALBUM,
    ratingKey: generatedKeys.album + at,
    guid: `plex://album/${madeUp.hexOf(at, salt, ALBUM)}`,
    mbid: madeUp.uuidOf(at, salt, ALBUM),
    title: madeUp.albumName(at, salt),
    artist,
    year: madeUp.yearOf(at, salt),
    addedAtS: madeUp.addedAtS(at),
    updatedAtS: madeUp.addedAtS(at) + 61,
    tracks: [],
  };
}

/** `n`: its number on the album. */
export function generatedTrack(at: number, n: number, album: Album, serverRoot: string, salt = 0): Track {
  const title = madeUp.trackName(at, salt);
  const durationMs = madeUp.lengthMs(at, salt);
  return {
    type: TRACK,
    ratingKey: generatedKeys.track + at,
    guid: `plex://track/${madeUp.hexOf(at, salt, TRACK)}`,
    mbid: madeUp.uuidOf(at, salt, TRACK),
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
        file: `${serverRoot}/${madeUp.fileName(album.artist.title, album.title, album.year, n, title)}`,
        sizeBytes: madeUp.sizeOf(durationMs),
        mtimeMs: MTIME_MS,
        container: 'flac',
        codec: 'flac',
        bitrateKbps: madeUp.MADE_UP_BITRATE_KBPS,
        durationMs,
        lost: false,
      },
    ],
  };
}
