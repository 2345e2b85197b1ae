import { describe, expect, it } from '@jest/globals';
import type { WantedTrack } from '../compare/tracks.js';
import type { OfferFile } from './offer-file.js';
import { rankOffers } from './rank-offers.js';

const heartbeats: WantedTrack = { title: 'Heartbeats', artists: ['The Knife'], album: 'Deep Cuts', durationMs: 232_000, isrc: null };
const named = (title: string, artist: string, over: Partial<WantedTrack> = {}): WantedTrack => ({
  ...heartbeats,
  title,
  artists: [artist],
  album: null,
  ...over,
});
const flac = (filename: string): OfferFile => ({
  filename: `${filename}.flac`,
  sizeBytes: 25_000_000,
  bitrateKbps: null,
  bitDepth: 16,
  sampleRateHz: 44_100,
  lengthS: 232,
  variableBitrate: null,
  locked: false,
  hasFreeUploadSlot: true,
  queueLength: 0,
  uploadBytesPerS: 1_000_000,
});
const isTaken = (filename: string, wanted = heartbeats) => rankOffers(wanted, [flac(filename)]).accepted.length === 1;

describe('a name that tells artist and title', () => {
  it.each([
    'The Knife-Heartbeats',
    'The Knife -Heartbeats',
    'The Knife—Heartbeats',
    'The Knife _ Heartbeats',
    'The Knife ｜ Heartbeats',
    'The Knife ~ Heartbeats',
    'The Knife • Heartbeats',
    'The Knife, Heartbeats',
    'The Knife "Heartbeats"',
    'The.Knife.-.Heartbeats',
    'The+Knife+-+Heartbeats',
    'The%20Knife%20-%20Heartbeats',
    'the_knife_-_heartbeats',
    '03-The Knife-Heartbeats',
    '03_The Knife_-_Heartbeats',
    '[03] The Knife - Heartbeats',
    '2003-03-The Knife-Heartbeats',
    '2003 - The Knife - Heartbeats',
    'CD1-03-The Knife-Heartbeats',
    'The Knife - [Deep Cuts #03] Heartbeats',
    'The Knife_Deep Cuts_03_Heartbeats',
    'The Knife_Somebody’s Best Of_03_Heartbeats',
    'VA - Somebody’s Best Of - 03 - The Knife - Heartbeats',
    'Heartbeats by The Knife',
    'Heartbeats (The Knife)',
    'Heartbeats - The Knife - Deep Cuts (2003)',
    'The Knife - Heartbeats - Copy',
    'The Knife - Heartbeats - Kopie (2)',
    'The Knife - Heartbeats (1)',
    'The Knife - Heartbeats_1',
    'The Knife - Heartbeats~1',
    'The Knife - Heartbeats [YouTube]',
    'The Knife - Heartbeats (Deep Cuts, 2003)',
    'The Knife - Heartbeats_320k',
    'The Knife - Heartbeats - 03',
    'The Knife - Heartbeats (www.somewhere.net)',
    'The Knife - Heartbeats [dQw4w9WgXcQ]',
  ])('is understood as %s', (name) => expect(isTaken(`Music\\${name}`)).toBe(true));

  it.each([
    '3 Heartbeats',
    '101 Heartbeats',
    'AA1 - Heartbeats',
    'B2 Heartbeats',
    'Disc 1 - 03 - Heartbeats',
    'Track 12 - Heartbeats',
    'd1t03 Heartbeats',
    '1x03 Heartbeats',
    'No.03 Heartbeats',
    '03 of 12 - Heartbeats',
    'Copy of 03 Heartbeats',
  ])('is understood as %s in the artist’s folder', (name) => expect(isTaken(`Music\\The Knife\\Deep Cuts\\${name}`)).toBe(true));

  it('keeps a number that belongs to the title', () => {
    expect(isTaken('Music\\Jay-Z - The Black Album - 06. 99 Problems', named('99 Problems', 'Jay-Z'))).toBe(true);
    expect(isTaken('Souls of Mischief_93 ’til Infinity_08_93 ’til Infinity', named("93 'Til Infinity", 'Souls of Mischief'))).toBe(true);
    expect(isTaken('Music\\Ariana Grande\\thank u, next\\7 rings', named('7 rings', 'Ariana Grande'))).toBe(true);
  });

  it('may hold the artist in the name of the release, or the release in that of the artist', () => {
    expect(isTaken('Blondie - [Greatest Hits: Blondie #11] Atomic', named('Atomic', 'Blondie'))).toBe(true);
    expect(
      isTaken('Icona Pop - [THIS IS... ICONA POP #10] Girlfriend', named('Girlfriend', 'Icona Pop', { album: 'THIS IS... ICONA POP' })),
    ).toBe(true);
    expect(isTaken('Janet Jackson-Again', named('Again', 'Janet Jackson', { album: 'Janet' }))).toBe(true);
  });

  it('may name a remixer who is credited', () => {
    const remix = named('Freedom - Insightful Remix', 'FARR', { artists: ['FARR', 'Insightful'] });
    expect(isTaken('FARR-Freedom (Insightful Remix)', remix)).toBe(true);
    expect(isTaken('Freedom - Insightful Remix by FARR', remix)).toBe(true);
    expect(isTaken('FARR-Freedom', remix)).toBe(false);
  });
});

