import { describe, expect, it } from '@jest/globals';
import { pathMap } from '../../library/domain/library/path-map.js';
import { serverTrack } from './plex-tracks.js';

const track = (number: number | string) =>
  serverTrack('1', pathMap(undefined, '/music'), {
    ratingKey: 1,
    title: 'Song',
    year: number,
    index: number,
    parentIndex: number,
    duration: number,
    Media: [{ bitrate: number, Part: [{ size: number, Stream: [{ streamType: 2, samplingRate: number, bitDepth: number }] }] }],
  });

describe('a track of Plex with numbers that can not be', () => {
  it('is a track all the same, and they are unknown', () => {
    const nothing = { year: null, discNumber: null, trackNumber: null, durationMs: null, bitrateKbps: null, sizeBytes: null };
    for (const number of [1e300, -1, 'long', '9e99'])
      expect(track(number)).toMatchObject({ title: 'Song', ...nothing, sampleRateHz: null, bitDepth: null });
    expect(track('16')).toMatchObject({ year: 16, discNumber: 16, trackNumber: 16, durationMs: 16, sizeBytes: 16, bitDepth: 16 });
  });
});
