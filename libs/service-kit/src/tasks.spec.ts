import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import { NotFound, Refused } from './errors.js';
import { tasks } from './tasks.js';
import type { Task } from './tasks.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 10, 0, seconds)).toISOString();

/** Tasks of a service over a table that outlives it, on a clock that is moved by hand. */
function service(table = new Map<string, readonly unknown[]>()) {
  let seconds = 0;
  let isAway = false;
  let writes = 0;
  const dataSource = {
    async query(sql: string, values: readonly unknown[] = []) {
      if (isAway) throw new Error('the database is away');
      if (sql.startsWith('SELECT'))
        return [...table.values()].map(([id, startedAt, endedAt, problem]) => ({
          id,
          startedAt: new Date(String(startedAt)),
          endedAt: new Date(String(endedAt)),
          problem,
        }));
      writes += 1;
      table.set(String(values[0]), values);
      return [];
    },
  } as unknown as Pick<DataSource, 'query'>; // what is asked of it
  const clock = { now: () => at(seconds), monotonicMs: () => seconds * 1_000 };
  const all = tasks({ service: 'plex-svc', dataSource, clock, logger: silentLogger });
  return {
    ...all,
    table,
    pass: (more: number) => void (seconds += more),
    become: (away: boolean) => void (isAway = away),
    writes: () => writes,
    offerOne: (task: Partial<Task> = {}) => all.offer(() => [{ name: 'look-at-library', of: 'plex', everySeconds: 60, ...task }]),
    one: async () => (await all.report())[0],
  };
}
const by = { actor: { kind: 'account', id: 'ada' }, correlationId: 'c', traceparent: null } as const;
const key = { name: 'look-at-library', of: 'plex' } as const;

describe('work that comes round by itself', () => {
  it('never ran, and nobody knows when it does', async () => {
    const { offerOne, one } = service();
    offerOne();
    expect(await one()).toEqual({
      id: 'plex-svc:look-at-library:plex',
      service: 'plex-svc',
      name: 'look-at-library',
      of: 'plex',
      everySeconds: 60,
      runningSince: null,
      lastRun: null,
      nextRunAt: null,
      canRunNow: false,
    });
  });

  it('is under way, and then says how it went and when it comes again', async () => {
    const { offerOne, one, ran, pass } = service();
    offerOne();
    let end = () => undefined as void;
    const running = ran(key, () => new Promise<void>((done) => (end = done)));
    pass(5);
    expect(await one()).toMatchObject({ runningSince: at(0), nextRunAt: null });
    end();
    await running;
    expect(await one()).toMatchObject({
      runningSince: null,
      lastRun: { startedAt: at(0), endedAt: at(5), problem: null },
      nextRunAt: at(65),
    });
  });

  it('says what it failed with: what was thrown, or what the answer tells', async () => {
    const { offerOne, one, ran } = service();
    offerOne();
    await expect(ran(key, async () => Promise.reject(new Error('Plex is away')))).rejects.toThrow('Plex is away');
    expect((await one())?.lastRun?.problem).toBe('Plex is away');
    expect(await ran(key, async () => 'half', { problemOf: (answer) => `it is ${answer}` })).toBe('half');
    expect((await one())?.lastRun?.problem).toBe('it is half');
  });

  it('has not failed when the service was stopped in the middle', async () => {
    const { offerOne, one, ran } = service();
    offerOne();
    const stopping = new AbortController();
    await ran(key, async () => undefined, { signal: stopping.signal });
    const cut = ran(
      key,
      async () => {
        stopping.abort();
        throw new Error('cut short');
      },
      { signal: stopping.signal },
    );
    await expect(cut).rejects.toThrow('cut short');
    expect(await one()).toMatchObject({ runningSince: null, lastRun: { problem: null } });
  });

  it('knows of the last run after a restart', async () => {
    const before = service();
    await before.ran(key, async () => undefined);
    const after = service(before.table);
    after.offerOne();
    expect((await after.one())?.lastRun).toEqual({ startedAt: at(0), endedAt: at(0), problem: null });
  });

  it('writes no more than once a minute, and at once when it begins to fail', async () => {
    const { ran, pass, writes } = service();
    for (let run = 0; run < 30; run += 1) {
      await ran(key, async () => undefined);
      pass(1);
    }
    expect(writes()).toBe(1);
    await ran(key, async () => Promise.reject(new Error('away'))).catch(() => undefined);
    expect(writes()).toBe(2);
    pass(60);
    await ran(key, async () => Promise.reject(new Error('away'))).catch(() => undefined);
    expect(writes()).toBe(3);
  });

  it('does its work while the database is away, and tells of earlier runs once it is back', async () => {
    const earlier = service();
    await earlier.ran({ name: 'read-library', of: 'plex' }, async () => undefined);
    const { ran, become, offerOne, report } = service(earlier.table);
    become(true);
    offerOne({ name: 'read-library' });
    expect(await ran(key, async () => 'done')).toBe('done');
    await expect(report()).rejects.toThrow('away');
    become(false);
    expect((await report())[0]?.lastRun).not.toBeNull();
  });

  it('says when it comes by its own schedule', async () => {
    const { offerOne, one, ran } = service();
    offerOne({ nextRunAt: (usual) => (usual === null ? at(7) : usual) });
    expect((await one())?.nextRunAt).toBe(at(7));
    await ran(key, async () => undefined);
    expect((await one())?.nextRunAt).toBe(at(60));
  });

  it('is hurried by a person where that is possible', async () => {
    const { offerOne, offer, one, runNow } = service();
    let hurried = 0;
    offerOne({ runNow: () => void (hurried += 1) });
    offer(() => [{ name: 'write-playlists', of: 'plex', everySeconds: null }]);
    expect((await one())?.canRunNow).toBe(true);
    await runNow('plex-svc:look-at-library:plex', by);
    expect(hurried).toBe(1);
    await expect(runNow('plex-svc:write-playlists:plex', by)).rejects.toThrow(Refused);
    await expect(runNow('plex-svc:dance', by)).rejects.toThrow(NotFound);
  });
});