describe('what is left of a name', () => {
  it.each([
    ['another title', 'The Knife-Pass This On'],
    ['a longer title', 'The Knife-Heartbeats Again'],
    ['a longer title before it', 'The Knife-More Heartbeats'],
    ['a part', 'The Knife-Heartbeats 2'],
    ['a part behind a dash', 'The Knife -Heartbeats - 2'],
    ['another artist', 'José González-Heartbeats'],
    ['another artist beside it', 'The Knife-José González-Heartbeats'],
    ['a cover', 'José González_-_Heartbeats_(The Knife cover)'],
    ['a live recording', 'Heartbeats live by The Knife'],
    ['a live recording in a bracket', '03-The Knife-Heartbeats (Live)'],
    ['a remix behind a hyphen', '03-The Knife-Heartbeats-Somebody Remix'],
    ['an instrumental', 'The Knife ｜ Heartbeats [Instrumental] - Copy'],
    ['a note nobody understands', 'The Knife ｜ Heartbeats (Qwertz)'],
    ['a note nobody understands, in a usual name', 'The Knife - Heartbeats (Qwertz)'],
    ['a number in a bracket, which may be a part', 'The Knife - Heartbeats (2)'],
  ])('that is %s refuses it', (_what, name) => expect(isTaken(`Music\\${name}`)).toBe(false));

  it('may be the number of a track without a name, where the release has the title’s', () => {
    const thriller = named('Thriller', 'Michael Jackson', { album: 'Thriller' });
    expect(isTaken('Michael Jackson-Thriller-05', thriller)).toBe(false);
    expect(isTaken('Michael Jackson-Thriller-05-Thriller', thriller)).toBe(true);
  });

  it('may be a version that is called as the artist is', () => {
    expect(isTaken('Live-Heaven', named('Heaven', 'Live'))).toBe(true);
    expect(isTaken('Live-Heaven (Live)', named('Heaven', 'Live'))).toBe(false);
  });

  it('is part of the artist’s name where only a blank parts it from that', () => {
    expect(isTaken('Matchbox 20-Push', named('Push', 'Matchbox'))).toBe(false);
    expect(isTaken('Matchbox 20 Push', named('Push', 'Matchbox'))).toBe(false);
  });
});

describe('a folder that tells the artist', () => {
  it.each([
    'The Knife',
    'The Knife-Deep Cuts',
    'The Knife_Deep Cuts',
    'The Knife Deep Cuts',
    'Deep Cuts - The Knife',
    'Deep Cuts (The Knife)',
    'Somebody’s Best Of by The Knife',
    'The Knife (2003) Deep Cuts',
    '01. The Knife - Deep Cuts',
    'The Knife.-.Deep Cuts.(2003)',
    'The Knife (Complete)\\Deep Cuts',
  ])('is understood as %s', (folder) => expect(isTaken(`Music\\${folder}\\03 Heartbeats`)).toBe(true));

  it.each([
    'José González - Deep Cuts',
    'José González\\The Knife',
    'José González\\2003 - The Knife (Edición especial)',
    'The Knife Tribute',
    'The Knife Tribute Band\\Deep Cuts',
    'The Knife vs. José González',
    'José González plays The Knife',
    'The Knife - Covers',
    'Somebody’s Best Of',
  ])('is none of %s', (folder) => expect(isTaken(`Music\\${folder}\\03 Heartbeats`)).toBe(false));

  it('may be a composer, whom others play', () =>
    expect(isTaken('Orchestra X\\Composer Y_ Complete Works\\03 Suite', named('Suite', 'Composer Y'))).toBe(false));
});
