import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import {
  deadlineRunner,
  deadLetters,
  inMemoryEventStore,
  newId,
  projection,
  projectionRunner,
  reactorRunner,
  silentLogger,
} from '@soulsync/event-store';
import type { DeadlineRule, DeadlineRunnerOptions, EventStore, Reactor, Waiting } from '@soulsync/event-store';
import { fromRpcError, ExternalError, rpcError, Unavailable } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { testPostgres } from '../support/servers.js';

const until = async (holds: () => boolean | Promise<boolean>, withinMs = 30_000) => {
  for (let waited = 0; !(await holds()) && waited < withinMs; waited += 20) await delay(20);
};
const add = (store: EventStore, id: string, type = 'Added', data: object = {}) =>
  store.append({ aggregateType: 'account', aggregateId: id }, [{ type, data }], 'any', newId(), someContext);

let postgres: Awaited<ReturnType<typeof testPostgres>>;
let dataSource: DataSource;
let schema = '';
let schemas = 0;
beforeAll(async () => {
  postgres = await testPostgres();
}, 60_000);
afterAll(() => postgres.stop());
async function fresh() {
  schema = `w${(schemas += 1)}`;
  dataSource = await openDatabase(postgres.url, schema, [], silentLogger);
  return inMemoryEventStore();
}
const parked = () => deadLetters(schema).list(dataSource);

describe('a reactor whose target is away', () => {
  const away503 = () => new ExternalError('plex', 'unavailable', 'plex answered 503', 503, null, null);
  const errors = [
    away503(),
    fromRpcError(rpcError(away503()), 'plex'),
    new ExternalError('spotify', 'rate-limited', 'spotify answered 429', 429, 1_000, null),
    new Unavailable('catalog', 'the service catalog is not running'),
  ];

  it('waits for it as long as it takes, parks nothing and says so', async () => {
    const store = await fresh();
    const heard: string[] = [];
    const said: (Waiting | null)[] = [];
    let failures = 0;
    const reactor: Reactor = {
      name: 'ask',
      on: ['Added'],
      react: async (event) => {
        failures += 1;
        if (failures <= 7) throw errors[failures % errors.length] ?? away503(); // a bug would be parked after five
        heard.push(event.aggregateId);
      },
    };
    const running = reactorRunner({
      store,
      dataSource,
      schema,
      reactors: [reactor],
      logger: silentLogger,
      onWaiting: (name, waiting) => void (name === 'ask' && said.push(waiting)),
    });
    await running.start();
    await add(store, 'a');
    await until(() => heard.length > 0 && said.at(-1) === null, 60_000);
    await running.stop();
    expect(heard).toEqual(['a']);
    expect(await parked()).toEqual([]);
    expect(said[0]).toMatchObject({ eventType: 'Added', error: 'plex answered 503' });
    expect(said).toHaveLength(8);
    expect(said.at(-1)).toBeNull();
    await dataSource.destroy();
  }, 90_000);

  it('parks what is a bug after five tries, with how often and since when, and hands it over again when it is retried', async () => {
    const store = await fresh();
    let isMended = false;
    const heard: string[] = [];
    const reactor: Reactor = {
      name: 'break',
      on: ['Added'],
      react: async (event) => {
        if (!isMended) throw new TypeError('undefined is no function');
        heard.push(event.aggregateId);
      },
    };
    let told = 0;
    const running = reactorRunner({
      store,
      dataSource,
      schema,
      reactors: [reactor],
      logger: silentLogger,
      onParked: () => void (told += 1),
    });
    await running.start();
    await add(store, 'a');
    await until(async () => (await parked()).length > 0);
    const [letter] = await parked();
    expect(letter).toMatchObject({ reader: 'reactor:break', attempts: 5, error: 'undefined is no function', skippedAt: null });
    expect(Date.parse(letter?.lastFailedAt ?? '')).toBeGreaterThan(Date.parse(letter?.parkedAt ?? ''));
    expect(told).toBe(1);
    await expect(running.retryDeadLetter(letter?.id ?? '')).rejects.toThrow('no function');
    expect(await parked()).toMatchObject([{ attempts: 6 }]);
    isMended = true;
    await running.retryDeadLetter(letter?.id ?? '');
    expect([heard, await parked()]).toEqual([['a'], []]);
    await running.stop();
    await dataSource.destroy();
  }, 60_000);
});

