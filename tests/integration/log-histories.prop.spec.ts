import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  deadlineRunner,
  logIncidents,
  newId,
  projection,
  projectionRunner,
  reactorRunner,
  reconcileWithLog,
  silentLogger,
  SOULSYNC_NAMESPACE,
  uuid5,
} from '@soulsync/event-store';
import type { DeadlineRule, Position, Reactor } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { rewindableStore } from '../support/rewindable-store.js';
import { freshSchemas } from '../support/fresh-schemas.js';

const tally = projection<{ id: string; total: number }>({
  name: 'tally',
  version: 1,
  key: 'id',
  columns: { id: 'text', total: 'integer' },
  keys: (event) => (event.type === 'Added' ? [event.aggregateId] : []),
  evolve: (row, event, id) => ({ id, total: (row?.total ?? 0) + (event.data as { n: number }).n }),
});
const rule: DeadlineRule = {
  name: 'ring',
  on: ['Added'],
  plan: ({ aggregateId, data }) =>
    (data as { n: number }).n % 2 === 0
      ? [{ clear: aggregateId }]
      : [{ set: { id: aggregateId, dueAt: '2099-01-01T00:00:00.000Z', data: {} } }],
  longestMs: 100 * 365 * 86_400_000,
  fire: async () => undefined,
};

type Step =
  | { readonly kind: 'append'; readonly count: number; readonly pauses: boolean }
  /** Events of a kind no reactor hears, which its checkpoint passes over. */
  | { readonly kind: 'append unheard'; readonly count: number }
  | { readonly kind: 'restart' }
  /** Loses so many commits of every hundred, then goes on with others. */
  | { readonly kind: 'set back'; readonly percent: number; readonly then: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), count: fc.integer({ min: 1, max: 9 }), pauses: fc.boolean() }),
  fc.record({ kind: fc.constant('append unheard' as const), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('set back' as const), percent: fc.integer({ min: 0, max: 100 }), then: fc.integer({ min: 0, max: 12 }) }),
);

/** What is lost was read by all, and heard by no reactor. */
const passedOver: readonly Step[] = [
  { kind: 'append', count: 2, pauses: true },
  { kind: 'append unheard', count: 9 },
  { kind: 'set back', percent: 25, then: 12 },
  { kind: 'append', count: 2, pauses: true },
];

