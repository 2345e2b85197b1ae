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

describe('a track of Spotify', () => {
  const released = (album_type: string | null, total_tracks: number) =>
    sourceEntry({
      item: { type: 'track', name: 'Home', track_number: 7, disc_number: 2, album: { name: 'Home', album_type, total_tracks } },
    }).recording;

  it('carries what its release is, how many tracks it has, and its place on which disc', () => {
    expect(released('album', 12)).toMatchObject({ releaseKind: 'album', trackTotal: 12, trackNumber: 7, discNumber: 2 });
    expect(released('SINGLE', 1)).toMatchObject({ releaseKind: 'single', trackTotal: 1 });
    expect(released('compilation', 40)).toMatchObject({ releaseKind: 'compilation' });
    expect(released(null, 12).releaseKind).toBeNull();
    expect(released('mixtape', 12).releaseKind).toBeNull();
  });
});