describe('a deadline', () => {
  const rule = (fire: DeadlineRule['fire']): DeadlineRule => ({
    name: 'ring',
    longestMs: 60_000,
    on: ['Set', 'Cleared'],
    plan: ({ aggregateId, type, data }) => [
      type === 'Set' ? { set: { id: aggregateId, dueAt: '2020-01-01T00:00:00.000Z', data } } : { clear: aggregateId },
    ],
    fire,
  });
  const started = async (fire: DeadlineRule['fire'], more: Partial<DeadlineRunnerOptions> = {}) => {
    const store = await fresh();
    const now = () => new Date().toISOString();
    const deadlines = deadlineRunner({
      store,
      dataSource,
      schema,
      rules: [rule(fire)],
      now,
      logger: silentLogger,
      pollMs: 10,
      againMs: 10,
      ...more,
    });
    await deadlines.start();
    const tell = async (id: string, type: string) => {
      await add(store, id, type, { n: 1 });
      const event = (await store.load({ aggregateType: 'account', aggregateId: id })).commits.at(-1)?.events[0];
      if (event) for (const reactor of deadlines.reactors) await reactor.react(event);
    };
    return { ...deadlines, tell };
  };

  it('that always throws is parked after some tries, is not fired any more, and others go on', async () => {
    const fired: string[] = [];
    const running = await started(async ({ id }) => {
      fired.push(id);
      if (id === 'broken') throw new Error('never');
    });
    await running.tell('broken', 'Set');
    await until(async () => (await parked()).length > 0);
    expect(await parked()).toMatchObject([
      { reader: 'deadline:ring', attempts: 5, error: 'never', event: { type: 'Set', aggregateId: 'broken' } },
    ]);
    expect(fired).toEqual(Array.from({ length: 5 }, () => 'broken'));
    await running.tell('fine', 'Set');
    await until(() => fired.filter((id) => id === 'fine').length > 2);
    expect(fired.filter((id) => id === 'broken')).toHaveLength(5);
    await running.stop();
    await dataSource.destroy();
  }, 60_000);

  it('that was parked is fired again when it is retried, and forgotten when an event takes it back', async () => {
    let isMended = false;
    const fired: string[] = [];
    const running = await started(async ({ id, data }) => {
      if (!isMended) throw new Error('not yet');
      fired.push(`${id} ${JSON.stringify(data)}`);
    });
    await running.tell('a', 'Set');
    await running.tell('b', 'Set');
    await until(async () => (await parked()).length === 2);
    const letterOf = async (id: string) => (await parked()).find(({ event }) => event.aggregateId === id)?.id ?? '';
    await expect(running.retryDeadLetter(await letterOf('a'))).rejects.toThrow('not yet');
    await running.tell('b', 'Cleared');
    expect((await parked()).map(({ event, attempts }) => [event.aggregateId, attempts])).toEqual([['a', 6]]);
    isMended = true;
    await running.retryDeadLetter(await letterOf('a'));
    expect(await parked()).toEqual([]);
    expect(fired[0]).toBe('a {"n":1}');
    await until(() => fired.length > 2); // nothing took it back
    await running.stop();
    await dataSource.destroy();
  }, 60_000);

  it('whose target is away is fired until it is there, and never parked', async () => {
    const fired: string[] = [];
    const said: (Waiting | null)[] = [];
    let failures = 0;
    const running = await started(
      async ({ id }) => {
        failures += 1;
        if (failures <= 12) throw new Unavailable('slskd', 'slskd does not answer');
        fired.push(id);
      },
      { onWaiting: (name, waiting) => void (name === 'ring' && said.push(waiting)) },
    );
    await running.tell('a', 'Set');
    await until(() => fired.length > 0 && said.at(-1) === null);
    await running.stop();
    expect(fired[0]).toBe('a');
    expect(await parked()).toEqual([]);
    expect(said).toHaveLength(13);
    expect(said[0]).toMatchObject({ eventType: 'Set', error: 'slskd does not answer' });
    await dataSource.destroy();
  }, 60_000);
});

