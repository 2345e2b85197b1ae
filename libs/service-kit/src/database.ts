import { DataSource } from 'typeorm';
import type { MigrationInterface } from 'typeorm';
import { Client } from 'pg';
import { eventStoreMigrations, isTransient, messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { ServiceKit1763900000001 } from './migrations/1763900000001-service-kit.js';
import { TaskRuns1764800000000 } from './migrations/1764800000000-task-runs.js';

export type Migration = new () => MigrationInterface;

/** Connections of one service: a few, since several services may share a small server. */
const POOL = 4;
const BOOT_PATIENCE_MS = 60_000;

/** The service's own schema, migrated, behind a small pool. Waits a minute for a database that is still starting. */
export async function openDatabase(url: string, schema: string, migrations: readonly Migration[], logger: Logger): Promise<DataSource> {
  await retry('Postgres', logger, () => createSchema(url, schema));
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations: [...eventStoreMigrations, ServiceKit1763900000001, TaskRuns1764800000000, ...migrations],
    migrationsTransactionMode: 'all',
    poolSize: POOL,
    // The pool reports a lost idle connection here; the next query opens another.
    poolErrorHandler: (error: unknown) => logger.warn('a database connection was lost', { error: messageOf(error) }),
    extra: {
      // Read models lie in memory or on a disk without a head: a page here and there costs about what the next one does.
      options: `-c search_path=${schema},public -c random_page_cost=1.1`,
      connectionTimeoutMillis: 10_000,
      application_name: `soulsync-${schema}`,
    },
  });
  await retry('Postgres', logger, () => dataSource.initialize());
  try {
    await migrate(dataSource, schema);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

/** Where the role may not make it, whoever provisions the database has, or is about to. */
async function createSchema(url: string, schema: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean; may: boolean }>(
      `SELECT to_regnamespace(quote_ident($1)) IS NOT NULL AS there, has_database_privilege(current_database(), 'CREATE') AS may`,
      [schema],
    );
    if (rows[0]?.there) return;
    if (!rows[0]?.may) throw new Error(`the schema ${schema} is not there and this role may not make it; run the command provision`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  } finally {
    await client.end();
  }
}

/** One replica migrates, the others wait for it. */
async function migrate(dataSource: DataSource, schema: string): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext($1))`, [`soulsync-migrations-${schema}`]);
    await dataSource.runMigrations();
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext($1))`, [`soulsync-migrations-${schema}`]);
    await runner.release();
  }
}

/** Tries for a minute: in a fresh system everything starts at once. A wrong address or password is said at once. */
export async function retry<T>(what: string, logger: Logger, attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + BOOT_PATIENCE_MS;
  for (let tries = 1; ; tries += 1)
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > giveUpAt || !isTransient(error)) throw error;
      if (tries % 10 === 1) logger.warn(`${what} is not there yet`, { error: messageOf(error) });
      await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 100 * tries)));
    }
}
