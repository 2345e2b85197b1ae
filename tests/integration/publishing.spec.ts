import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashFile } from '../../apps/organize-svc/src/adapters/filesystem/hash-file.js';
import { musicFolder } from '../../apps/organize-svc/src/adapters/filesystem/music-folder.js';
import { quarantine } from '../../apps/organize-svc/src/adapters/filesystem/quarantine.js';
import type { Root } from '../../apps/organize-svc/src/roots/root-folder.js';
import { canMount, mounts } from '../support/mounts.js';

let base: string;
let root: Root;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-publish-'));
  root = { name: 'music', path: join(base, 'music'), mustBeInOrder: () => Promise.resolve() };
  await mkdir(root.path);
  await writeFile(join(base, 'download.flac'), 'music');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const noHardLinks: typeof link = () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' }));
const published = (path: string) => readFile(join(root.path, path), 'utf8');

describe.each([
  ['with hard links', link],
  ['without hard links, as on exFAT and many shares', noHardLinks],
])('publishing %s', (_where, hardLink) => {
  const publish = (path: string) =>
    musicFolder(root, undefined, hardLink).hold(async (held) =>
      held.publish('one', await held.stage('one', join(base, 'download.flac'), 'flac'), path),
    );

  it('puts the whole file there and leaves no staged one', async () => {
    await publish('A/B/song.flac');
    expect(await published('A/B/song.flac')).toBe('music');
    expect(await readdir(join(root.path, '.soulsync-staging', 'one'))).toEqual([]);
    expect((await stat(join(root.path, 'A/B/song.flac'))).nlink).toBe(1);
  });

  it('never overwrites', async () => {
    await mkdir(join(root.path, 'A'));
    await writeFile(join(root.path, 'A/song.flac'), 'of its owner');
    await expect(publish('A/song.flac')).rejects.toMatchObject({ code: 'EEXIST', folder: 'music' });
    expect(await published('A/song.flac')).toBe('of its owner');
  });

  it('does not make the music folder itself', async () => {
    await rm(root.path, { recursive: true });
    await expect(publish('A/song.flac')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(base)).toEqual(['download.flac']);
  });
});

it('a file that is there is not believed in a folder that became another one', async () => {
  const music = musicFolder(root);
  await writeFile(join(root.path, 'song.flac'), 'music');
  const sha256 = await hashFile(join(root.path, 'song.flac'));
  expect(await music.holds('song.flac', sha256)).toBe(true);
  expect(await music.holds('song.flac', 'another')).toBe(false);
  expect(await music.holds('gone.flac', sha256)).toBe(false);
});

describe('a refused file', () => {
  const reasons = [{ code: 'truncated', params: { sizeBytes: 1, expectedBytes: 2 } }] as const;
  const setAside = (source: string | null) => quarantine(join(base, 'quarantine'), 'f1', source, reasons);

  it('is moved with its reasons, and found again by a run that comes after one that was killed', async () => {
    expect(await setAside(join(base, 'download.flac'))).toBe('f1/download.flac');
    expect(await setAside(null)).toBe('f1/download.flac');
    expect(await readFile(join(base, 'quarantine/f1/download.flac'), 'utf8')).toBe('music');
    expect(await readdir(base)).not.toContain('download.flac');
  });

  (canMount() ? it : it.skip)(
    'is copied from another disk before it is removed there, and stays where that disk is read-only',
    async () => {
      const disks = mounts();
      try {
        disks.disk(join(base, 'downloads'));
        for (const name of ['one.flac', 'two.flac']) await writeFile(join(base, 'downloads', name), name);
        expect(await setAside(join(base, 'downloads/one.flac'))).toBe('f1/one.flac');
        expect(await readdir(join(base, 'downloads'))).toEqual(['two.flac']);
        disks.show(join(base, 'downloads'), join(base, 'shown'));
        disks.readOnly(join(base, 'shown'), true);
        expect(await setAside(join(base, 'shown/two.flac'))).toBe('f1/two.flac');
        expect(await readdir(join(base, 'downloads'))).toEqual(['two.flac']);
        expect((await readdir(join(base, 'quarantine/f1'))).sort()).toEqual(['one.flac', 'reasons.json', 'two.flac']);
      } finally {
        disks.endAll();
      }
    },
  );
});
