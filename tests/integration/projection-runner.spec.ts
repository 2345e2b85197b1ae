import { describe, expect, it } from '@jest/globals';
import { inMemoryEventStore, newId, projection, projectionRunner, reactorRunner, silentLogger } from '@soulsync/event-store';
import type { EventStore, Position } from '@soulsync/event-store';
import { callBudget, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { freshSchemas } from '../support/fresh-schemas.js';

const tally = projection<{ id: string; total: number; last: string | null }>({
  name: 'tally',
  version: 1,
  key: 'id',
  columns: { id: 'text', total: 'integer', last: 'text' },
  keys: (event) => [event.aggregateId],
  evolve(row, event, id) {
    const { n, words } = event.data as { n: number; words?: string };
    if (n < 0) throw new Error('negative numbers can not be counted');
    return { id, total: (row?.total ?? 0) + n, last: words ?? null };
  },
});

const add = (store: EventStore, id: string, n: number, words?: string) =>
  store.append(
    { aggregateType: 'account', aggregateId: id },
    [{ type: 'Added', data: { n, ...(words ? { words } : {}) } }],
    'any',
    newId(),
    someContext,
  );

describe('the runner of projections on a real Postgres', () => {
  const schemas = freshSchemas();
  let dataSource: DataSource;
  let schema = '';
  async function fresh() {
    ({ schema, dataSource } = await schemas.open());
    return inMemoryEventStore();
  }
  const rows = () => dataSource.query(`SELECT "id", "total" FROM ${schema}.tally ORDER BY "id"`);
  const runner = (store: EventStore) =>
    projectionRunner({ store, dataSource, schema, service: 'test', projections: [tally], logger: silentLogger });

  it('keeps rows up with the log and answers a bounded wait', async () => {
    const store = await fresh();
    const running = runner(store);
    await running.start();
    await add(store, 'a', 1);
    const { position } = await add(store, 'a', 2, 'tab\tand "quotes" \\ and \u0000 nul');
    expect(await running.waitFor(position)).toBe(true);
    expect(await rows()).toEqual([{ id: 'a', total: 3 }]);
    await running.stop();
    const { position: unseen } = await add(store, 'a', 2);
    await expect(running.waitFor(unseen, undefined, 50)).rejects.toThrow('is stopping');
    await dataSource.destroy();
  });

  it('lets rows wait while much is written, but not where somebody waits for them, and not for its own end', async () => {
    const store = await fresh();
    const running = runner(store);
    await running.start();
    expect(await running.waitFor((await add(store, 'a', 1)).position)).toBe(true);
    const follow = running.holdBack();
    await add(store, 'a', 2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await rows()).toEqual([{ id: 'a', total: 1 }]);
    expect(await running.waitFor((await add(store, 'a', 4)).position)).toBe(true);
    expect(await rows()).toEqual([{ id: 'a', total: 7 }]);
    await add(store, 'a', 8);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await rows()).toEqual([{ id: 'a', total: 7 }]);
    follow();
    const { position } = await add(store, 'a', 16);
    expect(await running.waitFor(position)).toBe(true);
    expect(await rows()).toEqual([{ id: 'a', total: 31 }]);
    running.holdBack();
    await add(store, 'a', 32);
    await running.stop();
    await dataSource.destroy();
  });

  it('ends when it is stopped while it is still starting, at any moment of that', async () => {
    const store = await fresh();
    await add(store, 'a', 1);
    const deaf = { name: 'deaf', on: ['Added'], react: async () => undefined };
    for (const waitMs of [0, 1, 3, 10, 30]) {
      const readers = [runner(store), reactorRunner({ store, dataSource, schema, reactors: [deaf], logger: silentLogger })];
      for (const reader of readers) await reader.start();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      for (const reader of readers) await reader.stop();
    }
    await dataSource.destroy();
  });

  it('takes in every text, also what Postgres can not hold, and a rebuild makes the same of it', async () => {
    const store = await fresh();
    const running = runner(store);
    await running.start();
    const hostile = ['half a pair \ud800', 'a nul \u0000', 'the words \\u0000 and \\ud800', 'both \\\u0000\udc00 "', '😀'];
    for (const [n, words] of hostile.entries()) await add(store, `a${n}`, 1, words);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await running.waitFor(end, undefined, 5_000)).toBe(true);
    expect(await running.deadLetters()).toEqual([]);
    const kept: { last: string }[] = await dataSource.query(`SELECT "last" FROM ${schema}.tally ORDER BY "id"`);
    expect(kept.map(({ last }) => last)).toEqual([
      'half a pair \ufffd',
      'a nul ',
      'the words \\u0000 and \\ud800',
      'both \\\ufffd "',
      '😀',
    ]);
    expect(await running.verify('tally')).toMatchObject({ rows: 5, differing: [] });
    await running.stop();
    await dataSource.destroy();
  });

  it('takes in every number and time, also what no column can hold, and a rebuild makes the same of it', async () => {
    const store = await fresh();
    const claims = projection<{ id: string; small: unknown; large: unknown; real: unknown; at: unknown }>({
      name: 'claims',
      version: 1,
      key: 'id',
      columns: { id: 'text', small: 'integer', large: 'bigint', real: 'double precision', at: 'timestamptz' },
      keys: (event) => [event.aggregateId],
      evolve: (_, event, id) => ({ id, small: null, large: null, real: null, at: null, ...event.data }),
    });
    const running = projectionRunner({ store, dataSource, schema, service: 'test', projections: [claims], logger: silentLogger });
    await running.start();
    const hostile = [
      { small: 9e12, large: 9e12, real: 9e12, at: '2019-01-01T00:00:00Z' },
      { small: -1.4, large: 1e300, real: 1e308, at: '+275760-09-13T00:00:00.000Z' },
      { small: 'many', large: '12', real: 'some', at: 'yesterday' },
      { small: 2_147_483_648, large: 2 ** 53, real: {}, at: '0000-01-01T00:00:00Z' },
      { small: true, large: [], real: null, at: 5 },
      { small: 2_147_483_647, large: -(2 ** 53 - 1), real: 0.5, at: '2019-02-30T00:00:00.000Z' },
    ];
    for (const [n, data] of hostile.entries())
      await store.append({ aggregateType: 'account', aggregateId: `c${n}` }, [{ type: 'Claimed', data }], 'any', newId(), someContext);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await running.waitFor(end, undefined, 5_000)).toBe(true);
    expect(await running.deadLetters()).toEqual([]);
    expect(await dataSource.query(`SELECT "small", "large", "real", "at"::text FROM ${schema}.claims ORDER BY "id"`)).toEqual([
      { small: null, large: '9000000000000', real: 9e12, at: expect.stringMatching(/^2019-01-01 /) },
      { small: -1, large: null, real: 1e308, at: null },
      { small: null, large: null, real: null, at: null },
      { small: null, large: null, real: null, at: null },
      { small: null, large: null, real: null, at: null },
      { small: 2_147_483_647, large: '-9007199254740991', real: 0.5, at: expect.stringMatching(/^2019-03-02 /) },
    ]);
    expect(await running.verify('claims')).toMatchObject({ rows: hostile.length, differing: [] });
    await running.stop();
    await dataSource.destroy();
  });

  it('does not read the log again after a restart, also where nothing touched a projection', async () => {
    const store = await fresh();
    const idle = projection<{ id: string }>({
      name: 'idle',
      version: 1,
      key: 'id',
      columns: { id: 'text' },
      keys: () => [],
      evolve: (row) => row,
    });
    const asked: (Position | null)[] = [];
    const watched: EventStore = {
      ...store,
      subscribeAll(from, ...rest) {
        asked.push(from);
        return store.subscribeAll(from, ...rest);
      },
    };
    const start = async () => {
      const running = projectionRunner({
        store: watched,
        dataSource,
        schema,
        service: 'test',
        projections: [tally, idle],
        logger: silentLogger,
      });
      await running.start();
      return running;
    };
    const first = await start();
    for (let n = 0; n < 20; n += 1) {
      const { position } = await add(store, 'a', 1);
      expect(await first.waitFor(position, undefined, 5_000)).toBe(true);
    }
    await first.stop();
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    const second = await start();
    expect(await second.waitFor(end, undefined, 5_000)).toBe(true);
    await second.stop();
    expect(asked).toEqual([null, end]);
    await dataSource.destroy();
  });

  it('parks an event it can not cope with, goes on, and takes it in when it is retried', async () => {
    const store = await fresh();
    const running = runner(store);
    await running.start();
    await add(store, 'a', 1);
    await add(store, 'b', -5);
    const { position } = await add(store, 'c', 3);
    expect(await running.waitFor(position, undefined, 5_000)).toBe(true);
    expect(await rows()).toEqual([
      { id: 'a', total: 1 },
      { id: 'c', total: 3 },
    ]);
    const [letter] = await running.deadLetters();
    expect(letter).toMatchObject({ reader: 'tally', error: 'negative numbers can not be counted' });
    await expect(running.retryDeadLetter(letter?.id ?? '')).rejects.toThrow('negative');
    await running.stop();
    await dataSource.destroy();
  });

  it('remembers what was spent of a call budget over a restart', async () => {
    await fresh();
    const rate = { account: 'somebody', calls: 2, windowMs: 60_000, minGapMs: 0 };
    const before = callBudget(dataSource, rate, systemClock);
    await before.take();
    await before.take();
    const after = callBudget(dataSource, rate, systemClock);
    await expect(after.take(AbortSignal.timeout(300))).rejects.toThrow('given up');
    await callBudget(dataSource, { ...rate, account: 'somebody else' }, systemClock).take();
    await dataSource.destroy();
  });

  it('rebuilds beside the live table while events arrive, and the rebuild equals it', async () => {
    const store = await fresh();
    const running = runner(store);
    await running.start();
    for (let n = 0; n < 300; n += 1) await add(store, `a${n % 40}`, 1, `say "hi"\n${n}`);
    const rebuilding = running.rebuild('tally');
    const { position } = await add(store, 'late', 7);
    await rebuilding;
    expect(await running.waitFor(position, undefined, 5_000)).toBe(true);
    expect(await running.verify('tally')).toMatchObject({ rows: 41, differing: [] });
    await dataSource.query(`UPDATE ${schema}.tally SET "total" = 99 WHERE "id" = 'late'`);
    expect((await running.verify('tally')).differing).toMatchObject([{ key: 'late', live: { total: 99 }, rebuilt: { total: 7 } }]);
    await running.stop();
    await dataSource.destroy();
  });

  it('rebuilds all read models that were asked for at once, however few connections there are', async () => {
    const store = await fresh();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const warnings: string[] = [];
    const running = projectionRunner({
      store,
      dataSource,
      schema,
      service: 'test',
      projections: names.map((name) => ({ ...tally, name })),
      logger: { ...silentLogger, warn: (message) => void warnings.push(message) },
    });
    await running.start();
    for (let n = 0; n < 100; n += 1) await add(store, `a${n % 10}`, 1);
    await Promise.all(names.map((name) => running.rebuild(name)));
    expect(warnings).toEqual([]); // none waited in vain for a connection and began again
    await running.stop();
    await dataSource.destroy();
  }, 120_000);

  it('of two runners on one projection neither counts an event twice', async () => {
    const store = await fresh();
    const [first, second] = [runner(store), runner(store)];
    await Promise.all([first.start(), second.start()]);
    for (let n = 0; n < 50; n += 1) await add(store, 'a', 1);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    await Promise.all([first.waitFor(end, undefined, 20_000), second.waitFor(end, undefined, 20_000)]);
    expect(await rows()).toEqual([{ id: 'a', total: 50 }]);
    await Promise.all([first.stop(), second.stop()]);
    await dataSource.destroy();
  }, 60_000);
});
