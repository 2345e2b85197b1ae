import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { songBytes } from '../simulators/src/audio/song.js';

const SONG_S = 3;
export const SONG_MS = SONG_S * 1_000;

/** `Artist/Album/NN Title.flac`, real audio of three seconds, in a folder of its own. */
export async function musicFolder() {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-library-'));
  const music = join(base, 'music');
  await mkdir(music);
  return {
    base,
    music,
    async put(path: string, title: string) {
      const [artist = '', album = ''] = path.split('/');
      const track = Number(path.split('/').at(-1)?.slice(0, 2));
      const tags = { title, artist, albumArtist: artist, album, track, trackTotal: 9, disc: 1, date: '2001', genre: 'Folk', isrc: null };
      await mkdir(dirname(join(music, path)), { recursive: true });
      await writeFile(join(music, path), songBytes({ container: 'flac', durationS: SONG_S, tags, tune: track }));
    },
    remove: (path: string) => rm(join(music, path)),
    clean: () => rm(base, { recursive: true, force: true }),
  };
}
