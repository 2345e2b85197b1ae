import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { commandHandler } from '../command-handler.js';
import type { Decider } from '../command-handler.js';
import { StoreUnavailable } from '../event-store.js';
import { inMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { steppedClock } from '../testing/stepped-clock.js';
import { aggregateDriver } from './aggregate-driver.js';
import type { AggregateDriverOptions, DriveTrouble, Next, OpenQuestion, Step } from './aggregate-driver.js';

type Command = { readonly type: 'Begin' | 'GoOn' | 'End' };
type State = 'none' | 'open' | 'ended';
interface Event {
  readonly type: 'Begun' | 'GoneOn' | 'Ended';
  readonly data: object;
}
const journey: Decider<Command, State, Event> = {
  aggregateType: 'journey',
  initialState: 'none',
  decide: ({ type }) => [{ type: type === 'Begin' ? 'Begun' : type === 'End' ? 'Ended' : 'GoneOn', data: {} }],
  evolve: (_, { type }) => (type === 'Ended' ? 'ended' : 'open'),
};
type Journey = Step<string, Command, State, Event>;
type Options = AggregateDriverOptions<string, Command, State, Event>;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Journeys of which the read model lists those in `open`, and a driver over them. */
async function ground(open: string[], step: (step: Journey) => Promise<Next>, options: Partial<Options> = {}) {
  const store = inMemoryEventStore();
  const aggregates = commandHandler(store, journey);
  const clock = steppedClock();
  const steps: string[] = [];
  const troubles: Omit<DriveTrouble<string>, 'error'>[] = [];
  const recovered: [string | null, number][] = [];
  const asked: OpenQuestion<string>[] = [];
  const person = (commandId: string) => ({
    commandId,
    correlationId: `correlation of ${commandId}`,
    causationId: null,
    actor: { kind: 'account', id: 'ann' } as const,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    time: clock.now(),
  });
  for (const id of open) await aggregates(id, { type: 'Begin' }, person(id));
  const driver = aggregateDriver<string, Command, State, Event>({
    name: 'travel',
    aggregates,
    async open(question) {
      asked.push(question);
      return open.filter((id) => !question.except.includes(id)).slice(0, question.limit);
    },
    step: (one) => {
      steps.push(one.id);
      return step(one);
    },
    concurrency: 2,
    backoff: [1_000, 5_000, 60_000],
    pollMs: 10_000,
    onTrouble: ({ error: _, ...trouble }) => void troubles.push(trouble),
    onRecovered: (id, left) => void recovered.push([id, left]),
    clock,
    ...options,
  });
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    await running;
  };
  const running = driver.run(stopping.signal);
  running.catch(() => undefined); // looked at by whoever expects it
  stops.push(() => stop().catch(() => undefined));
  await clock.settle();
  const events = async (id: string): Promise<readonly EventEnvelope[]> =>
    (await store.load({ aggregateType: 'journey', aggregateId: id })).commits.flatMap((commit) => commit.events);
  return { store, aggregates, clock, steps, troubles, recovered, asked, driver, stop, running, stopping, events, person };
}

/** A step that goes on once it is let. */
function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe('an aggregate driver', () => {
  it('takes each open aggregate step by step to its end', async () => {
    const left: Record<string, number> = { a: 3, b: 1 };
    const on = await ground(['a', 'b'], async ({ id }) => ((left[id] = (left[id] ?? 0) - 1) > 0 ? 'again' : 'over'));
    expect([...on.steps].sort()).toEqual(['a', 'a', 'a', 'b']);
  });

  it('works on so many side by side, and on as many as the setting says by then', async () => {
    let allowed = 2;
    const [first, later] = [gate(), gate()];
    const on = await ground(
      ['a', 'b', 'c', 'd'],
      async ({ id }) => {
        await (id === 'a' ? first : later).passed;
        return 'over';
      },
      { concurrency: () => allowed },
    );
    expect(on.steps).toEqual(['a', 'b']);
    allowed = 3;
    first.open();
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'b', 'c', 'd']);
    later.open();
  });

  it('gives the lane of one that waits to another, and takes it up again in time', async () => {
    const on = await ground(['a', 'b', 'c'], async ({ id }) => (id === 'c' ? 'over' : { waitMs: 2_000 }), { concurrency: 1 });
    expect(on.steps).toEqual(['a', 'b', 'c']);
    await on.clock.advance(2_000);
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('leaves the lane to one that waits and keeps it', async () => {
    let rests = 2;
    const on = await ground(['a', 'b'], async ({ id }) => (id === 'a' && (rests -= 1) >= 0 ? { waitMs: 1_000, keepLane: true } : 'over'), {
      concurrency: 1,
    });
    expect(on.steps).toEqual(['a']);
    await on.clock.advance(1_500);
    expect(on.steps).toEqual(['a', 'a']);
    await on.clock.advance(1_000);
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a', 'a', 'b']);
  });

  it('lets others go on beside one that always has more to do', async () => {
    const on = await ground(['a', 'b', 'c'], async ({ id }) => (id === 'a' ? 'again' : 'over'), { concurrency: 1 });
    expect(on.steps).toEqual(expect.arrayContaining(['b', 'c']));
    on.stopping.abort();
  });

  it('asks past those that wait: however many they are, they hide no other', async () => {
    const waiting = Array.from({ length: 130 }, (_, n) => `w${n}`);
    const on = await ground([...waiting, 'last'], async ({ id }) => (id === 'last' ? 'over' : { waitMs: 3_600_000 }));
    expect(on.steps).toContain('last');
    expect(Math.max(...on.asked.map(({ limit }) => limit))).toBeLessThan(waiting.length);
  });

  it('does not turn over and over while a read model lags behind what is over', async () => {
    const on = await ground(['a'], async () => 'over');
    await on.clock.advance(9_000);
    expect(on.steps).toEqual(['a']);
    await on.clock.advance(1_001);
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a']);
  });
});

