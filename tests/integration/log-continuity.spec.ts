import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { adminSubject } from '@soulsync/contracts';
import type { LogIncident, LostEvents } from '@soulsync/contracts';
import { jetStreamEventStore, newId, projection } from '@soulsync/event-store';
import type { DeadlineRule, EventStore, Reactor, Verified } from '@soulsync/event-store';
import { BaseConfig, defineService } from '@soulsync/service-kit';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { deleteLog, keepStore, punchHole } from '../support/log-rollback.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const NAME = 'match-svc';

const tally = projection<{ id: string; total: number }>({
  name: 'tally',
  version: 1,
  key: 'id',
  columns: { id: 'text', total: 'integer' },
  keys: (event) => [event.aggregateId],
  evolve: (row, event, id) => ({ id, total: (row?.total ?? 0) + (event.data as { n: number }).n }),
});
/** As the gateway's list of activity: what is still known of events, by their ids. */
const known = projection<{ id: string; type: string }>({
  name: 'known',
  version: 1,
  key: 'id',
  columns: { id: 'text', type: 'text' },
  keys: (event) => [event.id],
  evolve: (_, { id, type }) => ({ id, type }),
});

class EmptyModule {}

function counting(effects: string[]) {
  const reactor: Reactor = { name: 'hear', on: ['Added'], react: async (event) => void effects.push(event.id) };
  const rule: DeadlineRule = {
    name: 'ring',
    on: ['Added'],
    plan: (event) => [{ set: { id: event.aggregateId, dueAt: '2099-01-01T00:00:00.000Z', data: event.data } }],
    longestMs: 100 * 365 * 86_400_000,
    fire: async () => undefined,
  };
  return defineService({
    name: NAME,
    schema: 'match',
    config: BaseConfig,
    projections: [tally, known],
    onLostLog: {
      async lostEvents(manager, _since, kept): Promise<LostEvents> {
        const rows: unknown[] = await manager.query('SELECT 1 FROM match.known WHERE NOT ("id" = ANY($1))', [kept]);
        return { total: rows.length, byType: { Added: rows.length }, listed: [] };
      },
    },
    compose: () => ({ module: { module: EmptyModule }, reactors: [reactor], deadlines: [rule] }),
  });
}

