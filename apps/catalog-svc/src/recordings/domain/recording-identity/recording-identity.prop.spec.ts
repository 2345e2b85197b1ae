import { describe, expect, it } from '@jest/globals';
import type { WantedRecordingId } from '@soulsync/contracts';
import fc from 'fast-check';
import { recordingIdentity, recordingOf, SAME_LENGTH_MS } from './recording-identity.js';
import type { Described, RecordingIdentities } from './recording-identity.js';

const at = '2026-11-30T12:00:00.000Z';
const described = fc
  .record({
    uri: fc.integer({ min: 1, max: 6 }),
    isrc: fc.option(fc.constantFrom('isrc:X', 'isrc:Y'), { nil: null }),
    durationMs: fc.option(fc.constantFrom(200_000, 202_000, 204_000, 230_000), { nil: null }),
  })
  .map(({ uri, isrc, durationMs }): Described => {
    const identifiers = [`u${uri}`, ...(isrc === null ? [] : [isrc])];
    return { ownId: `id-${uri}` as WantedRecordingId, identifiers, durationMs }; // as a URI makes it
  });

const take = (known: RecordingIdentities, said: Described, type: 'Identify' | 'Recall' = 'Identify') =>
  recordingIdentity.decide({ type, data: { ...said, at } }, known).reduce<RecordingIdentities>(recordingIdentity.evolve, known);
const history = fc.array(fc.tuple(described, fc.constantFrom('Identify', 'Identify', 'Recall' as const)), { maxLength: 12 });
const after = (steps: readonly (readonly [Described, 'Identify' | 'Recall'])[]) =>
  steps.reduce<RecordingIdentities>((known, [said, type]) => take(known, said, type), []);

describe('the identities under one key', () => {
  it('answer each description with one that is known, the same one for ever, and change nothing when asked again', () => {
    fc.assert(
      fc.property(history, described, history, (before, said, later) => {
        const known = take(after(before), said);
        const id = recordingOf(known, said);
        expect(known.map(({ recordingId }) => recordingId)).toContain(id);
        expect(recordingIdentity.decide({ type: 'Identify', data: { ...said, at } }, known)).toEqual([]);
        const muchLater = later.reduce<RecordingIdentities>((state, [other, type]) => take(state, other, type), known);
        expect(recordingOf(muchLater, { ...said, identifiers: said.identifiers.slice(0, 1) })).toBe(id); // by its own address
      }),
    );
  });

  it('have each identifier and each id once', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const known = after(steps);
        const [identifiers, ids] = [known.flatMap((one) => [...one.identifiers]), known.map(({ recordingId }) => recordingId)];
        expect(identifiers).toHaveLength(new Set(identifiers).size);
        expect(ids).toHaveLength(new Set(ids).size);
      }),
    );
  });

  it('are of one recording at most where the lengths are far apart and nothing else says so', () => {
    fc.assert(
      fc.property(described, described, (one, other) => {
        const apart = one.durationMs !== null && other.durationMs !== null && Math.abs(one.durationMs - other.durationMs) > SAME_LENGTH_MS;
        const shared = one.identifiers.some((identifier) => other.identifiers.includes(identifier));
        expect(take(take([], one), other)).toHaveLength(apart && !shared ? 2 : 1);
      }),
    );
  });
});
