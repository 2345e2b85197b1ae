import { dirname } from 'node:path/posix';
import * as madeUp from '../music/made-up.js';
import { idOf } from './library.js';
import type { Album, Artist, JellyfinLibrary, Track } from './library.js';

const [ARTIST, ALBUM, TRACK] = [8, 9, 10];

/** Rows by index, on no disk: the same size and seed give the same library. */
export function generate(library: JellyfinLibrary, size: madeUp.GeneratedSize, serverRoot: string): void {
  const { albums, tracksPerAlbum, seed = '1' } = size;
  const salt = madeUp.saltOf(seed);
  let artist: Artist | null = null;
  for (let at = 0; at < albums; at += 1) {
    if (at % madeUp.ALBUMS_OF_AN_ARTIST === 0) library.add((artist = generatedArtist(at / madeUp.ALBUMS_OF_AN_ARTIST, salt)));
    if (!artist) continue; // the first album brings the first artist
    const album = generatedAlbum(at, artist, salt, serverRoot);
    library.add(album);
    for (let n = 1; n <= tracksPerAlbum; n += 1) library.add(generatedTrack(at * tracksPerAlbum + n - 1, n, album, serverRoot, salt));
  }
  library.touched();
}

function generatedArtist(at: number, salt: number): Artist {
  const name = madeUp.artistName(at, salt);
  const atMs = madeUp.addedAtS(at * madeUp.ALBUMS_OF_AN_ARTIST) * 1_000;
  return { type: 'MusicArtist', id: idOf('MusicArtist', name), name, createdAtMs: atMs, savedAtMs: atMs, albums: [] };
}

function generatedAlbum(at: number, artist: Artist, salt: number, serverRoot: string): Album {
  const [name, year, atMs] = [madeUp.albumName(at, salt), madeUp.yearOf(at, salt), madeUp.addedAtS(at) * 1_000];
  const folder = dirname(`${serverRoot}/${madeUp.fileName(artist.name, name, year, 1, '')}`);
  return { type: 'MusicAlbum', id: idOf('MusicAlbum', folder), name, artist, year, createdAtMs: atMs, savedAtMs: atMs, tracks: [] };
}

/** `n`: its number on the album. */
export function generatedTrack(at: number, n: number, album: Album, serverRoot: string, salt = 0): Track {
  const name = madeUp.trackName(at, salt);
  const durationMs = madeUp.lengthMs(at, salt);
  const file = `${serverRoot}/${madeUp.fileName(album.artist.name, album.name, album.year, n, name)}`;
  return {
    type: 'Audio',
    id: idOf('Audio', file),
    name,
    album,
    albumName: album.name,
    artists: [album.artist.name],
    index: n,
    disc: 1,
    year: album.year,
    createdAtMs: album.createdAtMs,
    savedAtMs: album.savedAtMs,
    settlesAtMs: 0,
    file,
    sizeBytes: madeUp.sizeOf(durationMs),
    mtimeMs: album.createdAtMs,
    container: 'flac',
    codec: 'flac',
    bitrateKbps: madeUp.MADE_UP_BITRATE_KBPS,
    durationMs,
    mbids: {
      MusicBrainzArtist: madeUp.uuidOf(at - n, salt, ARTIST),
      MusicBrainzAlbum: madeUp.uuidOf(at - n, salt, ALBUM),
      MusicBrainzTrack: madeUp.uuidOf(at, salt, TRACK),
      MusicBrainzRecording: madeUp.uuidOf(at, salt, TRACK + 1),
    },
    generated: true,
  };
}
