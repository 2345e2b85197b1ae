import { describe, expect, it } from '@jest/globals';
import type { TransferState } from '../ports/audio-source.js';
import { timeoutReason, observe } from './transfer-timeouts.js';

const timeouts = { queueMs: 60_000, stallMs: 10_000 };
const fresh = { queuedAtMs: 0, bytes: -1, bytesChangedAtMs: 0 };
const waiting: TransferState = { kind: 'waiting', placeInQueue: 12 };
const moving = (bytes: number): TransferState => ({ kind: 'transferring', bytes, bytesPerS: null });

/** Looks at these moments; why it is given up at the last of them. */
function after(...observations: readonly (readonly [atMs: number, state: TransferState])[]): string | null {
  let watched = fresh;
  let cause: string | null = null;
  for (const [atMs, state] of observations) {
    watched = observe(watched, state, atMs);
    cause = timeoutReason(timeouts, watched, state, atMs)?.cause ?? null;
  }
  return cause;
}

describe('a transfer is given up', () => {
  it('when no byte came in the time for a queue, and not before', () => {
    expect(after([60_000, waiting])).toBeNull();
    expect(after([60_001, waiting])).toBe('queue-timeout');
  });

  it('when no new byte came in the time for a silence', () => {
    expect(after([0, moving(5)], [10_000, moving(5)])).toBeNull();
    expect(after([0, moving(5)], [10_001, moving(5)])).toBe('stalled');
  });

  it('not while bytes come, however slowly, nor for the time it waited before', () => {
    expect(after([0, moving(5)], [9_000, moving(6)], [18_000, moving(7)], [27_000, moving(8)])).toBeNull();
    expect(after([50_000, waiting], [59_000, moving(0)], [68_000, moving(0)])).toBeNull();
    expect(after([50_000, waiting], [59_000, moving(0)], [69_001, moving(0)])).toBe('stalled');
  });

  it('never once it has ended', () => {
    expect(after([999_999, { kind: 'finished' }])).toBeNull();
    expect(after([999_999, { kind: 'failed', cause: 'banned', detail: '' }])).toBeNull();
  });
});
