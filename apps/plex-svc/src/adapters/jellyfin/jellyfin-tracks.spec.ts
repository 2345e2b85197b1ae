import { describe, expect, it } from '@jest/globals';
import { pathMap } from '../../library/domain/library/path-map.js';
import { serverTrack } from './jellyfin-tracks.js';
import type { WireItem } from './jellyfin-wire.js';

const paths = pathMap('/media/music=/srv/music', '/srv/music');
const read = (wire: WireItem) => serverTrack('music', paths, wire);

/** As Jellyfin 10.11 gives it (apis/jellyfin-subsonic.md 3.2). */
const row: WireItem = {
  Id: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  Type: 'Audio',
  Name: 'Lantern Weather',
  Album: 'Small Harbours',
  AlbumId: '1111222233334444555566667777888A',
  AlbumArtist: 'The Tin Orchard',
  AlbumArtists: [{ Name: 'The Tin Orchard', Id: 'aaaabbbbccccddddeeeeffff00001111' }],
  Artists: ['The Tin Orchard', 'Ása Björk'],
  IndexNumber: 7,
  ParentIndexNumber: 2,
  RunTimeTicks: 2_431_060_000,
  ProductionYear: 2019,
  Container: 'flac',
  Path: '/media/music/The Tin Orchard/Small Harbours (2019)/2-07 Lantern Weather.flac',
  MediaSources: [
    {
      Container: 'flac',
      Size: 27_718_234,
      Bitrate: 912_000,
      MediaStreams: [{ Type: 'Audio', Codec: 'flac', SampleRate: 44_100, BitDepth: 16 }],
    },
  ],
  ProviderIds: { MusicBrainzAlbum: 'a', MusicBrainzTrack: 'b', MusicBrainzReleaseGroup: 'c' },
};

describe('a track of a Jellyfin', () => {
  it('is read in our words and units', () => {
    expect(read(row)).toEqual({
      section: 'music',
      serverKey: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      albumKey: '1111222233334444555566667777888a',
      artistKey: 'aaaabbbbccccddddeeeeffff00001111',
      title: 'Lantern Weather',
      artist: 'The Tin Orchard, Ása Björk',
      albumArtist: 'The Tin Orchard',
      album: 'Small Harbours',
      year: 2019,
      discNumber: 2,
      trackNumber: 7,
      durationMs: 243_106,
      isrc: null,
      mbid: null,
      guid: null,
      hasArt: false,
      path: 'The Tin Orchard/Small Harbours (2019)/2-07 Lantern Weather.flac',
      sizeBytes: 27_718_234,
      format: 'flac',
      bitrateKbps: 912,
      sampleRateHz: 44_100,
      bitDepth: 16,
      otherFiles: [],
    });
  });

  it('is the recording that only the newer key names', () => {
    expect(read({ ...row, ProviderIds: { MusicBrainzTrack: 'b', MusicBrainzRecording: 'r' } })?.mbid).toBe('r');
  });

  it('has a picture where its album or itself shows one', () => {
    expect(read({ ...row, AlbumPrimaryImageTag: 'tag' })?.hasArt).toBe(true);
    expect(read({ ...row, ImageTags: { Primary: 'tag' } })?.hasArt).toBe(true);
  });

  it('has its best file first, and the ending where the container has many names', () => {
    const track = read({
      ...row,
      MediaSources: [
        { Path: '/media/music/a.m4a', Container: 'mov,mp4,m4a,3gp,3g2,mj2', Bitrate: 256_000 },
        { Path: '/media/music/a.flac', Container: 'flac', Bitrate: 900_000 },
      ],
    });
    expect(track).toMatchObject({ path: 'a.flac', otherFiles: [{ path: 'a.m4a', format: 'm4a', bitrateKbps: 256 }] });
  });

  it('is unknown where nothing is said, also by null, nonsense or numbers as text', () => {
    const bare = read({
      Id: 'aa',
      Name: 'Bare',
      Artists: null,
      MediaSources: null,
      ProviderIds: null,
      IndexNumber: 'x',
      ProductionYear: '1999',
    });
    expect(bare).toMatchObject({ albumKey: 'aa', artist: '', album: null, trackNumber: null, year: 1999, durationMs: null, path: null });
  });

  it('is none without a name, without a file, or when it is something else', () => {
    expect([read({ Id: 'aa' }), read({ ...row, LocationType: 'Virtual' }), read({ ...row, Type: 'MusicAlbum' })]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
