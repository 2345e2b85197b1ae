import { describe, expect, it } from '@jest/globals';
import type { FileTags } from '../../library/ports/file-notes.js';
import { remarksOn, trackOf } from './track-of-file.js';

const untold: FileTags = {
  title: null,
  artist: null,
  albumArtist: null,
  album: null,
  year: null,
  discNumber: null,
  trackNumber: null,
  durationMs: 200_000,
  isrc: null,
  mbid: null,
  format: 'opus',
  bitrateKbps: 96,
  sampleRateHz: 48_000,
  bitDepth: null,
  picture: false,
  sheetSongs: null,
  garbled: false,
};
const alone = { cover: false, sheetSongs: null };
const read = (path: string, tags: Partial<FileTags> = {}) => {
  const all = { ...untold, ...tags };
  const track = trackOf({ path, state: { mtimeMs: 1, ctimeMs: 1, sizeBytes: 1 }, read: { kind: 'tags', tags: all } }, all, alone);
  return { names: [track.artist, track.title], track, remarks: remarksOn(track, all, alone).map(({ reason }) => reason) };
};

describe('a file of the music folder', () => {
  it('without tags is called as its path says', () => {
    expect(read('Not Sorted/The Ferries - Some Day.opus').names).toEqual(['The Ferries', 'Some Day']);
    expect(read('The Ferries/Harbour/CD1/03 - Some Day.opus').track).toMatchObject({
      artist: 'The Ferries', album: 'Harbour', title: 'Some Day', trackNumber: 3, discNumber: 1,
    }); // prettier-ignore
    expect(read('x/07.opus').names).toEqual(['', '07']);
  });

  it('keeps what its tags say, whatever the path says', () => {
    const tags = { title: 'Some Day', artist: 'The Ferries', album: 'Harbour' };
    expect(read('Ida Voss/Letters/03 Home.opus', tags).track).toMatchObject({ ...tags, trackNumber: null });
    expect(read('Ida Voss - Home.opus', { title: 'Some Day', albumArtist: 'The Ferries' }).names).toEqual(['The Ferries', 'Some Day']);
  });

  it('whose tags name one of both has the other from the path', () => {
    expect(read('03 Some Day.opus', { artist: 'The Ferries' }).names).toEqual(['The Ferries', 'Some Day']);
    expect(read('Some Day - The Ferries.opus', { artist: 'The Ferries' }).names).toEqual(['The Ferries', 'Some Day']);
    expect(read('The Ferries - Some Day.opus', { title: 'Some Day' }).names).toEqual(['The Ferries', 'Some Day']);
    // Called otherwise, its path may speak of another song.
    expect(read('Ida Voss - Home.opus', { title: 'Some Day' }).names).toEqual(['', 'Some Day']);
  });

  it('whose title names the artist as well has that one', () => {
    expect(read('x.opus', { title: 'The Ferries - Some Day' }).names).toEqual(['The Ferries', 'The Ferries - Some Day']);
    expect(read('x.opus', { title: 'The Ferries - Some Day', artist: 'Various Artists' }).names[0]).toBe('The Ferries');
    expect(read('x.opus', { title: 'Some Day - Live' }).names).toEqual(['', 'Some Day - Live']);
  });

  it('with what rippers write where they know nothing has the names of its path', () => {
    for (const title of ['Track 03', 'AudioTrack 3', 'Piste 3', 'Дорожка 3', 'トラック3', 'Untitled'])
      expect(read('The Ferries - Some Day.opus', { title, artist: 'Unknown Artist' }).names).toEqual(['The Ferries', 'Some Day']);
    expect(read('x.opus', { title: 'Some Day', artist: 'Unknown Artist', albumArtist: 'The Ferries' }).names[0]).toBe('The Ferries');
    expect(read('x/Track 10.opus', { title: 'Track 10', artist: 'The Ferries' }).names).toEqual(['The Ferries', 'Track 10']);
  });

  it('whose tags can not be read has the names of its path where they can', () => {
    const tags = { title: '\xca\xf3\xea\xf3\xf8\xea\xe0', artist: '\xca\xe8\xed\xee', garbled: true };
    expect(read('Ida Voss - Home.opus', tags).names).toEqual(['Ida Voss', 'Home']);
    expect(read('x/01.opus', tags).names).toEqual([tags.artist, tags.title]);
  });

  it('is remarked on where something stays open', () => {
    expect(read('x.opus', { title: 'Some Day', artist: 'The Ferries' }).remarks).toEqual([]);
    expect(read('x.opus').remarks).toEqual(['no-artist']);
    expect(read('x.opus', { artist: 'Unknown Artist' }).remarks).toEqual(['no-artist']);
    expect(read('x.opus', { title: 'Some Day', artist: 'The Ferries', garbled: true, sheetSongs: 12 }).remarks).toEqual([
      'album-in-one-file',
      'unknown-encoding',
    ]);
  });
});
