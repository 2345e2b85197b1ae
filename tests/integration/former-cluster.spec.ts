import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serviceNames } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { credentialsIn, databaseRole, serviceDatabaseUrl, startPostgres } from '@soulsync/launcher';
import { openDatabase } from '@soulsync/service-kit';

const BOOT_MS = 120_000;
const root = process.getuid?.() === 0;

async function asking<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** As the versions before this one left it: no passwords, one superuser that owns everything, open to all, run as `nobody`. */
async function madeFormer(data: string): Promise<void> {
  const { url, server } = await startPostgres(data);
  for (const schema of ['match', 'plex']) await (await openDatabase(url, schema, [], silentLogger)).destroy();
  await asking(url, async (client) => {
    await client.query(`
      CREATE TABLE plex.library_tracks (n serial PRIMARY KEY, title text);
      INSERT INTO plex.library_tracks (title) SELECT 'song ' || g FROM generate_series(1, 1000) g;
      CREATE INDEX ON plex.library_tracks USING gin (title public.gin_trgm_ops);
      CREATE TYPE plex.mood AS ENUM ('glad');
      CREATE VIEW plex.glad AS SELECT title FROM plex.library_tracks;
      CREATE FUNCTION plex.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE SEQUENCE plex.apart;`);
    for (const role of serviceNames.map(databaseRole))
      await client.query(`REASSIGN OWNED BY ${role} TO soulsync; DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await client.query('ALTER ROLE soulsync PASSWORD NULL');
  });
  await server.stop();
  await rm(join(data, 'credentials'), { recursive: true });
  await writeFile(join(data, 'postgres', 'pg_hba.conf'), 'local all all trust\nhost all all 127.0.0.1/32 trust\n');
  if (root) spawnSync('chown', ['-R', 'nobody:', join(data, 'postgres')]);
  for (const folder of [data, join(data, 'logs')]) await chmod(folder, 0o755);
}

(root ? describe : describe.skip)('a cluster below a folder that is closed to the user of Postgres', () => {
  it(
    'is moved from where files are tidied away, once, with all that is in it',
    async () => {
      const closed = await mkdtemp(join(tmpdir(), 'soulsync-closed-'));
      const data = join(closed, 'data');
      const first = await startPostgres(data);
      const place = async (url: string) =>
        asking(
          url,
          async (client) => (await client.query<{ data_directory: string }>('SHOW data_directory')).rows[0]?.data_directory ?? '',
        );
      const lasting = await place(first.url);
      try {
        expect(lasting).toMatch(/^\/var\/lib\/soulsync\//);
        await asking(first.url, (client) => client.query<object>('CREATE TABLE match.kept AS SELECT 1 AS n'));
        await first.server.stop();
        const former = join('/var/tmp/soulsync-postgres-data', join(data, 'postgres').replaceAll(/[^\w.-]/g, '_'));
        await mkdir(join(former, '..'), { recursive: true, mode: 0o755 });
        await rename(lasting, former);
        const second = await startPostgres(data);
        expect(await place(second.url)).toBe(lasting);
        expect(await asking(second.url, async (client) => (await client.query<object>('SELECT n FROM match.kept')).rows)).toEqual([
          { n: 1 },
        ]);
        expect(existsSync(former)).toBe(false);
        await second.server.stop();
      } finally {
        for (const folder of [closed, lasting]) await rm(folder, { recursive: true, force: true });
      }
    },
    BOOT_MS,
  );

  it(
    'is left where somebody else could have put it, which is said',
    async () => {
      const closed = await mkdtemp(join(tmpdir(), 'soulsync-closed-'));
      const data = join(closed, 'data');
      const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      let lasting = '';
      try {
        const first = await startPostgres(data);
        lasting = decodeURIComponent(new URL(first.url).searchParams.get('host') ?? '');
        expect(lasting).toMatch(/^\/var\/lib\/soulsync\//);
        await first.server.stop();
        await rename(lasting, join(data, 'postgres'));
        await chmod(data, 0o775);
        const second = await startPostgres(data);
        await second.server.stop();
        expect(said.mock.calls.join()).toContain(`WARNING: the database in ${join(data, 'postgres')} is left alone`);
        expect(existsSync(join(data, 'postgres', 'PG_VERSION'))).toBe(true);
        expect(existsSync(join(lasting, 'PG_VERSION'))).toBe(true);
      } finally {
        said.mockRestore();
        for (const folder of [closed, lasting]) if (folder !== '') await rm(folder, { recursive: true, force: true });
      }
    },
    BOOT_MS,
  );
});

describe('a data folder of a version without passwords', () => {
  let data: string;
  let started: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'soulsync-former-'));
    await madeFormer(data);
    started = await startPostgres(data);
  }, BOOT_MS);
  afterAll(async () => {
    await started.server.stop();
    await rm(data, { recursive: true, force: true });
  });

  const urlOf = async (service: 'plex-svc' | 'match-svc') =>
    serviceDatabaseUrl(started.url, service, await credentialsIn(join(data, 'credentials')));

  it('is closed, with everything in it', async () => {
    expect((await stat(data)).mode & 0o007).toBe(0);
    expect((await stat(join(data, 'logs'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(data, 'postgres'))).mode & 0o777).toBe(0o700);
    expect(await readFile(join(data, 'postgres', 'pg_hba.conf'), 'utf8')).not.toContain('trust');
    if (root) expect((await stat(join(data, 'postgres', 'PG_VERSION'))).uid).toBeGreaterThan(60_000);
    if (root) expect((await stat(join(data, 'postgres'))).uid).not.toBe(65_534);
  });

  it('keeps every row, which now belongs to its service', async () => {
    const dataSource = await openDatabase(await urlOf('plex-svc'), 'plex', [], silentLogger); // migrations find what they made
    expect(await dataSource.query('SELECT count(*)::int AS n FROM library_tracks')).toEqual([{ n: 1000 }]);
    await dataSource.query(`
      INSERT INTO library_tracks (title) VALUES ('another');
      ALTER TABLE library_tracks ADD COLUMN more text; DROP VIEW glad; DROP FUNCTION one(); DROP TYPE mood; DROP SEQUENCE apart; DROP TABLE library_tracks`);
    await dataSource.destroy();
  });

  it('lets no service into what another one owned', async () => {
    await asking(await urlOf('match-svc'), async (client) => {
      await expect(client.query('SELECT * FROM plex.checkpoint')).rejects.toThrow(/permission denied/);
      await expect(client.query('SET ROLE soulsync')).rejects.toThrow(/permission denied/);
    });
  });

  it('lets nobody in without a password', async () => {
    const url = new URL(started.url);
    url.password = '';
    await expect(asking(url.href, async () => undefined)).rejects.toThrow(/password/);
  });

  it(
    'takes new passwords when their files are lost',
    async () => {
      await started.server.stop();
      await rm(join(data, 'credentials'), { recursive: true });
      started = await startPostgres(data);
      expect(await asking(await urlOf('match-svc'), async (client) => (await client.query<object>('SELECT 1 AS n')).rows)).toEqual([
        { n: 1 },
      ]);
    },
    BOOT_MS,
  );
});
