import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from '../http/simulator-server.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, PlexLibrary, Track } from './library.js';
import type { KeptKeys } from './scan-folder.js';

type Kept<Row> = Omit<Row, 'type' | 'albums' | 'tracks' | 'artist' | 'album' | 'generated' | 'settlesAtMs'>;

interface SavedState {
  readonly nextKey: number;
  readonly keys: KeptKeys;
  readonly artists: readonly Kept<Artist>[];
  readonly albums: readonly (Kept<Album> & { artistKey: number })[];
  readonly tracks: readonly (Kept<Track> & { artist: string; albumKey: number })[];
  /** What other rooms keep, by their names. */
  readonly rooms: Readonly<Record<string, unknown>>;
}

export const FIRST_KEY = 4_001;

/** null: this server never ran. */
export function savedState(stateFile: string): SavedState | null {
  return existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as SavedState) : null; // written by ourselves
}

export function restore(library: PlexLibrary, saved: SavedState): void {
  for (const artist of saved.artists) library.add({ ...artist, type: ARTIST, albums: [] });
  for (const { artistKey, ...album } of saved.albums) {
    const artist = library.find(artistKey);
    if (artist?.type === ARTIST) library.add({ ...album, type: ALBUM, artist, tracks: [] });
  }
  for (const { albumKey, ...track } of saved.tracks) {
    const album = library.find(albumKey);
    if (album?.type === ALBUM) library.add({ ...track, type: TRACK, album, settlesAtMs: 0, generated: false });
  }
  library.touched();
}

/** Scanned rows alone: made up ones are made anew. */
export function save(stateFile: string, library: PlexLibrary, keys: KeptKeys, rooms: Readonly<Record<string, unknown>>): void {
  const scanned = library.tracks().filter(({ generated }) => !generated);
  const albums = new Set(scanned.map(({ album }) => album));
  const artists = new Set([...albums].map(({ artist }) => artist));
  const state: SavedState = {
    nextKey: library.newKey(),
    keys,
    artists: [...artists].map(({ type: _type, albums: _albums, ...artist }) => artist),
    albums: [...albums].map(({ type: _type, tracks: _tracks, artist, ...album }) => ({ ...album, artistKey: artist.ratingKey })),
    tracks: scanned.map(({ type: _type, album, generated: _generated, settlesAtMs: _settlesAtMs, ...track }) => ({
      ...track,
      albumKey: album.ratingKey,
    })),
    rooms,
  };
  writeAtomically(stateFile, JSON.stringify(state));
}
