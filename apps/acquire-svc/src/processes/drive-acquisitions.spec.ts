import { describe, expect, it } from '@jest/globals';
import type { AcquisitionId } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { AcquireConfig } from '../config.js';
import type { AcquisitionStep } from './acquisition-step.js';
import { driveAcquisitions } from './drive-acquisitions.js';

/** The open acquisitions by state, as the read model has them; sleeping takes no time and is written down. */
function ground(rows: Readonly<Record<string, string>>, step: AcquisitionStep, parallelTransfers = 3) {
  const stopping = new AbortController();
  const said: string[] = [];
  const slept: number[] = [];
  let paused = false;
  const kit = {
    config: Object.assign(new AcquireConfig(), { parallelTransfers }),
    clock: { now: () => '2026-11-30T12:00:00.000Z', monotonicMs: () => 0 },
    logger: silentLogger,
    dataSource: {
      query: async (_: string, [states]: [readonly string[]]) =>
        Object.entries(rows)
          .filter(([, state]) => states.includes(state))
          .map(([id]) => ({ id })),
    },
    connections: { failing: (system: string) => void said.push(`${system} failing`) },
    health: {
      raise: ({ code }: { code: string }) => void said.push(`raise ${code}`),
      clear: (code: string) => void said.push(`clear ${code}`),
    },
    async sleep(ms: number) {
      slept.push(ms);
      await new Promise(setImmediate);
    },
  } as unknown as Kit<AcquireConfig>; // what the worker uses of it
  const worker = driveAcquisitions(kit, step, () => paused);
  return {
    said,
    slept,
    pause: (on: boolean) => (paused = on),
    stop: () => stopping.abort(),
    run: () => worker.run(stopping.signal),
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
    expect(on.slept).toEqual(expect.arrayContaining([1_000, 2_000, 5_000]));
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
