import { describe, expect, it } from '@jest/globals';
import { compare } from './ledger.js';

describe('a ledger of acknowledged commands', () => {
  it('agrees with a log that holds each of them once, where the answer said', () => {
    expect(compare([{ event: 'a', position: '3' }], [{ event: 'a', position: '3' }])).toEqual({ lost: [], doubled: [] });
  });
  it('names what is not there', () => {
    expect(compare([{ event: 'a', position: '3' }], [{ event: 'b', position: '3' }]).lost).toEqual([
      'a was acknowledged (at 3) and is not in the log',
    ]);
    expect(compare([{ event: 'a', position: null }], []).lost).toHaveLength(1);
  });
  it("names what lies elsewhere than its answer said: the answer was another command's", () => {
    expect(compare([{ event: 'a', position: '3' }], [{ event: 'a', position: '4' }]).lost).toEqual([
      'a was acknowledged at 3 and lies at 4',
    ]);
  });
  it('names what is there twice, answered or not', () => {
    const twice = [
      { event: 'a', position: '3' },
      { event: 'a', position: '4' },
    ];
    expect(compare([], twice).doubled).toEqual(['a is in the log at 3 and 4']);
    expect(compare([{ event: 'a', position: '4' }], twice).lost).toEqual([]);
  });
  it('counts one event once, however often it was answered', () => {
    expect(
      compare(
        [
          { event: 'a', position: '3' },
          { event: 'a', position: '3' },
        ],
        [],
      ).lost,
    ).toHaveLength(1);
  });
});
