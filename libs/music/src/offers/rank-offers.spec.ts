import { describe, expect, it } from '@jest/globals';
import { parseRemotePath } from '../names/parse-remote-path.js';
import type { WantedTrack } from '../compare/tracks.js';
import type { OfferFile } from './offer-file.js';
import { rankOffers } from './rank-offers.js';
import { offerOf } from '../testing/offer-of.js';
import { searchQueries } from './search-queries.js';

const thriller: WantedTrack = { title: 'Thriller', artists: ['Michael Jackson'], album: 'Thriller', durationMs: 357_000, isrc: null };
const flac = (filename: string, over: Partial<OfferFile> = {}): OfferFile =>
  offerOf(filename, { sizeBytes: 40_000_000, lengthS: 357, ...over });
const mp3 = (filename: string, over: Partial<OfferFile> = {}) =>
  flac(filename, { sizeBytes: 14_280_000, bitrateKbps: 320, bitDepth: null, sampleRateHz: null, ...over });
const rejections = (offer: OfferFile, wanted = thriller) => rankOffers(wanted, [offer]).rejected[0]?.rejections ?? [];

describe('offers of the right recording', () => {
  it.each([
    '@@abcde\\Music\\Michael Jackson\\Thriller (1982) [FLAC]\\04 - Thriller.flac',
    'music/Michael Jackson - 1982 - Thriller/04 - Michael Jackson - Thriller.flac',
    'Michael_Jackson-Thriller-CD-FLAC-1982-GRP\\04-michael_jackson-thriller-grp.flac',
    'Various Artists\\Hits 1983\\08 - Michael Jackson - Thriller.flac',
    'New Folder (2)\\Thriller - Michael Jackson.flac',
    'Michael Jackson\\Thriller (Tour Edition)\\04. Thriller (2008 Remaster).flac',
  ])('%s is taken', (filename) => {
    expect(rankOffers(thriller, [flac(filename)]).rejected).toEqual([]);
  });

  it('are ordered by quality, then by who can send now', () => {
    const path = (user: string) => `${user}\\Michael Jackson\\Thriller\\04 Thriller`;
    const { accepted } = rankOffers(thriller, [
      mp3(`${path('a')}.mp3`),
      flac(`${path('b')}.flac`, { hasFreeUploadSlot: false, queueLength: 500 }),
      flac(`${path('c')}.flac`),
    ]);
    expect(accepted.map(({ offer }) => offer.filename[0])).toEqual(['c', 'b', 'a']);
  });

  it('are taken in the version that is wanted', () => {
    const live: WantedTrack = { ...thriller, title: 'Thriller - Live' };
    expect(rejections(flac('Michael Jackson\\Best Of\\04 Thriller (Live).flac'), live)).toEqual([]);
    expect(rejections(flac('Michael Jackson\\Best Of\\04 Thriller.flac'), live)).toEqual(['other-version']);
  });
});

describe('an m4a', () => {
  const path = 'Michael Jackson\\Thriller\\04 Thriller.m4a';
  // As clients tell of ALAC: bit depth and sample rate, and no bitrate.
  const alac = (over: Partial<OfferFile> = {}) => flac(path, over);
  const tiers = (offer: OfferFile) => rankOffers(thriller, [offer]).accepted.flatMap(({ reasons }) => reasons);
  const allowed = (offer: OfferFile) => rankOffers(thriller, [offer], { allowLossy: false }).accepted.length === 1;

  it('with a bit depth and no bitrate is ALAC', () => {
    expect(tiers(alac())).toContain('lossless');
    expect(allowed(alac())).toBe(true);
    expect(allowed(alac({ lengthS: null }))).toBe(true);
    expect(allowed(alac({ bitDepth: 24, sampleRateHz: 96_000, sizeBytes: 120_000_000 }))).toBe(true);
  });

  it('comes before an MP3 of a faster peer then', () => {
    const { accepted } = rankOffers(thriller, [mp3('Michael Jackson\\Thriller\\04 Thriller.mp3', { uploadBytesPerS: 9_000_000 }), alac()]);
    expect(accepted[0]?.offer.filename).toBe(path);
  });

  it('without a bit depth, with a low bitrate or of the size of AAC is lossy', () => {
    expect(allowed(alac({ bitDepth: null, bitrateKbps: 256, sizeBytes: 11_400_000 }))).toBe(false);
    expect(allowed(alac({ bitrateKbps: 256, sizeBytes: 11_400_000 }))).toBe(false);
    expect(allowed(alac({ sizeBytes: 11_400_000 }))).toBe(false);
    expect(allowed(alac({ bitDepth: null }))).toBe(false);
  });
});

