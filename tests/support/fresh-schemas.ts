import { afterAll, beforeAll } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { openDatabase } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { testPostgres } from './servers.js';

/** A real Postgres for the tests of a `describe`; each may have empty schemas of its own. */
export function freshSchemas() {
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let count = 0;
  beforeAll(async () => {
    postgres = await testPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());
  return {
    async open(): Promise<{ readonly schema: string; readonly dataSource: DataSource }> {
      const schema = `s${(count += 1)}`;
      return { schema, dataSource: await openDatabase(postgres.url, schema, [], silentLogger) };
    },
  };
}
