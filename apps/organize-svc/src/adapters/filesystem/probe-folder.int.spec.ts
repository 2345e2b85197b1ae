import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeFolder } from './probe-folder.js';

const codes = async (path: string, other: string | null = null) => (await probeFolder(path, other)).problems.map(({ code }) => code);

describe('a look at a folder', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'soulsync-folders-'));
    await mkdir(join(dir, 'music'));
    await mkdir(join(dir, 'downloads'));
    await writeFile(join(dir, 'music', 'song.flac'), 'sound');
  });
  afterEach(async () => {
    await chmod(join(dir, 'music'), 0o755);
    await rm(dir, { recursive: true });
  });

  it('says that it will do, and leaves nothing behind', async () => {
    const found = await probeFolder(join(dir, 'music'), join(dir, 'downloads'));
    expect(found).toMatchObject({
      exists: true,
      writable: true,
      isSameFilesystem: true,
      canHardLink: true,
      isCaseSensitive: true,
      problems: [],
    });
    expect(found.freeBytes).toBeGreaterThan(0);
    expect(found.totalBytes).toBeGreaterThanOrEqual(found.freeBytes ?? Infinity);
    expect(found.longestNameBytes).toBe(255);
    expect([await readdir(join(dir, 'music')), await readdir(join(dir, 'downloads'))]).toEqual([['song.flac'], []]);
  });

  it('names what is no folder, with the path and what to do', async () => {
    const { problems } = await probeFolder(join(dir, 'musik'), null);
    expect(problems).toEqual([
      { code: 'folder-missing', detail: `There is no folder ${join(dir, 'musik')} here.`, fix: expect.stringContaining('mount it') },
    ]);
    expect(await codes(join(dir, 'music', 'song.flac'))).toEqual(['folder-is-file']);
    expect(await codes(join(dir, 'music', 'song.flac', 'below'))).toEqual(['folder-missing']);
  });

  it('knows nothing of another folder that is not there', async () => {
    expect(await probeFolder(join(dir, 'music'), join(dir, 'gone'))).toMatchObject({
      isSameFilesystem: null,
      canHardLink: null,
      problems: [],
    });
  });

  it('tells two disks apart, from which files are copied', async () => {
    const memory = '/dev/shm';
    const other = await stat(memory).catch(() => null);
    if (other === null || other.dev === (await stat(dir)).dev) return; // this machine has one disk alone
    const there = await mkdtemp(join(memory, 'soulsync-folders-'));
    expect(await probeFolder(join(dir, 'music'), there)).toMatchObject({ isSameFilesystem: false, canHardLink: false, problems: [] });
    expect(await readdir(there)).toEqual([]);
    await rm(there, { recursive: true });
  });

  it('says who may not write there', async () => {
    if (process.getuid?.() === 0) return expect(await codes('/proc/self/fdinfo')).toEqual(['folder-not-writable']); // root may everywhere else
    await chmod(join(dir, 'music'), 0o555);
    const { writable, problems } = await probeFolder(join(dir, 'music'), null);
    expect([writable, problems[0]?.code]).toEqual([false, 'folder-not-writable']);
    expect(problems[0]?.detail).toContain(`uid ${process.getuid?.()}`);
  });
});
