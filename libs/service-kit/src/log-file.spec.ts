import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile } from './log-file.js';

const DAY_MS = 86_400_000;
const limits = { maxBytes: 300, files: 3, maxAgeMs: 30 * DAY_MS };
const line = (n: number) => `line ${String(n).padStart(4, '0')}\n`; // 10 bytes

describe('a log file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soulsync-log-'));
    path = join(folder, 'services.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is rotated by size, holds the newest lines, and never takes more than its limit', async () => {
    const log = logFile(path, () => limits);
    for (let n = 0; n < 100; n += 1) await log.write(line(n));
    await log.close();
    const names = (await readdir(folder)).sort();
    expect(names).toEqual(['services.log', 'services.log.1', 'services.log.2']);
    const texts = await Promise.all(
      ['services.log.2', 'services.log.1', 'services.log'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(texts.join('').length).toBeLessThanOrEqual(limits.maxBytes);
    expect(texts.join('')).toBe(
      Array.from({ length: texts.join('').length / 10 }, (_, n) => line(100 - texts.join('').length / 10 + n)).join(''),
    );
  });

  it('obeys limits that change while it is written', async () => {
    let now = limits;
    const log = logFile(path, () => now);
    for (let n = 0; n < 100; n += 1) await log.write(line(n));
    now = { ...limits, maxBytes: 100, files: 2 };
    for (let n = 0; n < 20; n += 1) await log.write(line(n));
    await log.close();
    expect((await readdir(folder)).sort()).toEqual(['services.log', 'services.log.1']);
    expect((await stat(join(folder, 'services.log.1'))).size).toBe(50);
  });

  it('is rotated by age, and what is too old goes', async () => {
    let now = Date.now();
    const log = logFile(
      path,
      () => limits,
      () => now,
    );
    await log.write('first\n');
    now += 11 * DAY_MS;
    await log.write('second\n');
    expect(await readFile(`${path}.1`, 'utf8')).toBe('first\n');
    now += 31 * DAY_MS;
    await log.write('third\n');
    await log.close();
    expect(await readFile(path, 'utf8')).toBe('third\n');
    expect((await readdir(folder)).sort()).toEqual(['services.log']);
  });

  it('takes away old files that a smaller limit has no room for, and nothing else', async () => {
    for (const name of ['services.log.1', 'services.log.9', 'services.log.old', 'other.log.9']) await writeFile(join(folder, name), 'x\n');
    await utimes(`${path}.1`, new Date(), new Date(Date.now() - 40 * DAY_MS));
    const log = logFile(path, () => limits);
    await log.write('here\n');
    await log.close();
    expect((await readdir(folder)).sort()).toEqual(['other.log.9', 'services.log', 'services.log.old']);
  });

  it('is begun again when somebody else moved or deleted it', async () => {
    let now = Date.now();
    const log = logFile(
      path,
      () => limits,
      () => now,
    );
    await log.write('one\n');
    await rename(path, `${path}.moved`);
    now += 2_000;
    await log.write('two\n');
    expect(await readFile(path, 'utf8')).toBe('two\n');
    await rm(path);
    now += 2_000;
    await log.write('three\n');
    await log.close();
    expect(await readFile(path, 'utf8')).toBe('three\n');
  });

  it('is for nobody else to read, also one that was', async () => {
    await writeFile(path, 'before\n');
    chmodSync(path, 0o644);
    const log = logFile(path, () => limits);
    await log.write('one\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rm(path);
    log.writeNow('two\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await log.close();
  });

  (existsSync('/dev/full') ? it : it.skip)('rejects what there is no room for', async () => {
    const log = logFile('/dev/full', () => limits);
    await expect(log.write('one\n')).rejects.toMatchObject({ code: 'ENOSPC' });
    await log.close();
  });
});
