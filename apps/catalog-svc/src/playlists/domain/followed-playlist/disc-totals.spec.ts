import { describe, expect, it } from '@jest/globals';
import type { RecordingDescription } from '@soulsync/contracts';
import { discTotals } from './disc-totals.js';

const track = (album: string | null, discNumber: number | null, more: Partial<RecordingDescription> = {}): RecordingDescription => ({
  title: 'Song', artists: ['Ida'], album, albumArtists: ['Ida'], durationMs: null, isrc: null, uri: null, trackNumber: 1, discNumber,
  trackTotal: null, releaseDate: '2020', coverUrl: null, ...more,
}); // prettier-ignore

describe('the discs of a release', () => {
  it('are as many as its tracks in the list show, for each of its tracks', () => {
    const first = track('Letters', 1);
    const discs = discTotals([first, track('Letters', 2), track('Other', 1)]);
    expect([discs(first), discs(track('Letters', null)), discs(track('Other', 1))]).toEqual([2, 2, 1]);
  });

  it('are those of that release alone', () => {
    const discs = discTotals([
      track('Letters', 2),
      track('Letters', 1, { albumArtists: ['Another'] }),
      track('Letters', 1, { releaseDate: '1999' }),
    ]);
    expect(discs(track('Letters', 1, { albumArtists: ['Another'] }))).toBe(1);
    expect(discs(track('Letters', 1, { releaseDate: '1999' }))).toBe(1);
  });

  it('are unknown where no track says its disc, and without a release', () => {
    const discs = discTotals([track('Letters', null), track(null, 2)]);
    expect([discs(track('Letters', null)), discs(track(null, 2))]).toEqual([null, null]);
  });
});
