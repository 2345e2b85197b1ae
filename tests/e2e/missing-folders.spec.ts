import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launcher } from '../support/running-demo.js';

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-missing-folders-'));
  await chmod(base, 0o755); // Postgres may run as another user
});
afterAll(() => rm(base, { recursive: true, force: true }));

const same = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };

async function up() {
  const child = spawn(process.execPath, [launcher, 'up', '--data', join(base, 'data'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, SOULSYNC_ADMIN_USER: 'admin', SOULSYNC_ADMIN_PASSWORD: 'a long enough password' },
  });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await eventually(
    async () => words,
    (said) => said.includes('SoulSync is at '),
    60_000,
  );
  const url = /SoulSync is at (\S+)/.exec(words)?.[1] ?? '';
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: same,
    body: JSON.stringify({ name: 'admin', password: 'a long enough password' }),
  });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    codes: async () => {
      const answer = await fetch(`${url}/api/v1/health-issues`, { headers: { Cookie } });
      return ((await answer.json()) as { code: string }[]).map(({ code }) => code);
    },
    accept: (root: string) => fetch(`${url}/api/v1/roots/${root}/accept`, { method: 'POST', headers: { ...same, Cookie }, body: '{}' }),
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    },
  };
}

it('a music folder that is gone at the next start is said, not made again, and can be chosen anew by an admin', async () => {
  const music = join(base, 'data', 'music');
  let system = await up();
  await eventually(
    async () => existsSync(join(music, '.soulsync-root')),
    (marked) => marked,
  );
  await system.stop();

  await rename(music, join(base, 'unmounted'));
  system = await up();
  try {
    await eventually(system.codes, (codes) => codes.includes('root:music'));
    expect(existsSync(music)).toBe(false);
    expect((await system.accept('music')).status).toBe(409);
    expect((await system.accept('attic')).status).toBe(404);

    await mkdir(music);
    await eventually(system.codes, (codes) => codes.includes('root:music'));
    expect(existsSync(join(music, '.soulsync-root'))).toBe(false);
    expect((await system.accept('music')).status).toBe(200);
    await eventually(system.codes, (codes) => !codes.includes('root:music'));
    expect(existsSync(join(music, '.soulsync-root'))).toBe(true);
  } finally {
    await system.stop();
  }
}, 240_000);
