import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launcher, runningDemo } from '../support/running-demo.js';

const PATIENCE_MS = 120_000;

/** Command lines of living processes that name the folder. */
async function processesOf(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''))); // gone in between
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => line.includes(folder));
}

describe('the launcher', () => {
  let home: string;
  let base: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'soulsync-launcher-'));
    await chmod(home, 0o755); // Postgres may run as another user
    base = join(home, 'data');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it(
    'leaves no process behind after a signal, and nothing that blocks the next start after a kill -9',
    async () => {
      const first = await runningDemo(['--tracks', '60', '--split'], base);
      await eventually(
        () => first.get<object[]>('/api/v1/playlists'),
        (found) => found.length === 1,
      );
      const ended = new Promise((done) => first.process.once('exit', done));
      first.process.kill('SIGKILL');
      await ended;
      expect((await processesOf(base)).length).toBeGreaterThan(0);

      const second = await runningDemo(['--tracks', '60', '--split'], base);
      expect(
        await eventually(
          () => second.get<object[]>('/api/v1/playlists'),
          (found) => found.length === 1,
        ),
      ).toHaveLength(1);
      await second.stop();
      expect(await processesOf(base)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each([
    ['SIGINT', 'demo', ['--once', '--tracks', '60']],
    ['SIGTERM', 'demo', ['--once', '--tracks', '60']],
    ['SIGTERM', 'up', ['--port', '0']],
    ['SIGTERM', 'up', ['--port', '0', '--split']],
  ] as const)(
    'leaves no process behind when %s comes while everything is starting (%s %j)',
    async (signal, command, args) => {
      const child = spawn(process.execPath, [launcher, command, ...args, '--data', base], { stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', done));
      await eventually(
        () => processesOf(base),
        (lines) => lines.some((line) => line.includes('postgres')),
      );
      child.kill(signal);
      await ended;
      expect(await processesOf(base)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'leaves no process behind when a signal takes the database away from a command that is using it',
    async () => {
      const child = spawn(process.execPath, [launcher, 'bench', 'library', '--albums', '300'], {
        stdio: 'ignore',
        env: { ...process.env, TMPDIR: home },
      });
      const ended = new Promise((done) => child.once('exit', done));
      await eventually(
        () => processesOf(home),
        (lines) => lines.some((line) => line.includes('simulators')),
      );
      child.kill('SIGTERM');
      await ended;
      expect(await processesOf(home)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each([[[]], [['--split']]])(
    'ends the start at a variable that no service takes, names it, and leaves nothing running (%j)',
    async (args) => {
      const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((done) => {
        const child = spawn(process.execPath, [launcher, 'up', '--data', base, '--port', '0', ...args], {
          stdio: ['ignore', 'ignore', 'pipe'],
          env: { ...process.env, SOULSYNC_PARALLEL_TRANSFERS: '0', SOULSYNC_LOG_LEVEL: 'loud' },
        });
        let words = '';
        child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
        child.once('exit', (code) => done({ status: code, stderr: words }));
      });
      expect(status).toBe(1);
      expect(
        stderr
          .split('\n')
          .filter((line) => line.startsWith('SOULSYNC_'))
          .sort(),
      ).toEqual([
        expect.stringMatching(/^SOULSYNC_LOG_LEVEL .*must be one of/),
        expect.stringMatching(/^SOULSYNC_PARALLEL_TRANSFERS .*must not be less than 1/),
      ]);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(await processesOf(base)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'names a port that is taken, and the option that sets another',
    async () => {
      const holder = createServer();
      const port = await new Promise<number>((ready) => holder.listen(0, '127.0.0.1', () => ready((holder.address() as AddressInfo).port))); // a TCP server that listens
      const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((done) => {
        const child = spawn(process.execPath, [launcher, 'up', '--data', base, '--port', String(port)], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let words = '';
        child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
        child.once('exit', (code) => done({ status: code, stderr: words }));
      });
      holder.close();
      expect(status).toBe(1);
      expect(stderr).toContain(`port ${port} is taken by another program; choose another one with --port`);
      expect(await processesOf(base)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'up takes a free port for 0, prints the set-up code, answers there, and does so again',
    async () => {
      const data = join(home, 'up');
      for (let start = 1; start <= 2; start += 1) {
        const child = spawn(process.execPath, [launcher, 'up', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
        let words = '';
        child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
        await eventually(
          async () => words,
          (said) => said.includes('Set-up code for the first account: '),
          60_000,
        );
        const url = /SoulSync is at (\S+)/.exec(words)?.[1] ?? '';
        expect((await fetch(`${url}/ping`)).status).toBe(200);
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        expect(await ended).toBe(0);
      }
      expect(await processesOf(data)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('says how a command is used when it is asked, and when it is used otherwise', () => {
    const { status, stdout } = spawnSync(process.execPath, [launcher, 'secrets', '--help'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, 'usage: ./soulsync secrets --out DIR [--kubernetes]\n']);
    const misused = spawnSync(process.execPath, [launcher, 'up', '--loud'], { encoding: 'utf8' });
    expect([misused.status, misused.stderr]).toEqual([
      1,
      "Unknown option '--loud'\nusage: ./soulsync up [--data DIR] [--port N] [--split] [--replicas N]\n",
    ]);
  });

  it('says what it does not know', () => {
    for (const args of [['dance'], ['up', '--loud'], ['demo', '--server', 'winamp'], ['bench', 'sleep']]) {
      const { status, stderr } = spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8' });
      expect([args, status === 0]).toEqual([args, false]);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
