import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetStreamEventStore, newId, projection, projectionRunner, silentLogger } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { wide } from '../support/rebuilding-process.js';
import { testNats, testPostgres } from '../support/servers.js';

const COMMITS = 3_000;
const script = join(import.meta.dirname, '..', 'dist', 'support', 'rebuilding-process.js');

describe('a rebuild that was promised', () => {
  let nats: Awaited<ReturnType<typeof testNats>>;
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let connection: NatsConnection;
  let store: EventStore;
  let dataSource: DataSource;
  beforeAll(async () => {
    [nats, postgres] = await Promise.all([testNats(), testPostgres()]);
    connection = await connect({ servers: nats.url });
    store = await jetStreamEventStore({ connection });
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await Promise.all([nats.stop(), postgres.stop()]);
  }, 60_000);

  const add = (id: string) =>
    store.append({ aggregateType: 'account', aggregateId: id }, [{ type: 'Added', data: { n: 1 } }], 'any', newId(), someContext);
  const runner = (schema: string, onRebuild: (name: string, share: number) => void = () => undefined) =>
    projectionRunner({ store, dataSource, schema, service: 'test', projections: [wide], onRebuild, logger: silentLogger });
  const tables = async (schema: string): Promise<readonly string[]> => {
    const rows: { tablename: string }[] = await dataSource.query(`SELECT tablename FROM pg_tables WHERE schemaname = $1`, [schema]);
    return rows.map(({ tablename }) => tablename).filter((name) => name.startsWith('wide'));
  };
  const promised = (schema: string): Promise<unknown[]> => dataSource.query(`SELECT "name" FROM ${schema}.pending_rebuild`);

  it('comes to its end after the process was killed in the middle of it, twice, and leaves no table behind', async () => {
    dataSource = await openDatabase(postgres.url, 'killed', [], silentLogger);
    for (let n = 0; n < COMMITS; n += 100) await Promise.all(Array.from({ length: 100 }, (_, place) => add(`a${n + place}`)));
    for (let kill = 0; kill < 2; kill += 1) {
      const child = spawn(process.execPath, [script, nats.url, postgres.url, 'killed'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      for (let waited = 0; waited < 60_000 && !(await tables('killed')).includes('wide__next'); waited += 5) await sleep(5);
      child.kill('SIGKILL');
      await ended;
      if (kill === 0) expect(said).toBe('promised\n'); // the second one takes it up before it is asked
      expect(said).not.toContain('done');
    }
    expect(await promised('killed')).toEqual([{ name: 'wide' }]);
    const shares: number[] = [];
    const running = runner('killed', (_, share) => shares.push(share));
    await running.start();
    for (let waited = 0; waited < 60_000 && (await promised('killed')).length > 0; waited += 50) await sleep(50);
    expect(await promised('killed')).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect(await tables('killed')).toEqual(['wide']);
    expect(await running.verify('wide')).toMatchObject({ rows: COMMITS * 40, differing: [] });
    await running.stop();
    await dataSource.destroy();
  }, 180_000);

  it('is one rebuild when it was asked for twice', async () => {
    dataSource = await openDatabase(postgres.url, 'twice', [], silentLogger);
    const ends: number[] = [];
    const running = runner('twice', (_, share) => void (share === 1 && ends.push(share)));
    await running.start();
    const asked = await Promise.all([running.requestRebuild('wide'), running.requestRebuild('wide')]);
    await Promise.all(asked.map(({ done }) => done));
    expect(ends).toEqual([1]);
    expect(await promised('twice')).toEqual([]);
    await running.stop();
    await dataSource.destroy();
  }, 120_000);

  it('leaves out and parks what the projection can not cope with, as the live one does', async () => {
    dataSource = await openDatabase(postgres.url, 'poison', [], silentLogger);
    const picky = projection<{ id: string }>({
      name: 'picky',
      version: 1,
      key: 'id',
      columns: { id: 'text' },
      keys: (event) => [event.aggregateId],
      evolve(_, event, id) {
        if (id === 'a7') throw new Error('a7 is too much');
        return { id };
      },
    });
    const running = projectionRunner({ store, dataSource, schema: 'poison', service: 'test', projections: [picky], logger: silentLogger });
    await running.start();
    await running.rebuild('picky');
    expect(await running.deadLetters()).toMatchObject([{ reader: 'picky', error: 'a7 is too much' }]);
    expect((await running.verify('picky')).differing).toEqual([]);
    await running.stop();
    await dataSource.destroy();
  }, 120_000);
});