describe('an event that a read model could not take in', () => {
  const picky = projection<{ id: string; name: string }>({
    name: 'names',
    version: 1,
    key: 'id',
    columns: { id: 'text', name: 'text' },
    keys: (event) => [event.aggregateId],
    evolve(_, event, id) {
      const { name } = event.data as { name: string };
      if (!accepted.has(name)) throw new Error(`${name} is no name`);
      return { id, name };
    },
  });
  const accepted = new Set(['old', 'new']);
  const runner = (store: EventStore) =>
    projectionRunner({ store, dataSource, schema, service: 'test', projections: [picky], logger: silentLogger });
  const names = () => dataSource.query(`SELECT "id", "name" FROM ${schema}.names ORDER BY "id"`);

  it('is not taken in over what later events say: a rebuild does it in order', async () => {
    const store = await fresh();
    accepted.delete('odd');
    const running = runner(store);
    await running.start();
    await add(store, 'a', 'Named', { name: 'odd' });
    await add(store, 'a', 'Named', { name: 'new' });
    const { position } = await add(store, 'b', 'Named', { name: 'odd' });
    expect(await running.waitFor(position, undefined, 10_000)).toBe(true);
    accepted.add('odd');
    const letterOf = async (id: string) => (await parked()).find(({ event }) => event.aggregateId === id)?.id ?? '';
    await expect(running.retryDeadLetter(await letterOf('a'))).rejects.toMatchObject({ name: 'LaterEventsRead' });
    await running.retryDeadLetter(await letterOf('b'));
    expect(await names()).toEqual([
      { id: 'a', name: 'new' },
      { id: 'b', name: 'odd' },
    ]);
    expect((await parked()).map(({ event }) => event.aggregateId)).toEqual(['a']);
    await running.rebuild('names');
    expect(await parked()).toEqual([]);
    expect((await running.verify('names')).differing).toEqual([]);
    await running.stop();
    await dataSource.destroy();
  }, 60_000);

  it('stays skipped when a rebuild meets it again', async () => {
    const store = await fresh();
    accepted.delete('odd');
    const running = runner(store);
    await running.start();
    const { position } = await add(store, 'a', 'Named', { name: 'odd' });
    expect(await running.waitFor(position, undefined, 10_000)).toBe(true);
    const [letter] = await parked();
    await deadLetters(schema).skip(dataSource, letter?.id ?? '', 'account:ann');
    await running.rebuild('names');
    expect(await parked()).toMatchObject([{ id: letter?.id, skippedBy: 'account:ann', parkedAt: letter?.parkedAt }]);
    expect(await deadLetters(schema).counts(dataSource)).toEqual(new Map());
    await running.stop();
    await dataSource.destroy();
  }, 60_000);
});

describe("a read model's report", () => {
  it('reads no table unless it is asked for an exact count, and then it counts', async () => {
    const store = await fresh();
    const asked: string[] = [];
    const watched = new Proxy(dataSource, {
      get(target, name: keyof DataSource) {
        const value: unknown = Reflect.get(target, name);
        if (name === 'query') return (sql: string, values?: unknown[]) => (asked.push(sql), target.query(sql, values));
        if (name === 'manager')
          return new Proxy(target.manager, {
            get: (manager, of: keyof typeof target.manager) =>
              of === 'query'
                ? (sql: string, values?: unknown[]) => (asked.push(sql), manager.query(sql, values))
                : Reflect.get(manager, of),
          });
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
    });
    const rows = projection<{ id: string }>({
      name: 'many-rows',
      version: 1,
      key: 'id',
      columns: { id: 'text' },
      keys: (event) => [event.aggregateId],
      evolve: (_, __, id) => ({ id }),
    });
    const running = projectionRunner({ store, dataSource: watched, schema, service: 'test', projections: [rows], logger: silentLogger });
    await running.start();
    for (let n = 0; n < 300; n += 1) await add(store, `a${n}`);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await running.waitFor(end, undefined, 10_000)).toBe(true);
    await dataSource.query(`ANALYZE ${schema}.many_rows`);
    asked.length = 0;
    expect(await running.report()).toMatchObject([{ name: 'many-rows', rows: 300, rowsExact: false, lag: 0 }]);
    expect(asked.filter((sql) => sql.includes('many_rows'))).toEqual([]);
    await running.stop();
    await dataSource.query(`DELETE FROM ${schema}.many_rows WHERE "id" = 'a7'`);
    expect(await running.report({ exact: true })).toMatchObject([{ rows: 299, rowsExact: true }]);
    expect(asked.filter((sql) => sql.includes('many_rows'))).toHaveLength(1);
    await dataSource.destroy();
  }, 60_000);
});
