import { describe, expect, it } from '@jest/globals';
import { subsonicPaths } from './subsonic-paths.js';
import { kbps, serverTrack } from './subsonic-tracks.js';
import type { SongContext } from './subsonic-tracks.js';

const context: SongContext = {
  section: '1',
  paths: subsonicPaths(undefined, '/music'),
  root: '',
  madeUpPaths: false,
  alwaysNamesArt: false,
};

describe('the bit rate of a song', () => {
  it.each([
    ['kbit/s as said', 912, 27_718_234, 243, 912],
    ['bit/s, told by size and length', 256_000, 96_345, 3, 256],
    ['bit/s of a small sound', 64_000, 24_000, 3, 64],
    ['kbit/s of the largest there is', 22_579, 846_000_000, 300, 22_579],
    ['bit/s, with nothing to tell it by', 912_000, null, null, 912],
    ['kbit/s of a file that is mostly its picture', 64, 10_000_000, 3, 64],
    ['nothing', 0, 1, 1, null],
  ])('is %s', (_words, reported, sizeBytes, seconds, expected) => {
    expect(kbps(reported, sizeBytes, seconds)).toBe(expected);
  });
});

describe('a song', () => {
  it('of OpenSubsonic has its credits, its ids and no picture that is only named', () => {
    const song = {
      id: 's',
      title: 'Lantern Weather',
      artist: 'The Tin Orchard • Ása Björk',
      artists: [
        { id: '1', name: 'The Tin Orchard' },
        { id: '2', name: 'Ása Björk' },
      ],
      albumArtists: [{ id: '1', name: 'The Tin Orchard' }],
      duration: 243,
      discNumber: 2,
      track: 7,
      musicBrainzId: '0d2f7a10-5555-4222-8333-444455556666',
      isrc: ['QZEXA1900007', 'US-IR1-93-90103'],
      coverArt: 'mf-s',
      path: 'The Tin Orchard/Small Harbours/02-07 - Lantern Weather.flac',
    };
    expect(serverTrack({ ...context, madeUpPaths: true, alwaysNamesArt: true }, song, undefined)).toMatchObject({
      artist: 'The Tin Orchard, Ása Björk',
      albumArtist: 'The Tin Orchard',
      durationMs: 243_000,
      mbid: song.musicBrainzId,
      isrc: 'QZEXA1900007;USIR19390103',
      hasArt: null,
      path: null,
    });
    expect(serverTrack(context, { ...song, displayArtist: 'The Tin Orchard feat. Ása Björk' }, undefined)?.artist).toBe(
      'The Tin Orchard feat. Ása Björk',
    );
  });

  it('of a plain Subsonic has the artist of its album, and unknown is unknown', () => {
    const song = { id: 7, title: 1979, artist: 311, size: -1, duration: 0, albumId: 'a' };
    expect(serverTrack(context, song, { id: 'a', artist: 'Various Artists', name: 'Sums' })).toEqual({
      section: '1',
      serverKey: '7',
      albumKey: 'a',
      artistKey: null,
      title: '1979',
      artist: '311',
      albumArtist: 'Various Artists',
      album: 'Sums',
      year: null,
      discNumber: null,
      trackNumber: null,
      durationMs: null,
      isrc: null,
      mbid: null,
      guid: null,
      hasArt: false,
      path: null,
      sizeBytes: null,
      format: null,
      bitrateKbps: null,
      sampleRateHz: null,
      bitDepth: null,
    });
  });

  it('is no folder, no film and no podcast', () => {
    for (const other of [{ isDir: true }, { isVideo: 'true' }, { type: 'podcast' }])
      expect(serverTrack(context, { id: '1', title: 'x', ...other }, undefined)).toBeNull();
  });
});
