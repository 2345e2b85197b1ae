import { describe, expect, it } from '@jest/globals';
import { outlook } from './first-sync.js';

const read = {
  entryCount: 40,
  owned: 24,
  filed: 2,
  missing: 12,
  review: 2,
  pending: 0,
  problem: null,
  lastReadAt: '2026-12-01T10:00:00.000Z',
  importRows: null,
};

describe('the outlook of a playlist that was just followed', () => {
  it('says what a start would fetch', () =>
    expect(outlook(read)).toEqual({
      sentence: '40 songs: 26 in your library, 2 to decide, 12 would be fetched.',
      toFetch: 12,
      isUnderWay: false,
    }));

  it.each([
    ['while it is read', { ...read, entryCount: 0, lastReadAt: null }, 'It is being read …'],
    ['while it is compared', { ...read, pending: 15 }, '25 of 40 songs compared with your library …'],
    [
      'where it could not be read',
      { ...read, entryCount: 0, lastReadAt: null, problem: 'sign-in-needed' as const },
      /^Spotify shows its songs only/,
    ],
    ['where nothing is on it', { ...read, entryCount: 0 }, 'There is no song on it.'],
  ])('starts nothing %s', (_when, facts, sentence) => {
    const { sentence: said, toFetch } = outlook(facts);
    expect(said).toMatch(sentence);
    expect(toFetch).toBeNull();
  });
});
