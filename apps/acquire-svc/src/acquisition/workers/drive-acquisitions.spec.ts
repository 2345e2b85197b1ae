import { describe, expect, it } from '@jest/globals';
import type { AcquisitionId } from '@soulsync/contracts';
import { inMemoryEventStore, silentLogger } from '@soulsync/event-store';
import { steppedClock } from '@soulsync/event-store/testing';
import { Unavailable } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { NEVER, Subject } from 'rxjs';
import type { AcquireConfig } from '../../config.js';
import { acquireSettings } from '../../settings.js';
import type { Acquisitions, AcquisitionStep } from './acquisition-step.js';
import { driveAcquisitions } from './drive-acquisitions.js';

/** The open acquisitions by state, as log and read model have them; time passes where all sleep. */
function ground(rows: Record<string, string>, step: (id: AcquisitionId, signal: AbortSignal) => ReturnType<AcquisitionStep>, parallel = 3) {
  const stopping = new AbortController();
  const said: string[] = [];
  const waits: number[] = [];
  const clock = steppedClock('2026-11-30T12:00:00.000Z');
  let paused = false;
  const query = async (sql: string, values: readonly unknown[]) => {
    const isOfEndings = values.length === 2;
    const [states, except] = isOfEndings ? [['ending'], values[0]] : [values[0], values[1]];
    return Object.entries(rows)
      .filter(([id, state]) => (states as string[]).includes(state) && !(except as string[]).includes(id)) // as they are asked
      .map(([id]) => ({ id }));
  };
  const kit = {
    clock,
    sleep: clock.sleep,
    store: inMemoryEventStore(),
    logger: silentLogger,
    dataSource: { query },
    connections: {
      failing(system: string, _: string, nextTryAt: string) {
        said.push(`${system} failing`);
        waits.push(Date.parse(nextTryAt) - Date.parse(clock.now()));
      },
    },
    health: {
      raise: ({ code }: { code: string }) => void said.push(`raise ${code}`),
      clear: (code: string) => void said.push(`clear ${code}`),
    },
  } as unknown as Kit<AcquireConfig>; // what the worker uses of it
  const read = async (id: string) => ({
    state: { status: rows[id] ?? 'none', ending: rows[id] === 'ending' ? [{}] : [] },
    lastEvent: null,
  });
  const changes = new Subject<void>();
  const settings = acquireSettings({
    of: (Section) => ({ now: () => Object.assign(new Section(), { parallel }), reports: () => [], changes: NEVER }),
  });
  let isSetUp = true;
  const acquisitions = { read } as unknown as Acquisitions; // the same
  const worker = driveAcquisitions(
    kit,
    settings,
    acquisitions,
    ({ id, signal }) => step(id, signal),
    { isSetUp: () => isSetUp, changes },
    () => paused,
  );
  return {
    said,
    waits,
    pause: (on: boolean) => (paused = on),
    setUp(on: boolean) {
      isSetUp = on;
      changes.next();
    },
    stop: () => stopping.abort(),
    async run() {
      const running = worker.run(stopping.signal);
      for (let seconds = 0; !stopping.signal.aborted; seconds += 1) {
        if (seconds > 600) throw new Error('nothing came to its end');
        await clock.advance(1_000);
      }
      await running;
    },
  };
}

describe('open acquisitions', () => {
  it('are driven side by side, as many as are allowed, each to its end', async () => {
    const rows: Record<string, string> = { a: 'searching', b: 'requested', c: 'transferring', d: 'searching' };
    const steps: Record<string, number> = {};
    const driven = new Set<string>();
    let most = 0;
    const on = ground(
      rows,
      async (id) => {
        most = Math.max(most, driven.add(id).size);
        steps[id] = (steps[id] ?? 0) + 1;
        await new Promise(setImmediate);
        if (steps[id] < 3) return { next: 'again' };
        driven.delete(id);
        delete rows[id];
        if (Object.keys(rows).length === 0) on.stop();
        return { next: 'over' };
      },
      2,
    );
    await on.run();
    expect([most, steps]).toEqual([2, { a: 3, b: 3, c: 3, d: 3 }]);
  });

  it('that only search rest while downloads are paused', async () => {
    const stepped = new Set<AcquisitionId>();
    let turns = 0;
    const on = ground({ a: 'searching', b: 'requested', c: 'transferring' }, async (id) => {
      stepped.add(id);
      if ((turns += 1) === 5) on.stop();
      return { next: 'over' };
    });
    on.pause(true);
    await on.run();
    expect([...stepped]).toEqual(['c']);
  });
});

