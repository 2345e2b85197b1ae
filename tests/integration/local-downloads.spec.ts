import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { localDownloads } from '../../apps/acquire-svc/src/adapters/filesystem/local-downloads.js';
import type { PathMap } from '../../apps/acquire-svc/src/adapters/filesystem/local-downloads.js';
import { filesBelow } from '../support/filing-ground.js';

let root: string;
let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-local-'));
  root = join(base, 'downloads');
  await mkdir(join(root, 'soulsync', 't1'), { recursive: true });
  await writeFile(join(root, 'soulsync', 't1', 'song.flac'), '12345');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const song = { path: 'soulsync/t1/song.flac', localFilename: '/app/downloads/soulsync/t1/song.flac', sizeBytes: 5 };
function folder(inOrder = true, map: PathMap | null = null) {
  const judge = async () => ({
    verdict: inOrder ? ('in-order' as const) : ('empty' as const),
    rootState: { kind: 'missing' as const },
    known: null,
  });
  return localDownloads({ root: 'downloads', path: root, judge }, map);
}

describe('a file that a cancelled transfer left', () => {
  it('goes with its folder, and once it is gone there is nothing more to do', async () => {
    expect(await folder().remove(song)).toBe('removed');
    expect(await filesBelow(root)).toEqual([]);
    expect(await folder().remove(song)).toBe('removed');
  });

  it('goes with fewer bytes than the peer promised where its folder says whose it is', async () => {
    expect(await folder().remove({ ...song, sizeBytes: null })).toBe('removed');
    expect(await filesBelow(root)).toEqual([]);
  });

  it('is found where slskd’s path leads', async () => {
    const map = { remote: '/app/downloads', local: join(base, 'downloads') };
    expect(await folder(true, map).remove({ ...song, path: 'elsewhere.flac' })).toBe('removed');
    expect(await filesBelow(root)).toEqual([]);
  });

  it('stays when it is not the one: another size, a link that leads out', async () => {
    expect(await folder().remove({ ...song, sizeBytes: 6 })).toBe('forbidden');
    await writeFile(join(base, 'mine.flac'), '12345');
    await symlink(join(base, 'mine.flac'), join(root, 'link.flac'));
    expect(await folder().remove({ path: 'link.flac', localFilename: '/x', sizeBytes: 5 })).toBe('forbidden');
    expect(await folder().remove({ path: '../mine.flac', localFilename: '/x', sizeBytes: 5 })).toBe('forbidden');
    expect(await filesBelow(base)).toEqual(['downloads/soulsync/t1/song.flac', 'mine.flac']);
  });

  it('is removed at slskd’s own path where that is the very same file, and left where it is another', async () => {
    const place = join(root, 'soulsync', 't1', 'song.flac');
    const { mtimeMs, size } = await stat(place);
    const same = { localFilename: place, sizeBytes: size, modifiedMs: Math.floor(mtimeMs) };
    for (const other of [{ sizeBytes: 4 }, { modifiedMs: mtimeMs - 1_000 }, { localFilename: join(base, 'nothing') }])
      expect(await folder().removeSame({ ...same, ...other })).toBe('forbidden');
    expect(await filesBelow(root)).toHaveLength(1);
    expect(await folder().removeSame(same)).toBe('removed');
    expect(await filesBelow(root)).toEqual([]);
  });

  it('is not said to be gone while the folder is not the one we know', async () => {
    expect(await folder(false).remove(song)).toBe('away');
    expect(await filesBelow(root)).toHaveLength(1);
  });
});
