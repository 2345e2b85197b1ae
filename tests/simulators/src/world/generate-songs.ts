import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeSong } from '../audio/song.js';
import type { Container } from '../audio/song.js';

const containers: readonly Container[] = ['flac', 'mp3', 'm4a', 'opus'];
const SONGS_AN_ALBUM = 10;
const ALBUMS_AN_ARTIST = 5;

/** So many small, tagged, audible files in folders of artists and albums: a library to measure with. */
export function generateSongs({ dir, count }: { readonly dir: string; readonly count: number }): void {
  for (let n = 0; n < count; n += 1) {
    const container = containers[n % containers.length] ?? 'flac';
    const track = (n % SONGS_AN_ALBUM) + 1;
    const albumNumber = Math.floor(n / SONGS_AN_ALBUM);
    const [artist, album, title] = [`Artist ${Math.floor(albumNumber / ALBUMS_AN_ARTIST)}`, `Album ${albumNumber}`, `Song ${n}`];
    const path = join(dir, artist, album, `${String(track).padStart(2, '0')} ${title}.${container}`);
    if (track === 1) mkdirSync(dirname(path), { recursive: true });
    const names = { title, artist, albumArtist: artist, album };
    const tags = { ...names, track, trackTotal: SONGS_AN_ALBUM, disc: 1, date: '2001', genre: 'Folk', isrc: null };
    writeSong(path, { container, durationS: 2, tags, tune: n });
  }
}
