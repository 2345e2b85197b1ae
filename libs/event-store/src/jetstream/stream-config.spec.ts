import { describe, expect, it } from '@jest/globals';
import type { StreamInfo } from '@nats-io/jetstream';
import { holesIn } from './stream-config.js';

const state = (first_seq: number, messages: number) => ({ first_seq, messages }) as StreamInfo['state']; // what is looked at

describe('what a stream counts and does not hold', () => {
  it('is nothing in a whole log, or an empty one', () => {
    expect(holesIn(state(1, 9), [])).toEqual([]);
    expect(holesIn(state(0, 0), [])).toEqual([]);
    expect(holesIn(state(10, 0), [])).toEqual([]);
  });

  it('is a hole for each run of sequences, and one before the first', () => {
    expect(holesIn(state(3, 9), [7, 8, 9, 12, 14])).toEqual([
      [1, 2],
      [7, 9],
      [12, 12],
      [14, 14],
    ]);
  });
});
