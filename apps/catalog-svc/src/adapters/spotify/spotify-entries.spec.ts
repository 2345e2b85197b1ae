import { describe, expect, it } from '@jest/globals';
import { unknownRecording, unknownRelease } from '@soulsync/contracts';
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
        recording: { title: 'Song', durationMs: null, release: { trackNumber: null, discNumber: null, trackTotal: null } },
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
    }).recording.release;

  it('carries all that Spotify says of it, of its artists and of its release', () => {
    const artist = { name: 'Ida', uri: 'spotify:artist:1' };
    const images = [
      { url: 'https://covers/64.jpg', width: 64 },
      { url: 'https://covers/640.jpg', width: 640 },
    ];
    const album = { name: 'Letters', uri: 'spotify:album:3', artists: [artist], images, external_ids: { upc: '0123456789012' } };
    const track = {
      uri: 'spotify:track:2',
      name: 'Home',
      explicit: true,
      external_ids: { isrc: 'GB-XYZ-26-00001' },
      artists: [artist],
      album,
    };
    const ida = { name: 'Ida', ids: ['spotify:artist:1'] };
    expect(sourceEntry({ item: { type: 'track', ...track } }).recording).toEqual({
      ...unknownRecording,
      title: 'Home',
      artists: [ida],
      isrc: 'GBXYZ2600001',
      sourceUris: ['spotify:track:2'],
      explicit: true,
      release: {
        ...unknownRelease,
        ...{ title: 'Letters', artists: [ida], upc: '0123456789012', ids: ['spotify:album:3'] },
        cover: { url: 'https://covers/640.jpg', widthPx: 640 },
      },
    });
  });

  it('carries what its release is, how many tracks it has, and its place on which disc', () => {
    expect(released('album', 12)).toMatchObject({ kind: 'album', trackTotal: 12, trackNumber: 7, discNumber: 2 });
    expect(released('SINGLE', 1)).toMatchObject({ kind: 'single', trackTotal: 1 });
    expect(released('compilation', 40)).toMatchObject({ kind: 'compilation' });
    expect(released(null, 12)?.kind).toBeNull();
    expect(released('mixtape', 12)?.kind).toBeNull();
  });
});
