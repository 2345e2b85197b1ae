import { describe, expect, it } from '@jest/globals';
import { reconnectWaitMs } from './reconnecting.js';

describe('the wait before the next try to connect', () => {
  it('grows from a second to five minutes', () => {
    expect([1, 2, 3, 4, 5, 6].map((failures) => reconnectWaitMs(failures, 0.5))).toEqual([1_000, 2_000, 5_000, 15_000, 60_000, 300_000]);
  });

  it('stays at five minutes, also with the worst chance', () => {
    expect([6, 7, 1_000].map((failures) => reconnectWaitMs(failures, 1))).toEqual([300_000, 300_000, 300_000]);
  });

  it('differs by chance, so that not all come back at once', () => {
    expect([reconnectWaitMs(3, 0), reconnectWaitMs(3, 1)]).toEqual([4_000, 6_000]);
  });
});
