import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launcher } from '../support/running-demo.js';
import { asStranger } from '../support/stranger.js';

const START_MS = 180_000;
const root = process.getuid?.() === 0;

const markers = {
  SOULSYNC_SLSKD_API_KEY: 'marker-of-slskd',
  SOULSYNC_SPOTIFY_CLIENT_SECRET: 'marker-of-spotify',
  SOULSYNC_PLEX_TOKEN: 'marker-of-plex',
  FOREIGN_SECRET: 'marker-of-somebody-else',
};

let base: string;
let data: string;
let system: ChildProcess;
let words = '';

/** Pids by the names of their files; the launcher's too. */
async function pids(): Promise<ReadonlyMap<string, number>> {
  const names = (await readdir(join(data, 'run'))).filter((name) => name.endsWith('.pid'));
  const found = await Promise.all(
    names.map(async (name) => {
      const { pid } = JSON.parse(await readFile(join(data, 'run', name), 'utf8')) as { pid: number }; // written by the launcher
      return [name.slice(0, -'.pid'.length), pid] as const;
    }),
  );
  return new Map(found);
}

const textOf = async (pid: number, file: 'environ' | 'cmdline') => (await readFile(`/proc/${pid}/${file}`, 'utf8')).replaceAll('\0', '\n');

/** Sockets that our processes listen on: TCP ports, and paths. */
async function listeners(of: Iterable<number>): Promise<{ readonly ports: readonly number[]; readonly paths: readonly string[] }> {
  const inodes = new Set<string>();
  for (const pid of of)
    for (const file of await readdir(`/proc/${pid}/fd`)) {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(await readlink(`/proc/${pid}/fd/${file}`).catch(() => '')) ?? []; // closed in between
      if (inode) inodes.add(inode);
    }
  const lines = async (name: string) =>
    (await readFile(`/proc/net/${name}`, 'utf8').catch(() => '')).split('\n').map((line) => line.trim().split(/\s+/)); // no IPv6 here
  const tcp = [...(await lines('tcp')), ...(await lines('tcp6'))];
  return {
    ports: tcp.filter((line) => line[3] === '0A' && inodes.has(line[9] ?? '')).map((line) => parseInt(line[1]?.split(':')[1] ?? '', 16)),
    paths: (await lines('unix')).filter((line) => inodes.has(line[6] ?? '') && line[7]?.startsWith('/')).map((line) => line[7] ?? ''),
  };
}

beforeAll(async () => {
  if (!root) return;
  base = await mkdtemp(join(tmpdir(), 'soulsync-stranger-'));
  await chmod(base, 0o755);
  data = join(base, 'data');
  // A folder that an earlier version left open, and a umask that closes nothing.
  await mkdir(join(data, 'logs'), { recursive: true });
  await writeFile(join(data, 'nats.conf'), 'left');
  for (const path of [data, join(data, 'logs'), join(data, 'nats.conf')]) await chmod(path, 0o777);
  system = spawn(
    '/bin/sh',
    ['-c', 'umask 0; exec "$@"', 'sh', process.execPath, launcher, 'up', '--data', data, '--port', '0', '--split'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...markers, SOULSYNC_SLSKD_URL: 'http://127.0.0.1:9' },
    },
  );
  for (const stream of [system.stdout, system.stderr]) stream?.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await eventually(
    async () => words,
    (said) => said.includes('SoulSync is at '),
    START_MS,
  );
}, START_MS);

afterAll(async () => {
  if (!root) return;
  const ended = new Promise((done) => system.once('exit', done));
  system.kill('SIGTERM');
  await ended;
  await rm(base, { recursive: true, force: true });
}, 60_000);

(root ? describe : describe.skip)('another user of the machine', () => {
  it.each([
    ['some other one', 12_345, 12_345],
    ['nobody, whom any program may become', 65_534, 65_534],
  ])(
    'reads nothing, connects to nothing and stops nothing (%s)',
    async (_who, uid, gid) => {
      const running = await pids();
      const all = [...running.values()];
      const postgres = running.get('postgres') ?? 0;
      const { ports, paths } = await listeners(all);
      const http = Number(/SoulSync is at http:\/\/127\.0\.0\.1:(\d+)/.exec(words)?.[1]);
      const natsPorts = ports.filter((port) => port !== http);
      expect(natsPorts).toHaveLength(1); // but for the console nothing else listens where others get to
      expect(paths).toEqual(expect.arrayContaining([join(data, 'postgres', '.s.PGSQL.5432'), join(data, 'run', 'gateway.admin')]));
      expect((await stat(`/proc/${postgres}`)).uid).not.toBe(uid);

      const found = await asStranger(uid, gid, {
        folders: [data],
        files: ['nats.conf', 'secret.key', 'run/setup-code', 'credentials/gateway.nats', 'logs/postgres.log', 'postgres/PG_VERSION'].map(
          (name) => join(data, name),
        ),
        sockets: paths,
        natsPorts,
        pids: all,
      });
      expect(found).toEqual({
        read: [],
        connected: [],
        environments: [],
        signalled: [],
        natsSaid: [expect.stringMatching(/^-ERR 'Authorization Violation'$/)],
      });
      // All of it was there to be found.
      expect((await readFile(join(data, 'credentials', 'gateway.nats'), 'utf8')).length).toBeGreaterThan(40);
      expect(all.length).toBeGreaterThanOrEqual(9);
    },
    60_000,
  );

  it('finds no secret in any command line', async () => {
    const names = await readdir(join(data, 'credentials'));
    const kept = await Promise.all(names.map((name) => readFile(join(data, 'credentials', name), 'utf8')));
    const secrets = [
      ...kept,
      await readFile(join(data, 'secret.key'), 'utf8'),
      await readFile(join(data, 'run', 'setup-code'), 'utf8'),
      ...Object.values(markers),
    ];
    for (const [name, pid] of await pids()) {
      const line = await textOf(pid, 'cmdline');
      for (const secret of secrets) expect([name, line.includes(secret.trim())]).toEqual([name, false]);
    }
  });
});

(root ? describe : describe.skip)('a child of the launcher', () => {
  it('is given its own secrets, and no one else’s', async () => {
    const seen: Record<string, readonly string[]> = {};
    for (const [name, pid] of await pids()) {
      if (name === 'launcher') continue;
      const environment = await textOf(pid, 'environ');
      seen[name] = Object.values(markers).filter((marker) => environment.includes(marker));
      const files = [...environment.matchAll(/credentials\/(\S+)\.(nats|database)/g)].map(([, owner]) => owner);
      expect([name, files.filter((owner) => owner !== name)]).toEqual([name, []]);
    }
    expect(seen).toEqual({
      postgres: [],
      'nats-server': [],
      'catalog-svc': [markers.SOULSYNC_SPOTIFY_CLIENT_SECRET],
      'match-svc': [],
      'acquire-svc': [markers.SOULSYNC_SLSKD_API_KEY],
      'organize-svc': [],
      'plex-svc': [markers.SOULSYNC_PLEX_TOKEN],
      gateway: [],
    });
  });
});
