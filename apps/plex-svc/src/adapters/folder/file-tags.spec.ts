import { describe, expect, it } from '@jest/globals';
import type { IAudioMetadata } from 'music-metadata';
import { tagsOf } from './file-tags.js';

const no = { no: null, of: null };
const read = (common: Partial<IAudioMetadata['common']>, format: Partial<IAudioMetadata['format']> = {}) =>
  tagsOf(
    {
      common: { track: no, disk: no, movementIndex: { no: null, of: null }, ...common },
      format: { tagTypes: [], trackInfo: [], ...format },
      native: {},
      quality: { warnings: [] },
    },
    false,
  );

describe('the tags of a file', () => {
  it('name several artists each, and one as the file writes them', () => {
    expect(read({ artist: 'Old Ferry & Ida Voss', artists: ['Old Ferry', 'Ida Voss', 'Old Ferry'] }).artist).toBe('Old Ferry, Ida Voss');
    expect(read({ artist: 'Simon & Garfunkel', artists: ['Simon & Garfunkel'] }).artist).toBe('Simon & Garfunkel');
    expect(read({ artist: 'Ida Voss' }).artist).toBe('Ida Voss');
    expect(read({ albumartists: ['A', 'B'] }).albumArtist).toBe('A, B');
  });

  it('hold nothing that our tables do not take', () => {
    const hostile = read({
      title: `\u0000 a\u0007b\ud800${'x'.repeat(5_000_000)}`,
      album: '\u0000\u0001',
      year: 2_026_000,
      track: { no: -3, of: null },
      disk: { no: 1e12, of: null },
      isrc: ['<script>', 'gb-xyz-26-00001'],
      musicbrainz_recordingid: "'; DROP TABLE",
    });
    expect(hostile).toMatchObject({ album: null, year: null, trackNumber: null, discNumber: null, isrc: 'GBXYZ2600001', mbid: null });
    expect(hostile.title?.slice(0, 5)).toBe('a b\ufffdx');
    expect(hostile.title).toHaveLength(300);
  });

  it.each([
    [{ codec: 'ALAC', container: 'M4A/mp42/isom' }, 'alac'],
    [{ codec: 'MPEG-4/AAC', container: 'M4A/mp42/isom' }, 'm4a'],
    [{ codec: 'FLAC', container: 'FLAC' }, 'flac'],
    [{ codec: 'FLAC', container: 'Ogg' }, 'flac'],
    [{ codec: 'Opus', container: 'Ogg' }, 'opus'],
    [{ codec: 'Vorbis I', container: 'Ogg' }, 'ogg'],
    [{ codec: 'MPEG 1 Layer 3', container: 'MPEG' }, 'mp3'],
    [{ codec: 'AAC', container: 'ADTS/MPEG-4' }, 'aac'],
    [{ codec: 'PCM', container: 'WAVE' }, 'wav'],
    [{ codec: 'PCM', container: 'AIFF' }, 'aiff'],
    [{ container: 'Something new' }, 'something new'],
    [{}, null],
  ])('of %j say the format %s', (format, expected) => {
    expect(read({}, format).format).toBe(expected);
  });

  it('know the depth of lossless files only', () => {
    expect(read({}, { lossless: true, bitsPerSample: 24, sampleRate: 96_000 })).toMatchObject({ bitDepth: 24, sampleRateHz: 96_000 });
    expect(read({}, { lossless: false, bitsPerSample: 16 }).bitDepth).toBeNull();
  });
});