describe('while no network is set up', () => {
  it('nothing is driven, and what stands is driven once one is', async () => {
    const rows: Record<string, string> = { a: 'searching' };
    let steps = 0;
    const on = ground(rows, async () => {
      steps += 1;
      on.stop();
      return { next: 'over' };
    });
    on.setUp(false);
    const running = on.run();
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect([steps, on.said]).toEqual([0, []]);
    on.setUp(true);
    await running;
    expect(steps).toBe(1);
  });

  it('what waited for the former one is interrupted, without a word of an outage, and begins again with the new one', async () => {
    const seen: string[] = [];
    const on = ground({ a: 'searching' }, async (_, signal) => {
      if (seen.push('step') === 3) {
        on.stop();
        return { next: 'over' };
      }
      setImmediate(() => on.setUp(true));
      await new Promise((changed) => signal.addEventListener('abort', changed, { once: true }));
      seen.push('interrupted');
      throw new Unavailable('slskd', 'the call was given up');
    });
    await on.run();
    expect([seen, on.said]).toEqual([['step', 'interrupted', 'step'], []]);
  });
});

describe('an acquisition that is given up', () => {
  it('is interrupted where it waits, and ended at the network', async () => {
    const rows: Record<string, string> = { a: 'searching' };
    const said: string[] = [];
    const on = ground(rows, async (_, signal) => {
      if (rows['a'] === 'ending') {
        said.push('ended');
        on.stop();
        return { next: 'over' };
      }
      rows['a'] = 'ending';
      await new Promise((given) => signal.addEventListener('abort', given, { once: true }));
      said.push('interrupted');
      throw new Unavailable('slskd', 'the call to slskd was given up');
    });
    await on.run();
    expect([said, on.said]).toEqual([['interrupted', 'ended'], []]);
  });

  it('is ended while every place is taken, also while downloads are paused', async () => {
    const rows: Record<string, string> = { a: 'transferring', b: 'ending' };
    const on = ground(
      rows,
      async (id) => {
        if (id === 'b') {
          delete rows['b'];
          on.stop();
        }
        await new Promise(setImmediate);
        return { next: id === 'a' ? 'wait' : 'over' };
      },
      1,
    );
    on.pause(true);
    await on.run();
    expect(rows).toEqual({ a: 'transferring' });
  });
});

describe('an outage of the network', () => {
  it('is waited out longer each time, is told once a try, and its issue ends with the first answer', async () => {
    let tries = 0;
    const on = ground({ a: 'searching' }, async () => {
      tries += 1;
      if (tries <= 3) throw new Unavailable('slskd', 'connection refused');
      on.stop();
      return { next: 'over' };
    });
    await on.run();
    expect(on.said).toEqual([...Array(3).fill(['slskd failing', 'raise slskd-unavailable']).flat(), 'clear slskd-unavailable']);
    expect(on.waits).toEqual([1_000, 2_000, 5_000]);
  });

  it('is not what a fault of our own is: that one is taken up again from the log, and says nothing about the network', async () => {
    let tries = 0;
    const on = ground({ a: 'searching' }, async () => {
      tries += 1;
      if (tries === 1) throw new TypeError('a bug');
      on.stop();
      return { next: 'over' };
    });
    await on.run();
    expect([tries, on.said]).toEqual([2, []]);
  });
});
