import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { supervised } from './supervised.js';
import type { Supervised } from './supervised.js';

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !condition(); tries += 1) await delay(10);
}

describe('a supervised child', () => {
  let folder: string;
  let child: Supervised | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soulsync-supervised-'));
  });
  afterEach(async () => {
    await child?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is started again, also where its program is away for a while, such as during an upgrade', async () => {
    const program = join(folder, 'program');
    const install = async () => {
      await writeFile(program, '#!/bin/sh\nexec sleep 1000\n');
      await chmod(program, 0o755);
    };
    await install();
    child = await supervised(folder, { name: 'sleeper', command: program, args: [] });
    const first = child.pid;
    await rm(program);
    child.kill();
    await until(() => child?.pid === null);
    await install();
    await until(() => child?.pid != null);
    expect(child.pid).toEqual(expect.any(Number));
    expect(child.pid).not.toBe(first);
  }, 30_000);
});
