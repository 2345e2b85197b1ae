import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { closeDataFolder } from './data-folder.js';

describe('a data folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soulsync-closing-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const modeOf = async (...path: readonly string[]) => (await stat(join(folder, ...path))).mode & 0o777;

  it('that was left open is closed, with what lies in it; files that are for others stay as they are', async () => {
    for (const name of ['logs', 'nats', 'music']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'nats.conf'), '');
    for (const name of ['.', 'logs', 'nats', 'music', 'nats.conf']) await chmod(join(folder, name), 0o777);
    await closeDataFolder(folder, null);
    expect(await Promise.all(['.', 'logs', 'nats', 'nats.conf', 'music'].map((name) => modeOf(name)))).toEqual([
      0o700, 0o700, 0o700, 0o700, 0o777,
    ]);
  });

  it('is never one that all use', async () => {
    const before = (await stat(tmpdir())).mode;
    for (const path of ['/tmp', homedir(), join(homedir(), '..'), parse(homedir()).root])
      await expect(closeDataFolder(path, null)).rejects.toThrow(/choose a folder below it/);
    expect((await stat(tmpdir())).mode).toBe(before);
  });
});
