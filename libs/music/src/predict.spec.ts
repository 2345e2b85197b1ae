import { describe, expect, it } from '@jest/globals';
import { indexTracks, predict } from './index.js';

const wanted = { title: 'Get Down', artists: ['Nas'], album: "God's Son", durationMs: 234_400 };
const row = { title: 'Get Down', artist: 'Nas', albumArtist: 'Nas', album: "God's Son", durationMs: 234_000 };

describe('an answer to a record of library-match', () => {
  const answer = (candidates: readonly object[], over: object = {}) =>
    predict('library-match', { id: 'r', wanted: { ...wanted, ...over }, candidates });

  it('names the row and how sure it is', () => {
    expect(answer([{ ...row, title: 'Made You Look' }, row])).toEqual({ id: 'r', index: 1, confidence: expect.any(Number) });
  });

  it.each([
    ['a length 8 s off', [{ ...row, durationMs: 242_400 }], {}],
    [
      'two recordings that may be meant',
      [
        { ...row, durationMs: 232_300 },
        { ...row, durationMs: 236_600 },
      ],
      {},
    ],
    ['no title', [row], { title: '' }],
    ['no artist', [row], { artists: [] }],
    ['no length and no release', [row], { durationMs: null, album: null }],
  ])('is null for what a person has to look at: %s', (_what, candidates, over) => {
    expect(answer(candidates, over)).toEqual({ id: 'r', index: null });
  });

  it('takes a length of 0 for unknown, and is less sure', () => {
    const [known, unknown] = [answer([row]), answer([{ ...row, durationMs: 0 }])];
    expect(unknown).toMatchObject({ index: 0 });
    expect(Number(unknown['confidence'])).toBeLessThan(Number(known['confidence']));
  });
});

describe('an answer to a record of library-full', () => {
  const library = indexTracks([{ id: 'held', title: 'Get Down', artists: ['Nas'], album: "God's Son", durationMs: 234_000 }]);
  const answer = (over: object) => predict('library-full', { id: 'r', wanted: { ...wanted, ...over } }, { library });

  it('is the track, or null for what a person has to look at', () => {
    expect(answer({})).toEqual({ id: 'r', match: 'held' });
    expect(answer({ durationMs: 242_400 })).toEqual({ id: 'r', match: null });
  });

  it('needs the library', () => {
    expect(() => predict('library-full', { id: 'r', wanted })).toThrow('needs an index');
  });
});