describe('offers that must not be taken', () => {
  it.each([
    ['another song in the folder of that name', flac('Michael Jackson\\Thriller\\05 - Beat It.flac'), ['other-title']],
    ['a live recording by its folder', flac('Michael Jackson\\1988 - Live at Wembley\\04. Thriller.flac'), ['other-version']],
    ['a karaoke version', flac('Karaoke Hits\\Tribute to Michael Jackson\\04 Thriller (Karaoke).flac'), ['other-artist', 'other-version']],
    ['a remix, however good the file', flac('Michael Jackson\\Thriller\\04 Thriller (Steve Aoki Remix).flac'), ['other-version']],
    ['another artist', flac('Fall Out Boy\\Infinity on High\\01 Thriller.flac'), ['other-artist']],
    [
      'a preview of 30 seconds',
      mp3('Michael Jackson\\Thriller\\04 Thriller.mp3', { lengthS: 30, sizeBytes: 1_200_000 }),
      ['other-length', 'preview'],
    ],
    ['a 320 that is none', mp3('Michael Jackson\\Thriller\\04 Thriller.mp3', { sizeBytes: 5_000_000 }), ['fake-bitrate']],
    [
      'an empty, locked picture',
      flac('Michael Jackson\\Thriller\\cover.jpg', { sizeBytes: 0, locked: true, lengthS: null }),
      ['locked', 'not-audio', 'empty', 'other-title'],
    ],
    [
      'too low a bitrate',
      mp3('Michael Jackson\\Thriller\\04 Thriller.mp3', { bitrateKbps: 128, sizeBytes: 5_712_000 }),
      ['bitrate-too-low'],
    ],
  ])('%s', (_what, offer, expected) => expect(rejections(offer)).toEqual(expected));

  it('includes lossy files where only lossless ones are allowed', () => {
    expect(
      rankOffers(thriller, [mp3('Michael Jackson\\Thriller\\04 Thriller.mp3')], { allowLossy: false }).rejected[0]?.rejections,
    ).toEqual(['lossy-not-wanted']);
  });
});

describe('a remote path', () => {
  it('is split on both slashes, and each segment read in its role', () => {
    expect(parseRemotePath('@@vslle\\Opeth\\Blackwater Park (2001) [FLAC]\\CD1\\01 The Leper Affinity.flac')).toMatchObject({
      artist: 'Opeth',
      album: 'Blackwater Park',
      year: 2001,
      disc: 1,
      track: 1,
      title: 'The Leper Affinity',
      format: 'flac',
    });
    expect(parseRemotePath('/mnt/music/Nerieš/311/14. Bohém.mp3')).toMatchObject({
      artist: 'Nerieš',
      album: '311',
      track: 14,
      title: 'Bohém',
    });
    expect(parseRemotePath('505.mp3')).toMatchObject({ title: '505', track: null });
  });
});

describe('search queries', () => {
  it('begin with artist and title, and go on without accents, brackets and artist', () => {
    const queries = searchQueries({
      title: 'Hoppípolla (2019 Remaster)',
      artists: ['Sigur Rós'],
      album: 'Takk...',
      durationMs: null,
      isrc: null,
    });
    expect(queries[0]).toBe('Sigur Rós Hoppípolla');
    expect(queries).toContain('sigur ros hoppipolla');
    expect(queries).toContain('hoppipolla takk');
  });

  it('keep Anti-Hero whole', () => {
    expect(searchQueries({ title: 'Anti-Hero', artists: ['Taylor Swift'], album: null, durationMs: null, isrc: null })[0]).toBe(
      'Taylor Swift Anti-Hero',
    );
  });

  it('ask nothing twice in other case, and leave Cyrillic words as files bear them', () => {
    const queries = searchQueries({
      title: 'Кукушка',
      artists: ['Кино'],
      album: 'Чёрный альбом',
      durationMs: null,
      isrc: null,
    });
    expect(queries[0]).toBe('Кино Кукушка');
    expect(new Set(queries.map((query) => query.toLowerCase())).size).toBe(queries.length);
    expect(queries).toEqual(expect.arrayContaining(['kino kukushka', 'кукушка черный альбом']));
  });
});
