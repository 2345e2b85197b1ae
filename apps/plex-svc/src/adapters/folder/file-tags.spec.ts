import { describe, expect, it } from '@jest/globals';
import type { IAudioMetadata } from 'music-metadata';
import { tagsOf } from './file-tags.js';

const no = { no: null, of: null };
const read = (
  common: Partial<IAudioMetadata['common']>,
  format: Partial<IAudioMetadata['format']> = {},
  { path = 'x.mp3', native = {} } = {},
) =>
  tagsOf(
    {
      common: { track: no, disk: no, movementIndex: { no: null, of: null }, ...common },
      format: { tagTypes: ['vorbis'], trackInfo: [], ...format },
      native,
      quality: { warnings: [] },
    },
    { picture: false, sheetSongs: null },
    path,
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

  describe('of ID3v2.3, which parts names at a slash,', () => {
    const parted = (artists: readonly string[], path: string, albumartist?: string) =>
      read(
        { artists: [...artists], artist: artists.join('/'), ...(albumartist === undefined ? {} : { albumartist }) },
        { tagTypes: ['ID3v2.3'] },
        { path, native: { 'ID3v2.3': artists.map((value) => ({ id: 'TPE1', value })) } },
      ).artist;

    it('keep a name whole that the album artist or the path has whole', () => {
      expect(parted(['AC', 'DC'], 'x.mp3', 'AC/DC')).toBe('AC/DC');
      for (const path of [
        'ACDC/High Voltage/01 T.N.T.mp3',
        'AC-DC/x.mp3',
        'AC_DC - T.N.T.mp3',
        'Rock/AC DC - Live/x.mp3',
        'AC\uff0fDC/x.mp3',
      ])
        expect(parted(['AC', 'DC'], path)).toBe('AC/DC');
      expect(parted(['Old', 'Ferry'], 'Old-Ferry/x.mp3')).toBe('Old/Ferry');
      expect(parted(['M', 'A', 'R', 'R', 'S'], 'x.mp3')).toBe('M/A/R/R/S');
      expect(parted(['K', 'DA', 'Madison Beer'], 'KDA/x.mp3')).toBe('K/DA, Madison Beer');
      expect(parted(['Ida Voss', 'AC', 'DC'], 'x.mp3', 'AC/DC')).toBe('Ida Voss, AC/DC');
    });

    it('name several otherwise', () => {
      expect(parted(['Ida Voss', 'Old Ferry'], 'Ida Voss/x.mp3')).toBe('Ida Voss, Old Ferry');
      expect(parted(['Simon', 'Ida'], 'x.mp3')).toBe('Simon, Ida');
      expect(parted(['Ida Voss', 'Old Ferry'], 'x.mp3', 'Ida Voss')).toBe('Ida Voss, Old Ferry');
    });
  });

  it.each([
    [['USEP41718099;USIR19390103'], 'USEP41718099;USIR19390103'],
    [['USEP41718099', 'USIR19390103'], 'USEP41718099;USIR19390103'],
    [['us-ep4-17-18099 / US IR1 93 90103'], 'USEP41718099;USIR19390103'],
    [['USEP41718099\u0000usep41718099'], 'USEP41718099'],
    [['ISRC: USEP41718099'], 'USEP41718099'],
    [['USEP417180991', 'XUSEP41718099', ''], null],
  ])('with the codes %j bear %j', (isrc, expected) => expect(read({ isrc }).isrc).toBe(expected));

  it("bear the code in Apple's own atom and in Matroska's field", () => {
    const apple = { iTunes: [{ id: 'xid ', value: 'Universal:isrc:USUM71703861' }] };
    expect(read({}, {}, { native: apple }).isrc).toBe('USUM71703861');
    expect(read({}, {}, { native: { matroska: [{ id: 'track:ISRC', value: 'USUM71703861' }] } }).isrc).toBe('USUM71703861');
    expect(read({}, {}, { native: { iTunes: [{ id: 'xid ', value: 'Universal:vendor:123' }] } }).isrc).toBeNull();
  });

  it('that ID3v1 cut are completed by the path', () => {
    const cut = (title: string, path: string, artist = 'The Ferries', tagTypes: IAudioMetadata['format']['tagTypes'] = ['ID3v1']) =>
      read({ title, artist }, { tagTypes }, { path });
    const whole = "Nobody's Got Anything to Say About You and My Sister";
    const path = `The Ferries/10 ${whole}.mp3`;
    expect(cut(whole.slice(0, 30), path).title).toBe(whole);
    expect(cut(whole.slice(0, 29).trim(), `${whole}.mp3`).title).toBe(whole);
    expect(cut(whole.slice(0, 30), 'The Ferries/10 Another.mp3').title).toBe(whole.slice(0, 30));
    expect(cut(whole.slice(0, 30), path, 'The Ferries', ['ID3v2.3', 'ID3v1']).title).toBe(whole.slice(0, 30));
    // The file's bytes are counted, not the signs they make.
    const cyrillic = 'Полковнику никто не пишет писем';
    expect(cut(Buffer.from(cyrillic).subarray(0, 30).toString('latin1'), `The Ferries/${cyrillic}.mp3`).title).toBe(cyrillic);
    // A name that has room is whole, whatever the file is called.
    expect(cut('Home', 'The Ferries/10 Home Again (Live).mp3').title).toBe('Home');
  });

  it('are read as the path says where they are in another character set', () => {
    const { title, artist, garbled } = read({ title: '\xca\xe8\xed\xee', artist: '\xc6\xe8\xe2' }, {}, { path: 'Жив/Кино.mp3' });
    expect({ title, artist, garbled }).toEqual({ title: 'Кино', artist: 'Жив', garbled: false });
    expect(read({ title: '\xca\xe8\xed\xee\xca\xe8\xed\xee' }).garbled).toBe(true);
  });
});