describe('a log that is not the one that was read', () => {
  let base: Ground | null = null;
  afterEach(async () => {
    await base?.stop();
    base = null;
  });

  async function system() {
    const it = await ground();
    base = it;
    const connection = await connect({ servers: it.env['SOULSYNC_NATS_URL'] ?? '', maxReconnectAttempts: -1, reconnectTimeWait: 100 });
    const store = await jetStreamEventStore({ connection });
    const effects: string[] = [];
    const stop = it.stop;
    base = {
      ...it,
      async stop() {
        await connection.close();
        await stop();
      },
    };
    return { ...it, store, effects, start: () => it.start(counting(effects), { SOULSYNC_DATA_DIR: tmpdir() }) };
  }

  const add = (store: EventStore, id: string, n = 1) =>
    store.append({ aggregateType: 'account', aggregateId: id }, [{ type: 'Added', data: { n } }], 'any', newId(), someContext);
  async function addMany(store: EventStore, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await add(store, `a${n % 3}`);
  }

  /** Everything is right again: what the log holds is in the rows, and only that. */
  async function isRight({ ask, query, events }: Ground, store: EventStore): Promise<boolean> {
    const end = await store.lastPosition();
    const reports = await ask<readonly { position: string; state: string }[]>(adminSubject(NAME, 'projections'));
    if (!reports.every(({ position, state }) => state === 'live' && position === (end ?? '0'))) return false;
    const expected = new Map<string, number>();
    for (const { aggregateId, data } of await events())
      expected.set(aggregateId, (expected.get(aggregateId) ?? 0) + (data as { n: number }).n);
    const rows = await query<{ id: string; total: number }>('SELECT "id", "total" FROM match.tally');
    const deadlines = await query<{ id: string }>('SELECT "id" FROM match.deadline');
    const same = rows.length === expected.size && rows.every(({ id, total }) => expected.get(id) === total);
    return same && deadlines.length === expected.size && deadlines.every(({ id }) => expected.has(id));
  }

  async function eventually(check: () => Promise<boolean>): Promise<void> {
    for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt;) {
      // It may be starting again; a question that got lost with a server is asked again.
      if (await Promise.race([check().catch(() => false), sleep(5_000).then(() => false)])) return;
      await sleep(100);
    }
    throw new Error('it did not come to that within a minute');
  }

  async function differing({ ask }: Ground): Promise<number> {
    const results = await Promise.all(['tally', 'known'].map((name) => ask<Verified>(adminSubject(NAME, 'verify'), { name })));
    return results.reduce((sum, result) => sum + result.differing.length, 0);
  }

  const incidents = ({ ask }: Ground) => ask<readonly LogIncident[]>(adminSubject(NAME, 'log-incidents'));
  const alarms = async ({ status }: Ground) =>
    (await status(NAME)).healthIssues.filter(({ code, level }) => code === 'event-log-lost-events' && level === 'error');

  it('is noticed at the start when it was set back, is told in words until a person has seen it, and new events are taken in', async () => {
    const it = await system();
    let service = await it.start();
    await addMany(it.store, 6);
    await eventually(() => isRight(it, it.store));
    const kept = await it.nats.whileStopped(keepStore);
    await sleep(1_100); // a place of the trail
    await add(it.store, 'a0');
    await add(it.store, 'gone');
    await eventually(() => isRight(it, it.store));
    await service.stop();
    await it.nats.whileStopped(() => kept.putBack());
    await addMany(it.store, 1);

    service = await it.start();
    await addMany(it.store, 4);
    await eventually(() => isRight(it, it.store));
    expect(await differing(it)).toBe(0);
    expect(new Set(it.effects)).toEqual(new Set([...it.effects, ...(await it.events()).map(({ id }) => id)]));
    const [incident, ...more] = await incidents(it);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ agreedPosition: '6', readPosition: '8', endPosition: '7', lostAtMost: 2, lost: { total: 2 } });
    const [alarm] = await alarms(it);
    expect(alarm?.message).toMatch(/ends at commit 7, though it had been read up to 8/);
    expect(alarm?.message).toMatch(/Lost: .*2 Added/);
    expect(alarm?.since).toBe(incident?.foundAt);

    await service.stop();
    service = await it.start();
    expect((await alarms(it)).map(({ since }) => since)).toEqual([incident?.foundAt]);
    expect(await incidents(it)).toHaveLength(1);
    await it.ask(adminSubject(NAME, 'acknowledge-log-incidents'));
    expect(await alarms(it)).toEqual([]);
    expect(await incidents(it)).toMatchObject([{ acknowledgedBy: 'account:test' }]);
    await service.stop();
  }, 120_000);

  it('is noticed while everything runs, also when it has grown past the old end with other commits', async () => {
    const it = await system();
    await it.start();
    await addMany(it.store, 5);
    const kept = await it.nats.whileStopped(keepStore);
    await addMany(it.store, 3);
    await eventually(() => isRight(it, it.store));
    await it.nats.whileStopped(() => kept.putBack());
    await addMany(it.store, 20);
    await eventually(async () => (await incidents(it)).length === 1 && (await isRight(it, it.store)));
    expect(await differing(it)).toBe(0);
    expect(await alarms(it)).toHaveLength(1);
    await add(it.store, 'later');
    await eventually(() => isRight(it, it.store));
  }, 120_000);

  it('is noticed while everything runs when it was deleted, and begins anew by itself', async () => {
    const it = await system();
    await it.start();
    await addMany(it.store, 5);
    await eventually(() => isRight(it, it.store));
    await deleteLog(it.env['SOULSYNC_NATS_URL'] ?? '');
    await it.store.open(); // by whoever may: a service or the launcher
    await eventually(async () => (await incidents(it)).length === 1);
    expect(await incidents(it)).toMatchObject([
      { kind: 'made-anew', agreedPosition: null, endPosition: null, lostAtLeast: 5, lostAtMost: 5 },
    ]);
    await eventually(() => isRight(it, it.store));
    await addMany(it.store, 12);
    await eventually(() => isRight(it, it.store));
    expect(await differing(it)).toBe(0);
    expect(await incidents(it)).toHaveLength(1);
    expect((await alarms(it))[0]?.message).toMatch(/deleted and created again/);
  }, 120_000);

  it('is noticed when it was made anew and is longer than the old one already', async () => {
    const it = await system();
    const service = await it.start();
    await addMany(it.store, 4);
    await eventually(() => isRight(it, it.store));
    await service.stop();
    await deleteLog(it.env['SOULSYNC_NATS_URL'] ?? '');
    await it.store.open();
    await addMany(it.store, 9);
    await it.start();
    await eventually(() => isRight(it, it.store));
    expect(await differing(it)).toBe(0);
    expect(await incidents(it)).toMatchObject([{ kind: 'made-anew', agreedPosition: null, lostAtMost: 4 }]);
  }, 120_000);

  it('has a hole: what is behind it is taken in, and the hole is told until a person has seen it', async () => {
    const it = await system();
    await addMany(it.store, 9);
    await punchHole(it.env['SOULSYNC_NATS_URL'] ?? '', [4, 5]);
    let service = await it.start();
    await eventually(() => isRight(it, it.store));
    await eventually(async () => (await incidents(it)).length === 1);
    expect(await incidents(it)).toMatchObject([{ kind: 'hole', readPosition: '5', lostAtLeast: 2, lostAtMost: 2 }]);
    expect((await alarms(it))[0]?.message).toBe("Commits 4 to 5 of the event log can't be read: the files of nats-server are damaged.");
    await addMany(it.store, 2);
    await eventually(() => isRight(it, it.store));
    expect(await differing(it)).toBe(0);
    await service.stop();
    service = await it.start();
    await eventually(async () => (await alarms(it)).length === 1);
    await it.ask(adminSubject(NAME, 'acknowledge-log-incidents'));
    expect(await alarms(it)).toEqual([]);
    await service.stop();
  }, 120_000);

  it('has a hole behind what was read: it is told while everything runs', async () => {
    const it = await system();
    await addMany(it.store, 9);
    const service = await it.start();
    await eventually(() => isRight(it, it.store));
    await service.stop();
    await punchHole(it.env['SOULSYNC_NATS_URL'] ?? '', [2]);
    await it.start();
    await eventually(async () => (await incidents(it)).some(({ kind, readPosition }) => kind === 'hole' && readPosition === '2'));
    expect(await alarms(it)).toHaveLength(1);
  }, 120_000);

  it('is no alarm when only the database is older: it catches up', async () => {
    const it = await system();
    const tables = ['checkpoint', 'log_trail', 'log_identity', 'tally', 'known', 'deadline'];
    let service = await it.start();
    await addMany(it.store, 4);
    await eventually(() => isRight(it, it.store));
    await service.stop();
    for (const table of tables) await it.query(`CREATE TABLE public.kept_${table} AS SELECT * FROM match.${table}`);
    service = await it.start();
    await addMany(it.store, 7);
    await eventually(() => isRight(it, it.store));
    await service.stop();
    for (const table of tables)
      await it
        .query(`WITH gone AS (DELETE FROM match.${table}) SELECT 1`)
        .then(() => it.query(`INSERT INTO match.${table} SELECT * FROM public.kept_${table}`));
    await it.start();
    await eventually(() => isRight(it, it.store));
    expect(await incidents(it)).toEqual([]);
    expect(await alarms(it)).toEqual([]);
  }, 120_000);

  it('takes checkpoints of an earlier version, which name no commit, for what they say', async () => {
    const it = await system();
    const service = await it.start();
    await addMany(it.store, 3);
    await eventually(() => isRight(it, it.store));
    await service.stop();
    await it.query('UPDATE match.checkpoint SET "commitId" = NULL, "committedAt" = NULL');
    await it.query('DELETE FROM match.log_identity');
    await it.query('DELETE FROM match.log_trail');
    await it.start();
    await eventually(() => isRight(it, it.store));
    expect(await incidents(it)).toEqual([]);
    expect(await it.query('SELECT 1 FROM match.checkpoint WHERE "position" IS NOT NULL AND "commitId" IS NULL')).toEqual([]);
  }, 120_000);
});
