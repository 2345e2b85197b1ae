import type { DataSource } from 'typeorm';

/** One replica at a time builds or compares a projection; a lock of the connection, so that it goes with a process that is killed. */
export async function withRebuildLock<T>(dataSource: DataSource, schema: string, projection: string, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const key = [`soulsync-rebuild-${schema}.${projection}`];
  try {
    await runner.query('SELECT pg_advisory_lock(hashtext($1))', key);
    try {
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock(hashtext($1))', key);
    }
  } finally {
    await runner.release();
  }
}
