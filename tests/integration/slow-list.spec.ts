import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { answerInTime } from '@soulsync/service-kit';
import type { ResourceTable } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { testPostgres } from '../support/servers.js';

const slow: ResourceTable = {
  from: '(SELECT 1 AS id, pg_sleep(30))',
  id: 'id',
  sortable: ['id'],
  filters: {},
  defaultSort: { by: 'id', order: 'ASC' },
  projections: [],
};
const quick = { ...slow, from: '(SELECT 7 AS id)' };

describe('a list that Postgres needs long for', () => {
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let dataSource: DataSource;
  beforeAll(async () => {
    postgres = await testPostgres();
    dataSource = await openDatabase(postgres.url, 'slow', [], silentLogger);
  }, 60_000);
  afterAll(async () => {
    await dataSource.destroy();
    await postgres.stop();
  });

  it('is given up in time, with what to do, and holds no connection', async () => {
    const asked = Array.from({ length: 12 }, () => answerInTime(dataSource, slow, { resource: 'slow' }, 200));
    for (const { status, ...answer } of await Promise.allSettled(asked))
      expect({ status, ...answer }).toMatchObject({
        status: 'rejected',
        reason: { name: 'Unavailable', message: expect.stringContaining('ask for less') as unknown },
      });
    expect(await answerInTime(dataSource, quick, { resource: 'quick' })).toEqual({ rows: [{ id: 7 }], total: 1 });
    expect(await dataSource.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  }, 60_000);
});
