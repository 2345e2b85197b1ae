import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { turnOrder } from './turn-order.js';
import type { Turn } from './turn-order.js';

const ids = (count: number) => Array.from({ length: count }, (_, n) => `a${n}`);

/** What an aggregate answers each time it is its turn. */
const behaviour = fc.oneof(
  fc.constant('again' as const),
  fc.constant('waits' as const),
  fc.constant('fails' as const),
  fc.constant('keeps its lane' as const),
);
type Behaviour = 'again' | 'waits' | 'fails' | 'keeps its lane';

function turnOf(what: Behaviour, nowMs: number): Turn {
  switch (what) {
    case 'again':
      return { kind: 'again' };
    case 'fails':
      return { kind: 'failed', untilMs: nowMs + 50 };
    case 'waits':
    case 'keeps its lane':
      return { kind: 'rests', untilMs: nowMs + 5, keepsLane: what === 'keeps its lane' };
  }
}

describe('turns among open aggregates', () => {
  it('come to every one that can go on, whatever the others do, within a bound', () => {
    fc.assert(
      fc.property(fc.array(behaviour, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (behaviours, lanes) => {
        // Who keeps a lane takes it from the others on purpose: there are more lanes than those.
        const kept = behaviours.filter((what) => what === 'keeps its lane').length;
        const order = turnOrder<string>();
        const all = ids(behaviours.length);
        order.found(all);
        const turns = new Map<string, number>(all.map((id) => [id, 0]));
        for (let nowMs = 0; nowMs < 400; nowMs += 1) {
          const begun: string[] = [];
          for (let id = order.next(nowMs, lanes + kept); id !== null; id = order.next(nowMs, lanes + kept)) begun.push(id);
          for (const id of begun) {
            turns.set(id, (turns.get(id) ?? 0) + 1);
            order.ended(id, turnOf(behaviours[all.indexOf(id)]!, nowMs)); // one behaviour an aggregate
          }
        }
        // 400 turns of one lane at least, at most 2 x 12 between two of the same aggregate, and the longest rest is 50.
        for (const count of turns.values()) expect(count).toBeGreaterThanOrEqual(4);
      }),
    );
  });

  it('are at most as many at a time as there are lanes, those that keep one included', () => {
    fc.assert(
      fc.property(
        fc.array(behaviour, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat({ max: 5 })),
        (behaviours, lanes, choices) => {
          const order = turnOrder<string>();
          const all = ids(behaviours.length);
          order.found(all);
          const running: string[] = [];
          const keeping = new Set<string>();
          for (let nowMs = 0; nowMs < 200; nowMs += 1) {
            for (let id = order.next(nowMs, lanes); id !== null; id = order.next(nowMs, lanes)) running.push(id);
            expect(new Set([...running, ...keeping]).size).toBeLessThanOrEqual(lanes);
            expect(new Set(running).size).toBe(running.length);
            const [choice = 0] = choices.take(1);
            const [id] = running.splice(choice % Math.max(1, running.length), 1);
            if (id === undefined) continue;
            const what = behaviours[all.indexOf(id)]!; // one behaviour an aggregate
            if (what === 'keeps its lane') keeping.add(id);
            order.ended(id, turnOf(what, nowMs));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('lose none: each that is known is running, due, found or resting, and wakes when something happens to it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ id: fc.constantFrom(...ids(5)), what: fc.constantFrom('found', 'wake', 'next', 'ended', 'over', 'later' as const) }),
        ),
        (steps) => {
          const order = turnOrder<string>();
          const running: string[] = [];
          let nowMs = 0;
          const wokenLast = new Set<string>();
          for (const { id, what } of steps) {
            nowMs += what === 'later' ? 100 : 0;
            if (what === 'found') order.found([id]);
            if (what === 'wake') {
              order.wake(id);
              wokenLast.add(id);
            }
            if (what === 'next') {
              const next = order.next(nowMs, 2);
              if (next !== null) {
                running.push(next);
                wokenLast.delete(next);
              }
            }
            const first = what === 'ended' || what === 'over' ? running.shift() : undefined;
            if (first) order.ended(first, what === 'ended' ? { kind: 'again' } : { kind: 'over', untilMs: nowMs + 1_000 });
          }
          for (const id of running) order.ended(id, { kind: 'over', untilMs: nowMs + 1_000 });
          const begun = new Set<string>();
          for (let id = order.next(nowMs, 100); id !== null; id = order.next(nowMs, 100)) begun.add(id);
          for (const id of wokenLast) expect(begun).toContain(id);
        },
      ),
    );
  });
});
