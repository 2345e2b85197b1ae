import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import type { Accounts } from './accounts.js';
import { setUpCode } from './set-up-code.js';

describe('the set-up code of gateways that share a data folder', () => {
  let dataDir: string;
  let made: number;
  const accounts = { empty: () => Promise.resolve(made === 0) } as unknown as Accounts; // the test's own: no other is asked
  const replica = () => setUpCode({ config: { dataDir }, logger: { warn: () => undefined } } as unknown as Kit<GatewayConfig>, accounts);
  const written = async () => (await readFile(join(dataDir, 'run', 'setup-code'), 'utf8')).trim();
  const make = () => {
    made += 1;
    return Promise.resolve();
  };

  beforeEach(async () => {
    made = 0;
    dataDir = await mkdtemp(join(tmpdir(), 'soulsync-code-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('is one: the file’s code opens each of them, whichever wrote it', async () => {
    for (const at of [0, 1, 2]) {
      made = 0;
      const replicas = await Promise.all([replica(), replica(), replica()]);
      await replicas[at]?.use(await written(), make);
      expect(made).toBe(1);
    }
  });

  it('is no longer needed at any of them once one was opened', async () => {
    const [one, other] = [await replica(), await replica()];
    expect([await one.needed(), await other.needed()]).toEqual([true, true]);
    const code = await written();
    await one.use(code, make);
    expect([await one.needed(), await other.needed()]).toEqual([false, false]);
    await expect(other.use(code, make)).rejects.toThrow(Refused);
    expect(made).toBe(1);
  });

  it('is not taken from a file that others may read, or that holds none', async () => {
    await mkdir(join(dataDir, 'run'));
    const file = join(dataDir, 'run', 'setup-code');
    await writeFile(file, 'abcdefghijkl\n', { mode: 0o600 });
    await chmod(file, 0o644);
    await replica();
    expect(await written()).not.toBe('abcdefghijkl');
    await writeFile(file, '');
    await replica();
    expect(await written()).toMatch(/^[\w-]{12}$/);
  });
});
