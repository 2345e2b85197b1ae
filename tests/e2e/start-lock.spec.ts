import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launcher } from '../support/running-demo.js';

const PATIENCE_MS = 180_000;
const STARTERS = 10;

interface Starter {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly words: () => string;
}

function start(data: string): Starter {
  const child = spawn(process.execPath, [launcher, 'up', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  return { process: child, ended: new Promise((done) => child.once('exit', done)), words: () => words };
}

const runs = ({ words }: Starter) => words().includes('SoulSync is at ');
const over = ({ process: { exitCode, signalCode } }: Starter) => exitCode !== null || signalCode !== null;

const pidsOf = async (data: string) => {
  const names = (await readdir(join(data, 'run'))).filter((name) => name.endsWith('.pid')).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(data, 'run', name), 'utf8')]));
};

describe('a data folder', () => {
  let base: string;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-lock-'));
    await chmod(base, 0o755); // Postgres may run as another user
  });
  afterAll(() => rm(base, { recursive: true, force: true }));

  it(
    `is one starter's of ${STARTERS} that come at once; its death, however hard, frees it, and the next one ends what it left`,
    async () => {
      const data = join(base, 'data');
      const starters = Array.from({ length: STARTERS }, () => start(data));
      await eventually(
        async () => starters,
        (all) => all.filter(over).length === STARTERS - 1 && all.some(runs),
        PATIENCE_MS,
      );
      const [winner] = starters.filter((one) => !over(one));
      if (!winner) throw new Error('nobody runs');
      for (const loser of starters.filter(over)) {
        expect(await loser.ended).toBe(1);
        expect(loser.words()).toContain(`another launcher (pid ${winner.process.pid}) already runs on this data folder`);
      }

      // Who comes later touches nothing of it either.
      const before = await pidsOf(data);
      expect(await start(data).ended).toBe(1);
      expect(await pidsOf(data)).toEqual(before);
      const url = /SoulSync is at (\S+)/.exec(winner.words())?.[1] ?? '';
      expect((await fetch(`${url}/ping`)).status).toBe(200);

      winner.process.kill('SIGKILL');
      await winner.ended;
      const next = start(data);
      await eventually(
        async () => next,
        (one) => runs(one) || over(one),
        PATIENCE_MS,
      );
      expect(next.words()).toMatch(/ending postgres \(pid \d+\), left behind by an earlier run/);
      expect(next.words()).toContain('SoulSync is at ');
      next.process.kill('SIGTERM');
      expect(await next.ended).toBe(0);
    },
    PATIENCE_MS * 2,
  );
});
