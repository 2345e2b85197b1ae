import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { adminSubject } from '@soulsync/contracts';
import type { ServiceStatusReport } from '@soulsync/contracts';
import { freePort } from '@soulsync/launcher';
import { matchService } from '@soulsync/match-svc';
import { natsOptions, rpcClient } from '@soulsync/service-kit';
import { eventually } from '../support/running-demo.js';
import { testPostgres } from '../support/servers.js';

const BOOT_MS = 120_000;

describe.each([
  ['nobody has to say who they are', '', ''],
  ['all services are one user', 'authorization: { users: [{ user: me, password: "s@cret" }] }', 'me:s%40cret@'],
])('on a NATS of the owner’s, where %s', (_how, settings, user) => {
  let base: string;
  let url: string;
  let nats: ChildProcess;
  let postgres: Awaited<ReturnType<typeof testPostgres>>;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-own-nats-'));
    const port = await freePort();
    url = `nats://${user}127.0.0.1:${port}`;
    const config = join(base, 'nats.conf');
    await writeFile(config, `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(base)} }\n${settings}\n`);
    nats = spawn('nats-server', ['-c', config], { stdio: 'ignore', env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
    postgres = await testPostgres();
    await eventually(
      () =>
        connect(natsOptions('test', { natsUrl: url })).then(
          (connection) => connection.close().then(() => true),
          () => false,
        ), // not listening yet
      Boolean,
    );
  }, BOOT_MS);
  afterAll(async () => {
    const ended = new Promise((done) => nats.once('exit', done));
    nats.kill('SIGTERM');
    await ended;
    await postgres.stop();
    await rm(base, { recursive: true, force: true });
  });

  it(
    'a service makes the log itself and answers',
    async () => {
      const log = join(base, 'match.log');
      const service = await matchService.start({
        SOULSYNC_NATS_URL: url,
        ...(await postgres.envOf('match-svc')),
        SOULSYNC_DATA_DIR: base,
        SOULSYNC_LOG_FILE: log,
      });
      const connection = await connect(natsOptions('test', { natsUrl: url }));
      try {
        const context = { actor: { kind: 'process', id: 'test' } as const, correlationId: 'test', traceparent: null };
        const status = await rpcClient(connection).request<ServiceStatusReport>(adminSubject('match-svc', 'status'), {}, context);
        expect(status.service).toBe('match-svc');
      } finally {
        await connection.close();
        await service.stop();
      }
      expect(await readFile(log, 'utf8')).not.toMatch(/NATS refused|s@cret|s%40cret/);
    },
    BOOT_MS,
  );
});
