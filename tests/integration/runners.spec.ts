import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  deadlineRunner,
  inMemoryEventStore,
  newId,
  processReactor,
  projection,
  projectionRunner,
  reactorRunner,
  runningProcess,
  silentLogger,
} from '@soulsync/event-store';
import type { EventStore, Position, ProcessManager, StoredCommit } from '@soulsync/event-store';
import { callBudget, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { eventually } from '../support/running-demo.js';
import { testPostgres } from '../support/servers.js';

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

/** What the log holds comes at once, as after a time in which nobody read it. */
const inOneBatch = (store: EventStore): EventStore => ({
  ...store,
  subscribeAll(_, handle) {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const deliver = async () => {
      const commits: StoredCommit[] = [];
      for await (const commit of store.readAll(null)) commits.push(commit);
      await handle(commits);
      await stopped;
    };
    return { done: deliver(), stop: () => Promise.resolve(stop()) };
  },
});

describe('runners on a real Postgres', () => {
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let dataSource: DataSource;
  let schema = '';
  let count = 0;
  beforeAll(async () => {
    postgres = await testPostgres();
  }, 60_000);
  afterAll(async () => {
    await postgres.stop();
  });
  async function fresh() {
    schema = `s${(count += 1)}`;
    dataSource = await openDatabase(postgres.url, schema, [], silentLogger);
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

  it('hands a process the events of one journey in their order, whichever aggregates they are of', async () => {
    const store = await fresh();
    const told: string[] = [];
    const journey: ProcessManager<null, { type: 'Told'; data: { what: string } }> = {
      name: 'journey',
      on: ['Said'],
      route: (event) => event.aggregateId,
      initialState: null,
      evolve: () => null,
      react: (_, { data }) => [{ type: 'Told', data: data as { what: string } }],
    };
    const timeline = [
      ['wish', 'wanted'],
      ['match', 'missing'],
      ['wish', 'dropped'],
      ['match', 'missing again'],
    ] as const;
    for (const [aggregateType, what] of timeline)
      await store.append({ aggregateType, aggregateId: 'song' }, [{ type: 'Said', data: { what } }], 'any', newId(), someContext);
    const running = runningProcess({
      process: journey,
      async dispatch({ data: { what } }) {
        if (what === 'wanted') await new Promise((resolve) => setTimeout(resolve, 50)); // the others of the batch could overtake it
        told.push(what);
      },
    });
    const reactors = [processReactor(store, running, () => someContext.time)];
    const runner = reactorRunner({ store: inOneBatch(store), dataSource, schema, reactors, logger: silentLogger });
    await runner.start();
    await eventually(
      () => Promise.resolve(told.length),
      (count) => count === timeline.length,
    );
    await runner.stop();
    expect(told).toEqual(timeline.map(([, what]) => what));
    await dataSource.destroy();
  });

  it('hands each event to a reactor, goes on after a restart where it stood, and parks what never works', async () => {
    const store = await fresh();
    const heard: number[] = [];
    const reactor = {
      name: 'hear',
      on: ['Added'],
      react: async (event: { data: object }) => {
        const { n } = event.data as { n: number };
        if (n < 0) throw new Error('never');
        heard.push(n);
      },
    };
    const start = async () => {
      const running = reactorRunner({ store, dataSource, schema, reactors: [reactor], logger: silentLogger });
      await running.start();
      return running;
    };
    const first = await start();
    await add(store, 'a', 1);
    await add(store, 'b', -1);
    await add(store, 'c', 2);
    for (let waited = 0; heard.length < 2 && waited < 20_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await first.stop();
    const second = await start();
    await add(store, 'a', 3);
    for (let waited = 0; heard.length < 3 && waited < 5_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    await second.stop();
    expect(heard).toEqual([1, 2, 3]);
    const letters: { reader: string }[] = await dataSource.query(`SELECT "reader" FROM ${schema}.dead_letter`);
    expect(letters).toEqual([{ reader: 'reactor:hear' }]);
    await dataSource.destroy();
  }, 60_000);

  it('fires a deadline once its time has come, and not one that was taken back', async () => {
    const store = await fresh();
    const fired: string[] = [];
    const deadlines = deadlineRunner({
      store,
      dataSource,
      schema,
      now: () => new Date().toISOString(),
      pollMs: 20,
      logger: silentLogger,
      rules: [
        {
          name: 'ring',
          longestMs: 60_000,
          on: ['Set', 'Cleared'],
          plan: (event) => [
            event.type === 'Set'
              ? { set: { id: event.aggregateId, dueAt: '2020-01-01T00:00:00.000Z', data: {} } }
              : { clear: event.aggregateId },
          ],
          fire: async ({ id }) => void fired.push(id),
        },
      ],
    });
    const tell = async (id: string, type: string) => {
      await store.append({ aggregateType: 'bell', aggregateId: id }, [{ type, data: {} }], 'any', newId(), someContext);
      const event = (await store.load({ aggregateType: 'bell', aggregateId: id })).commits.at(-1)?.events[0];
      if (event) for (const reactor of deadlines.reactors) await reactor.react(event);
    };
    await tell('rings', 'Set');
    await tell('silent', 'Set');
    await tell('silent', 'Cleared');
    await deadlines.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await deadlines.stop();
    expect(fired).toEqual(['rings']);
    await dataSource.destroy();
  });

  it('fires what waits in the time that was left, also when the clock is set back meanwhile, or was before it started', async () => {
    await fresh();
    const fired: string[] = [];
    let setByMs = 0;
    const wallMs = () => Date.now() + setByMs;
    const fire = async ({ id }: { readonly id: string }) => {
      fired.push(id);
      await dataSource.query(`DELETE FROM ${schema}.deadline WHERE "id" = $1`, [id]);
    };
    const started = () =>
      deadlineRunner({
        store: inMemoryEventStore(),
        dataSource,
        schema,
        now: () => new Date(wallMs()).toISOString(),
        pollMs: 20,
        logger: silentLogger,
        againMs: 1_000,
        rules: [{ name: 'ring', on: [], longestMs: 1_000, plan: () => [], fire }],
      });
    const put = (id: string, inMs: number) =>
      dataSource.query(`INSERT INTO ${schema}.deadline ("rule", "id", "dueAt", "data") VALUES ('ring', $1, $2, '{}')`, [
        id,
        new Date(wallMs() + inMs).toISOString(),
      ]);
    const rung = async (count: number) => {
      for (let waited = 0; fired.length < count && waited < 15_000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
      return fired;
    };
    const first = started();
    await put('while it runs', 800);
    await first.start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    setByMs = -3_600_000;
    expect(await rung(1)).toEqual(['while it runs']);
    await first.stop();
    await put('before it started', 500);
    setByMs -= 86_400_000;
    const second = started();
    await second.start();
    expect(await rung(2)).toEqual(['while it runs', 'before it started']);
    await put('to come', 900);
    setByMs += 2 * 86_400_000; // a clock that jumps ahead: it is due, once
    expect(await rung(3)).toContain('to come');
    await second.stop();
    expect(fired).toHaveLength(3);
    await dataSource.destroy();
  }, 60_000);
});
