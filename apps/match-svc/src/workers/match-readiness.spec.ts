import { describe, expect, it } from '@jest/globals';
import { rpcError } from '@soulsync/service-kit';
import { matchReadiness } from './match-readiness.js';
import { createMatchIndex } from './match-index.js';

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return rpcError(error);
  }
  return null;
};

describe('the readiness of the match index', () => {
  it('says how far the library index is while it is being built, as something to try again', () => {
    const readiness = matchReadiness();
    expect(refusal(() => readiness.matchIndex())).toEqual({
      code: 'unavailable',
      message: 'the library index is being built; try again in a moment',
    });
    readiness.filling({ done: 40_500, of: 100_000 });
    expect(refusal(() => readiness.matchIndex())).toMatchObject({
      code: 'unavailable',
      message: 'the library index is being built, 40,500 of 100,000 tracks and recordings are in; try again in a moment',
    });
  });

  it('leads to the match index once that is there', () => {
    const readiness = matchReadiness();
    const matchIndex = createMatchIndex();
    readiness.open(matchIndex);
    expect(readiness.matchIndex()).toBe(matchIndex);
  });
});
