import { describe, expect, it } from '@jest/globals';
import { cancelled, transferring } from './acquisitions.stories.js';
import { countIn, mayCancel, mayRetry, stageOf, stages } from './stages.js';

describe('the tabs of the downloads', () => {
  it('hold every state once, beside the one of all', () => {
    const states = stages.flatMap(({ states: of }) => of ?? []);
    expect(new Set(states).size).toBe(states.length);
    expect(states).toHaveLength(8);
  });

  it('count what is in them, and say nothing while that is not known', () => {
    const counts = new Map([
      ['transferring', 3],
      ['filing', 1],
      ['fulfilled', 30],
    ]);
    expect(['', 'active', 'waiting', 'done'].map((value) => countIn(stageOf(value), counts))).toEqual([34, 4, 0, 30]);
    expect(countIn(stageOf('active'), undefined)).toBeNull();
  });

  it('are all of it for a name that none has', () => expect(stageOf('toString').states).toBeNull());
});

describe('a download', () => {
  it('can be stopped on its way, and wanted again once it is not', () => {
    expect([mayCancel(transferring), mayRetry(transferring)]).toEqual([true, false]);
    expect([mayCancel(cancelled), mayRetry(cancelled)]).toEqual([false, true]);
    expect([mayCancel({ ...transferring, state: 'fulfilled' }), mayRetry({ ...transferring, state: 'fulfilled' })]).toEqual([false, false]);
  });
});
