import { describe, expect, it } from '@jest/globals';
import {
  deadlineRunner,
  inMemoryEventStore,
  newId,
  processReactor,
  reactorRunner,
  runningProcess,
  silentLogger,
} from '@soulsync/event-store';
import type { EventStore, ProcessManager, StoredCommit } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { eventually } from '../support/running-demo.js';
import { freshSchemas } from '../support/fresh-schemas.js';

const add = (store: EventStore, id: string, n: number) =>
  store.append({ aggregateType: 'account', aggregateId: id }, [{ type: 'Added', data: { n } }], 'any', newId(), someContext);

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

describe('the runners of reactors, processes and deadlines on a real Postgres', () => {
  const schemas = freshSchemas();
  let dataSource: DataSource;
  let schema = '';
  async function fresh() {
    ({ schema, dataSource } = await schemas.open());
    return inMemoryEventStore();
  }

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
