import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launcher } from '../support/running-demo.js';
import { result } from '../support/soulsync.js';

const HOUR_MS = 3_600_000;

it('the built-in world ends as its script says while the clock is set back by an hour and ahead by a day, and the log has no complaint', async () => {
  const data = await mkdtemp(join(tmpdir(), 'soulsync-clock-'));
  await chmod(data, 0o755); // Postgres may run as another user
  const clock = join(data, 'clock');
  try {
    const child = spawn(
      process.execPath,
      ['--require', resolve(import.meta.dirname, '../support/shifted-clock.cjs'), launcher, 'demo', '--once', '--json', '--data', data],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SHIFTED_CLOCK: clock } },
    );
    let [stdout, stderr] = ['', ''];
    const set: number[] = [];
    // Each step once so many entries have reached their end: not by time, which is another on a busy machine.
    const steps = [
      { atLeast: 5, byMs: -HOUR_MS },
      { atLeast: 12, byMs: 24 * HOUR_MS },
      { atLeast: 18, byMs: -2 * HOUR_MS },
    ];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      const counts = [...chunk.toString().matchAll(/(\d+) (?:owned|filed|review|wished)/g)];
      const ended = counts.reduce((sum, [, count]) => sum + Number(count), 0);
      for (let next = steps[0]; next && ended >= next.atLeast; next = steps[0]) {
        set.push(next.byMs);
        steps.shift();
        void writeFile(clock, String(next.byMs));
        break;
      }
    });
    const status = await new Promise<number | null>((ended) => child.once('exit', ended));
    const { entries } = result({ code: status ?? -1, stdout, stderr });
    expect(entries).toHaveLength(40);
    expect(set).toEqual([-HOUR_MS, 24 * HOUR_MS, -2 * HOUR_MS]);
    const log = await readFile(join(data, 'logs', 'services.log'), 'utf8');
    const times = log
      .trim()
      .split('\n')
      .map((line) => Date.parse((JSON.parse(line) as { time: string }).time));
    expect(times.some((time, at) => time < (times[at - 1] ?? 0) - HOUR_MS / 2)).toBe(true); // the program did see it
    expect(log).not.toContain('"level":"error"');
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}, 400_000);