describe('what a driver stores', () => {
  it('goes on with the correlation and the trace of the last event, which caused it', async () => {
    const on = await ground(['a'], async ({ state, execute }) => {
      await execute({ type: state === 'open' ? 'End' : 'GoOn' });
      return 'over';
    });
    const [begun, ended] = await on.events('a');
    expect(ended).toMatchObject({
      type: 'Ended',
      correlationId: 'correlation of a',
      causationId: begun?.id,
      actor: { kind: 'process', id: 'travel' } as const,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
  });

  it('begins a correlation of its own where a schedule does, and still says what it comes after', async () => {
    const on = await ground(
      ['a'],
      async ({ execute }) => {
        await execute({ type: 'End' });
        return 'over';
      },
      { correlation: 'own', actor: { kind: 'schedule', id: 'travel' } as const },
    );
    const [begun, ended] = await on.events('a');
    expect(ended).toMatchObject({ causationId: begun?.id, actor: { kind: 'schedule', id: 'travel' } as const, traceparent: null });
    expect(ended?.correlationId).not.toBe('correlation of a');
  });
});

describe('a step that fails', () => {
  it('is tried again after growing waits by a clock that nobody sets, is reported each time, and its trouble ends', async () => {
    let tries = 0;
    const on = await ground(['a'], async () => {
      if ((tries += 1) < 4) throw new StoreUnavailable('away');
      return 'over';
    });
    await on.clock.advance(999);
    expect(tries).toBe(1);
    on.clock.setWall('2030-01-01T00:00:00.000Z');
    await on.clock.advance(500);
    expect(tries).toBe(2);
    on.clock.setWall('2020-01-01T00:00:00.000Z');
    await on.clock.advance(66_000);
    await on.clock.settle();
    expect(tries).toBe(4);
    expect(on.troubles).toEqual([
      { id: 'a', isTransient: true, failures: 1, waitMs: 1_000 },
      { id: 'a', isTransient: true, failures: 2, waitMs: 5_000 },
      { id: 'a', isTransient: true, failures: 3, waitMs: 60_000 },
    ]);
    expect(on.recovered).toEqual([['a', 0]]);
  });

  it('holds up none that can go on, and says how many are in trouble when one is out of it', async () => {
    let away = true;
    const on = await ground(['bad', 'worse', 'a', 'b', 'c'], async ({ id }) => {
      if (id === 'worse') throw new TypeError('a fault of ours');
      if (id === 'bad' && away) throw new StoreUnavailable('away');
      return 'over';
    });
    expect(on.steps).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(on.troubles.map(({ id, isTransient }) => [id, isTransient])).toEqual([
      ['bad', true],
      ['worse', false],
    ]);
    away = false;
    await on.clock.advance(1_001);
    await on.clock.settle();
    expect(on.recovered).toEqual([['bad', 1]]);
  });

  it('waits as long as the error asks for, where the back-off is a function of it', async () => {
    const on = await ground(['a'], async () => Promise.reject(new StoreUnavailable('in 7 s')), {
      backoff: (failures) => failures * 7_000,
    });
    await on.clock.advance(7_001);
    await on.clock.settle();
    expect(on.troubles.map(({ waitMs }) => waitMs)).toEqual([7_000, 14_000]);
  });

  it('is not asked of a thousand others while the world is away: one goes ahead to see, and then all go on', async () => {
    let away = true;
    const many = Array.from({ length: 1_000 }, (_, n) => `a${n}`);
    const on = await ground(many, async () => {
      if (away) throw new StoreUnavailable('away');
      return { waitMs: 3_600_000 };
    });
    expect(on.steps.length).toBeLessThanOrEqual(4);
    await on.clock.advance(1_001);
    expect(on.steps.length).toBeLessThanOrEqual(6);
    away = false;
    await on.clock.advance(70_000);
    for (let turn = 0; turn < 100 && new Set(on.steps).size < many.length; turn += 1) await on.clock.settle();
    expect(new Set(on.steps).size).toBe(many.length);
  });

  it('keeps the lane that it kept', async () => {
    let turns = 0;
    const on = await ground(
      ['a', 'b'],
      async ({ id }) => {
        if (id === 'b') return 'over';
        turns += 1;
        if (turns === 2) throw new StoreUnavailable('away');
        return turns < 3 ? { waitMs: 1_000, keepLane: true } : 'over';
      },
      { concurrency: 1 },
    );
    await on.clock.advance(1_500);
    expect(on.steps).toEqual(['a', 'a']);
    await on.clock.advance(1_000);
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a', 'a', 'b']);
  });

  it('is another matter than the question what is open, which has waits of its own and stops nothing that is known', async () => {
    let failing = true;
    const known = ['a'];
    const on = await ground(known, async () => ({ waitMs: 400 }), {
      open: async ({ except }) => {
        if (failing && except.length > 0) throw new StoreUnavailable('the database is away');
        return known.filter((id) => !except.includes(id));
      },
      pollMs: 300,
    });
    await on.clock.advance(1_000);
    expect(on.steps.length).toBeGreaterThanOrEqual(3);
    expect(on.troubles[0]).toMatchObject({ id: null, failures: 1, waitMs: 1_000 });
    failing = false;
    await on.clock.advance(1_000);
    await on.clock.settle();
    expect(on.recovered).toEqual([[null, 0]]);
  });
});

describe('a step that is interrupted', () => {
  it('hears it by its signal, is no trouble, and has another turn at once', async () => {
    let turns = 0;
    const on = await ground(['a', 'b'], async ({ id, signal }) => {
      if (id === 'b' || (turns += 1) > 1) return 'over';
      await new Promise((given) => signal.addEventListener('abort', given));
      throw new StoreUnavailable('given up');
    });
    expect(on.driver.interrupt('c')).toBe(false);
    expect(on.driver.interrupt('a')).toBe(true);
    await on.clock.settle();
    expect([on.steps, on.troubles]).toEqual([['a', 'b', 'a'], []]);
    expect(on.driver.interrupt()).toBe(false);
  });
});

describe('something that happens', () => {
  it('to an aggregate makes it go on at once, whatever it waits for, also one that no read model lists yet', async () => {
    const store = inMemoryEventStore();
    const idOf = ({ aggregateType, aggregateId }: EventEnvelope) => (aggregateType === 'journey' ? aggregateId : null);
    const on = await ground(['a'], async () => ({ waitMs: 3_600_000 }), { wakes: { store, idOf } });
    await store.append({ aggregateType: 'journey', aggregateId: 'a' }, [{ type: 'GoneOn', data: {} }], 'any', 'c1', on.person('c1'));
    await store.append({ aggregateType: 'journey', aggregateId: 'new' }, [{ type: 'Begun', data: {} }], 'any', 'c2', on.person('c2'));
    await store.append({ aggregateType: 'other', aggregateId: 'b' }, [{ type: 'Begun', data: {} }], 'any', 'c3', on.person('c3'));
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a', 'new']);
  });

  it('by the driver itself wakes nothing', async () => {
    const store = inMemoryEventStore();
    const on = await ground(['a'], async () => ({ waitMs: 3_600_000 }), {
      wakes: { store, idOf: ({ aggregateId }) => aggregateId },
    });
    const own = { ...on.person('c1'), actor: { kind: 'process', id: 'travel' } as const };
    await store.append({ aggregateType: 'journey', aggregateId: 'a' }, [{ type: 'GoneOn', data: {} }], 'any', 'c1', own);
    await on.clock.settle();
    expect(on.steps).toEqual(['a']);
  });

  it('while the aggregate is in a step gives it another one', async () => {
    const held = gate();
    const on = await ground(['a'], async () => {
      await held.passed;
      return 'over';
    });
    on.driver.wake('a');
    held.open();
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a']);
  });

  it('to all of them makes it ask at once, also about those that said that they were over', async () => {
    const on = await ground(['a'], async () => 'over');
    on.driver.wake();
    await on.clock.settle();
    expect(on.steps).toEqual(['a', 'a']);
  });
});

describe('a driver that is stopped', () => {
  it('waits for steps that run, and begins none', async () => {
    const held = gate();
    const on = await ground(['a', 'b', 'c'], async () => {
      await held.passed;
      return 'again';
    });
    on.stopping.abort();
    let ended = false;
    void on.running.then(() => (ended = true));
    await on.clock.settle();
    expect(ended).toBe(false);
    held.open();
    await on.running;
    expect(on.steps).toEqual(['a', 'b']);
    expect(on.troubles).toEqual([]);
  });

  it('tells the step, whose end is then no trouble', async () => {
    const on = await ground(
      ['a'],
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('broken off')))),
    );
    await on.stop();
    expect(on.troubles).toEqual([]);
  });

  it('ends with the error of who reports its trouble, after the others have ended', async () => {
    const on = await ground(['a'], async () => Promise.reject(new Error('x')), {
      onTrouble: () => {
        throw new Error('nobody hears it');
      },
    });
    await expect(on.running).rejects.toThrow('nobody hears it');
  });
});