describe('readers of a log that is set back, made anew and goes on otherwise, at random', () => {
  const schemas = freshSchemas();

  it('end with just what the log holds, have reacted to all of it, and were alarmed if and only if something they had read is gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps: readonly Step[]) => {
        const { schema, dataSource } = await schemas.open();
        try {
          await play(dataSource, schema, steps);
        } finally {
          await dataSource.destroy();
        }
      }),
      { numRuns: 30, examples: [[passedOver]], endOnFailure: true },
    );
  }, 300_000);

  async function play(dataSource: DataSource, schema: string, steps: readonly Step[]): Promise<void> {
    const store = rewindableStore();
    /** What follows from an event lies behind it in the log, and may be lost where the event itself is not. */
    const reactor: Reactor = {
      name: 'echo',
      on: ['Added'],
      async react({ id }) {
        const echo = { aggregateType: 'echo', aggregateId: id };
        await store.append(echo, [{ type: 'Echoed', data: {} }], 'any', uuid5(SOULSYNC_NAMESPACE, 'echo', id), someContext);
      },
    };
    let number = 0;
    const append = () =>
      store.append(
        { aggregateType: 'account', aggregateId: `a${(number += 1) % 4}` },
        [{ type: 'Added', data: { n: number } }],
        'any',
        newId(),
        someContext,
      );

    const appendUnheard = () =>
      store.append({ aggregateType: 'rumour', aggregateId: newId() }, [{ type: 'Whispered', data: {} }], 'any', newId(), someContext);

    async function start() {
      const readers = { store, dataSource, schema, logger: silentLogger };
      const incident = await reconcileWithLog({ ...readers, projections: [tally.name] });
      const projections = projectionRunner({ ...readers, service: 'test', projections: [tally] });
      const deadlines = deadlineRunner({ ...readers, rules: [rule], now: () => someContext.time });
      const reactors = reactorRunner({ ...readers, reactors: [reactor, ...deadlines.reactors], idleCheckpointMs: 0 });
      await projections.start();
      await projections.rebuiltAfterLoss();
      await deadlines.rebuildIfDue();
      await reactors.start();
      return {
        incident,
        projections,
        async stop() {
          await reactors.stop();
          await projections.stop();
        },
      };
    }

    async function settled(projections: Awaited<ReturnType<typeof start>>['projections']): Promise<void> {
      for (let waited = 0; waited < 20_000; waited += 10) {
        const commits = await store.commits();
        const end = commits.at(-1)?.position ?? null;
        if (end === null) return;
        expect(await projections.waitFor(end, undefined, 20_000)).toBe(true);
        const reactors: { position: Position | null }[] = await dataSource.query(
          `SELECT "position" FROM ${schema}.checkpoint WHERE "name" LIKE 'reactor:%'`,
        );
        const areThere = reactors.every(({ position }) => position === end);
        if (reactors.length === 2 && areThere && (await store.lastPosition()) === end) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('a reactor does not reach the end of the log');
    }

    async function check(projections: Awaited<ReturnType<typeof start>>['projections']): Promise<void> {
      const totals = new Map<string, number>();
      const set = new Set<string>();
      const added: string[] = [];
      const echoed = new Set<string>();
      for (const { events } of await store.commits())
        for (const { id, type, aggregateId, data } of events) {
          if (type === 'Whispered') continue;
          if (type === 'Echoed') {
            echoed.add(aggregateId);
            continue;
          }
          const { n } = data as { n: number };
          totals.set(aggregateId, (totals.get(aggregateId) ?? 0) + n);
          if (n % 2 === 0) set.delete(aggregateId);
          else set.add(aggregateId);
          added.push(id);
        }
      const rows: { id: string; total: number }[] = await dataSource.query(`SELECT "id", "total" FROM ${schema}.tally`);
      expect(new Map(rows.map(({ id, total }) => [id, total]))).toEqual(totals);
      const deadlines: { id: string }[] = await dataSource.query(`SELECT "id" FROM ${schema}.deadline`);
      expect(new Set(deadlines.map(({ id }) => id))).toEqual(set);
      expect(added.filter((id) => !echoed.has(id))).toEqual([]);
      expect((await projections.verify('tally')).differing).toEqual([]);
    }

    let running = await start();
    let alarms = 0;
    for (const one of steps) {
      if (one.kind === 'append') {
        for (let n = 0; n < one.count; n += 1) await append();
        if (one.pauses) await settled(running.projections);
      } else if (one.kind === 'append unheard') {
        for (let n = 0; n < one.count; n += 1) await appendUnheard();
      } else if (one.kind === 'restart') {
        await running.stop();
        running = await start();
        expect(running.incident).toBeNull();
      } else {
        await running.stop();
        const read: { position: Position }[] = await dataSource.query(
          `SELECT unnest(ARRAY["position", "seenPosition"]) AS "position" FROM ${schema}.checkpoint WHERE "position" IS NOT NULL`,
        );
        const furthest = Math.max(0, ...read.map(({ position }) => Number(position)));
        const length = (await store.commits()).length;
        const kept = Math.floor((length * (100 - one.percent)) / 100);
        await store.setBackTo(kept);
        for (let n = 0; n < one.then; n += 1) await append();
        running = await start();
        expect(running.incident !== null).toBe(kept < furthest);
        if (running.incident) {
          alarms += 1;
          expect(Number(running.incident.agreedPosition ?? 0)).toBeLessThanOrEqual(kept);
          expect(running.incident.lostAtLeast).toBeLessThanOrEqual(furthest - kept);
          expect(running.incident.lostAtMost).toBeGreaterThanOrEqual(furthest - kept);
        }
      }
      await settled(running.projections);
      await check(running.projections);
    }
    await running.stop();
    expect(await logIncidents(schema).list(dataSource)).toHaveLength(alarms);
  }
});
