import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import { writeTags } from '../../apps/organize-svc/src/adapters/tags/write-tags.js';
import { musicPictures } from '../../apps/plex-svc/src/adapters/music-files/music-pictures.js';
import { songBytes } from '../simulators/src/audio/song.js';
import { png } from '../simulators/src/pictures/png.js';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const tags = {
  title: 'Slack Tide',
  artist: 'A',
  albumArtist: 'A',
  album: 'B',
  track: 1,
  trackTotal: 1,
  disc: 1,
  date: '2001',
  genre: 'Folk',
  isrc: null,
};
const recording = {
  ...unknownRecording,
  title: 'Slack Tide',
  artists: creditsOf(['A']),
  durationMs: 3_000,
  release: { ...unknownRelease, title: 'B', artists: creditsOf(['A']), trackNumber: 1, discNumber: 1, trackTotal: 1 },
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'soulsync-covers-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}
const song = (path: string) => put(path, songBytes({ container: 'flac', durationS: 3, tags, tune: 1 }));
const coverOf = async (...paths: readonly string[]) => {
  const found = await musicPictures(() => join(root, 'music'), 200, silent).coverOf(paths);
  return found && { from: found.from, image: Buffer.from(found.image) };
};

describe('the cover of an album of ours', () => {
  const [large, other] = [png(300, 300, 1), png(250, 250, 2)];

  it('is the picture in its folder, the usual name first', async () => {
    await song('music/A/B/01.flac');
    await put('music/A/B/Folder.png', other);
    await put('music/A/B/cover.png', large);
    expect(await coverOf('A/B/01.flac')).toEqual({ from: 'A/B/cover.png', image: large });
  });

  it('is the one in the file where the folder has none, a small one, or no picture of that name', async () => {
    await song('music/A/B/01.flac');
    await put('music/A/B/cover.png', png(100, 100, 3));
    await put('music/A/B/folder.jpg', Buffer.from('<html>'));
    expect(await coverOf('A/B/01.flac')).toBeNull();
    writeTags(join(root, 'music/A/B/01.flac'), recording, large);
    expect(await coverOf('A/B/01.flac')).toEqual({ from: 'A/B/01.flac', image: large });
  });

  it('is not called missing where none of the files can be read', async () => {
    const strict = musicPictures(() => join(root, 'music'), 200, silent, 'throw');
    await expect(strict.coverOf(['A/B/01.flac'])).rejects.toThrow(Unavailable);
    await put('music/A/B/01.flac', Buffer.from('no music'));
    expect(await strict.coverOf(['A/B/00.flac', 'A/B/01.flac'])).toBeNull();
  });

  it('is looked for with the next file when one is gone or no music', async () => {
    await put('music/A/B/01.flac', Buffer.from('no music'));
    await song('music/A/C/02.flac');
    await put('music/A/C/cover.png', large);
    expect(await coverOf('A/B/00.flac', 'A/B/01.flac', 'A/C/02.flac')).toMatchObject({ from: 'A/C/cover.png' });
  });

  it('is found over a link in the music folder, and never outside by its path', async () => {
    await song('other/01.flac');
    await put('other/cover.png', large);
    await mkdir(join(root, 'music'), { recursive: true });
    await symlink(join(root, 'other'), join(root, 'music', 'link'));
    expect(await coverOf('../other/01.flac', 'link/../../other/01.flac', '/etc/hostname')).toBeNull();
    expect(await coverOf('link/01.flac')).toMatchObject({ from: 'link/cover.png' });
  });
});
