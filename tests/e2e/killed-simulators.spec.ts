import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launcher } from '../support/running-demo.js';
import { result } from '../support/soulsync.js';

it.each([
  ['plex', ['slskd', 'spotify', 'plex', 'plex-tv', 'slskd', 'plex', 'slskd']],
  ['jellyfin', ['jellyfin', 'slskd', 'jellyfin', 'spotify', 'slskd']],
])(
  'the built-in world with %s ends as its script says when each simulator is killed while it runs, and each is back on its port',
  async (server, victims) => {
    const data = await mkdtemp(join(tmpdir(), 'soulsync-killed-'));
    await chmod(data, 0o755); // Postgres may run as another user
    const runs = spawn(process.execPath, [launcher, 'demo', '--once', '--json', '--server', server, '--data', data], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, status]: [string, string, number | null] = ['', '', null];
    runs.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    runs.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<void>((done) =>
      runs.once('exit', (code) => {
        status = code ?? -1;
        done();
      }),
    );
    const portOf = async (name: string) => (await readFile(join(data, 'world', 'run', `${name}.port`), 'utf8')).trim();
    const pidOf = async (name: string) =>
      (JSON.parse(await readFile(join(data, 'run', `simulated-${name}.pid`), 'utf8')) as { pid: number }).pid;
    try {
      while (!/\d+ entries: /.test(stderr) && status === null) await delay(100);
      for (const name of victims) {
        if (status !== null) break;
        const [port, pid] = [await portOf(name), await pidOf(name)];
        process.kill(pid, 'SIGKILL');
        for (let waited = 0; (await pidOf(name).catch(() => pid)) === pid && waited < 20_000; waited += 50) await delay(50);
        for (let waited = 0, back = false; !back && waited < 20_000; waited += 50) {
          back = await fetch(`http://127.0.0.1:${port}/__sim/calls`, { method: 'POST' }).then(
            (answer) => answer.ok,
            () => false, // not yet
          );
          if (!back) await delay(50);
        }
        expect([name, await portOf(name)]).toEqual([name, port]);
        await delay(1_000);
      }
      await ended;
      expect(result({ code: status ?? -1, stdout, stderr }).entries).toHaveLength(40);
    } finally {
      runs.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    }
  },
  400_000,
);
