import { describe, expect, it } from '@jest/globals';
import { sourceEntry } from './spotify-entries.js';

describe('a track of Spotify with numbers and times that can not be', () => {
  it('is a track all the same, and they are unknown', () => {
    const track = { type: 'track', name: 'Song', artists: [{ name: 'Ida' }] };
    for (const number of [9e12, -1, 1e300, 0])
      expect(
        sourceEntry({
          added_at: 'yesterday',
          item: { ...track, duration_ms: number, track_number: number, disc_number: number, album: { total_tracks: number } },
        }),
      ).toMatchObject({
        kind: 'track',
        addedAt: null,
        recording: { title: 'Song', durationMs: null, trackNumber: null, discNumber: null, trackTotal: null },
      });
    expect(sourceEntry({ added_at: '2019-01-01T00:00:00Z', item: { ...track, duration_ms: 200_000 } })).toMatchObject({
      addedAt: '2019-01-01T00:00:00Z',
      recording: { durationMs: 200_000 },
    });
  });
});
