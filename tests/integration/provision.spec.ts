import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { adminSubject } from '@soulsync/contracts';
import type { ServiceStatusReport } from '@soulsync/contracts';
import { freePort } from '@soulsync/launcher';
import { matchService } from '@soulsync/match-svc';
import { natsOptions, rpcClient, Secret } from '@soulsync/service-kit';
import { launcher } from '../support/running-demo.js';
import { testPostgres } from '../support/servers.js';
import { soulsync } from '../support/soulsync.js';

const BOOT_MS = 120_000;

/** What compose and Kubernetes do, with programs of this machine. */
describe('an installation without the launcher', () => {
  let base: string;
  let secrets: string;
  let natsUrl: string;
  let nats: ChildProcess;
  let postgres: Awaited<ReturnType<typeof testPostgres>>;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-provision-'));
    secrets = join(base, 'secrets');
    expect(await soulsync('secrets', '--out', secrets)).toMatchObject({ code: 0 });
    const port = await freePort();
    natsUrl = `nats://127.0.0.1:${port}`;
    const config = join(base, 'nats.conf');
    const written = await readFile(join(secrets, 'nats.conf'), 'utf8');
    // Of the container only its address and its folder; nats-server 2.9 does not know how to sync.
    const changed = written
      .replace('0.0.0.0:4222', `127.0.0.1:${port}`)
      .replace('"/data"', JSON.stringify(join(base, 'nats')))
      .replace(', sync_interval: always', '');
    await writeFile(config, changed);
    nats = spawn('nats-server', ['-c', config], { stdio: 'ignore', env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
    postgres = await testPostgres();
  }, BOOT_MS);
  afterAll(async () => {
    const ended = new Promise((done) => nats.once('exit', done));
    nats.kill('SIGTERM');
    await ended;
    await postgres.stop();
    await rm(base, { recursive: true, force: true });
  });

  const secret = async (name: string) => (await readFile(join(secrets, name), 'utf8')).trim();

  /** Of the embedded cluster only the address. */
  async function databaseUrl(name: string): Promise<string> {
    const [theirs, ours] = [new URL(await secret(name)), new URL(postgres.url)];
    ours.username = theirs.username;
    ours.password = theirs.password;
    return ours.href;
  }

  function provisioned(env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly words: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [launcher, 'provision'], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: process.env['PATH'] ?? '', ...env },
      });
      let words = '';
      child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
      child.once('exit', (code) => done({ code, words }));
    });
  }

  it('keeps its secrets in a closed folder, and the same ones when they are written again', async () => {
    expect((await stat(secrets)).mode & 0o777).toBe(0o700);
    const all = async () => Promise.all((await readdir(secrets)).sort().map(async (name) => [name, await secret(name)]));
    const before = await all();
    const { code, stdout } = await soulsync('secrets', '--out', secrets, '--kubernetes');
    expect(code).toBe(0);
    expect(await all()).toEqual(before);
    const { items } = JSON.parse(stdout) as { items: readonly { metadata: { name: string }; stringData: Record<string, string> }[] }; // written by it
    const plex = items.find(({ metadata }) => metadata.name === 'soulsync-plex-svc')?.stringData ?? {};
    expect(plex['nats-password']?.trim()).toBe(await secret('plex-svc.nats'));
    expect(JSON.stringify(plex)).not.toContain(await secret('gateway.nats'));
  });

  it(
    'runs its services, each as itself, once it is provisioned, and again after that',
    async () => {
      const own = {
        SOULSYNC_NATS_URL: natsUrl,
        SOULSYNC_NATS_USER: 'administrator',
        SOULSYNC_NATS_PASSWORD_FILE: join(secrets, 'administrator.nats'),
        SOULSYNC_DATABASE_URL: postgres.url,
        SOULSYNC_CREDENTIALS_DIR: secrets,
      };
      expect(await provisioned({ ...own, SOULSYNC_CREDENTIALS_DIR: base })).toMatchObject({
        code: 1,
        words: expect.stringContaining('gateway.database'),
      });
      for (let time = 1; time <= 2; time += 1) expect(await provisioned(own)).toMatchObject({ code: 0 });

      const service = await matchService.start({
        SOULSYNC_NATS_URL: natsUrl,
        SOULSYNC_NATS_USER: 'match-svc',
        SOULSYNC_NATS_PASSWORD_FILE: join(secrets, 'match-svc.nats'),
        SOULSYNC_DATABASE_URL: await databaseUrl('match-svc.database-url'),
        SOULSYNC_DATA_DIR: base,
        SOULSYNC_LOG_FILE: join(base, 'match.log'),
      });
      const gateway = await connect(
        natsOptions('gateway', { natsUrl, natsUser: 'gateway', natsPassword: new Secret(await secret('gateway.nats')) }),
      );
      try {
        const context = { actor: { kind: 'process', id: 'test' } as const, correlationId: 'test', traceparent: null };
        const status = await rpcClient(gateway).request<ServiceStatusReport>(adminSubject('match-svc', 'status'), {}, context);
        expect(status.service).toBe('match-svc');
      } finally {
        await gateway.close();
        await service.stop();
      }
      expect(await readFile(join(base, 'match.log'), 'utf8')).not.toContain('NATS refused');
    },
    BOOT_MS,
  );
});
