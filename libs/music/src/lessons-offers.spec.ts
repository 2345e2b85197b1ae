import { describe, expect, it } from '@jest/globals';
import { parseArtists, parseTitle, parseVideoTitle, rankOffers } from './index.js';
import type { OfferFile, WantedTrack } from './index.js';
import { mp3Of, offerOf } from './testing/offer-of.js';

const wanted = (title: string, artists: readonly string[], over: Partial<WantedTrack> = {}): WantedTrack => ({
  title,
  artists,
  album: null,
  durationMs: 240_000,
  isrc: null,
  ...over,
});
const offer = (filename: string, over: Partial<OfferFile> = {}) => offerOf(filename, { bitrateKbps: 1_000, ...over });
const mp3 = mp3Of;
const taken = (track: WantedTrack, ...offers: readonly OfferFile[]) =>
  rankOffers(track, offers).accepted.map(({ offer: { filename } }) => filename);
const refusals = (track: WantedTrack, one: OfferFile) => rankOffers(track, [one]).rejected.flatMap(({ rejections }) => rejections);

describe('a fast peer with the wrong version', () => {
  it('never comes before a slow one with the right one: quality does not outrank identity', () => {
    const right = mp3('Avicii\\True\\01 - Levels.mp3', { hasFreeUploadSlot: false, queueLength: 90, uploadBytesPerS: 10_000 });
    expect(taken(wanted('Levels', ['Avicii']), offer('Avicii\\True\\01 - Levels (Skrillex Remix).flac'), right)).toEqual([right.filename]);
  });
});

describe('the length of an offer', () => {
  const thriller = wanted('Thriller', ['Michael Jackson']);

  it('gives a preview of 30 seconds away', () => {
    expect(refusals(thriller, mp3('Michael Jackson\\Thriller\\04 - Thriller.mp3', { lengthS: 30, sizeBytes: 1_200_000 }))).toEqual(
      expect.arrayContaining(['other-length', 'preview']),
    );
  });

  it('is worth no less known and right than unknown', () => {
    const ranking = (lengthS: number | null) =>
      rankOffers(thriller, [mp3('Michael Jackson\\Thriller\\04 - Thriller.mp3', { lengthS })]).accepted[0]?.score ?? 0;
    expect(ranking(240)).toBeGreaterThanOrEqual(ranking(null));
  });
});

describe('a wanted title in the name of a folder', () => {
  it.each([
    ['Thriller', 'Michael Jackson', 'Michael Jackson\\Thriller\\06 - Billie Jean.flac'],
    ['Thriller', 'Michael Jackson', 'Music\\Michael Jackson - Thriller (1982)\\05 Beat It.flac'],
    ['Home', 'Michael Bublé', 'Home\\Michael Bublé - Everything.flac'],
  ])('%s by %s is not %s', (title, artist, filename) => {
    expect(refusals(wanted(title, [artist]), offer(filename))).toContain('other-title');
  });

  it.each([
    ['Thriller', 'Michael Jackson', 'Michael Jackson\\Thriller\\04 - Thriller.flac'],
    ['Black Sabbath', 'Black Sabbath', 'Black Sabbath\\Black Sabbath\\01 - Black Sabbath.flac'],
  ])('does not hide the title track: %s by %s is %s', (title, artist, filename) => {
    expect(taken(wanted(title, [artist]), offer(filename))).toEqual([filename]);
  });
});

describe('a short artist name inside a longer one', () => {
  it.each([
    ['M', 'Metallica\\Load\\01 - Machistador.flac', 'other-artist'],
    ['Muse', 'Museum Sounds\\Loud\\01 - Machistador.flac', 'other-artist'],
    ['Muse', 'Museum Sounds - Machistador.flac', 'other-artist'],
  ])('%s is not the artist of %s', (artist, filename, refusal) => {
    expect(refusals(wanted('Machistador', [artist]), offer(filename))).toContain(refusal);
  });
});

describe('words of a version that stand in a title or a folder', () => {
  it.each([
    ['Live and Let Die', 'Paul McCartney', 'Paul McCartney\\All the Best!\\10 - Live and Let Die.flac'],
    ['Yellow', 'Coldplay', 'Coldplay\\Parachutes (Tour Edition)\\05 - Yellow.flac'],
    ['Levels (Radio Edit)', 'Avicii', 'Avicii\\Levels\\01 - Levels (Radio Edit).flac'],
    ['Levels - Radio Edit', 'Avicii', 'Avicii\\Levels\\01 - Levels (Radio Edit).flac'],
    ['Birds of a Feather', 'Billie Eilish', 'Billie Eilish\\Hit Me Hard and Soft\\04 - Birds of a Feather.flac'],
    ['Anti-Hero', 'Taylor Swift', 'Taylor Swift\\Midnights\\03 - Anti-Hero.flac'],
  ])('do not keep %s by %s out of %s', (title, artist, filename) => {
    expect(taken(wanted(title, [artist]), offer(filename))).toEqual([filename]);
  });

  it('"(Radio Edit)" is an edit and no remix', () => {
    expect(parseTitle('Levels (Radio Edit)').versions).toEqual([{ kind: 'edit', detail: '' }]);
  });

  it('a live record is what is wanted when that very record is asked for, and nothing else when it is not', () => {
    const filename = 'Metallica\\S&M (Live)\\05 - Fuel.flac';
    expect(taken(wanted('Fuel', ['Metallica'], { album: 'S&M (Live)' }), offer(filename))).toEqual([filename]);
    expect(refusals(wanted('Fuel', ['Metallica'], { album: 'Reload' }), offer(filename))).toContain('other-version');
  });
});

describe('a compilation', () => {
  it('is taken when its file names the artist', () => {
    const filename = 'Various Artists\\Now 44\\1-07 Blur - Song 2.flac';
    expect(taken(wanted('Song 2', ['Blur']), offer(filename))).toEqual([filename]);
  });

  it('is refused when nothing in it names the artist', () => {
    expect(refusals(wanted('Song 2', ['Blur']), offer('Various Artists\\Now 44\\07 Song 2.flac'))).toContain('artist-unknown');
  });
});

describe('titles of videos', () => {
  it.each([
    ['SAINt JHN - Roses - Imanbek Remix', 'SAINt JHN', 'remix'],
    ['Roses (Imanbek Remix)', null, 'remix'],
  ])('%s keeps its version', (title, artist, kind) => {
    const video = parseVideoTitle(title, null);
    expect(video.versions).toMatchObject([{ kind }]);
    if (artist !== null) expect(video.artist).toBe(artist);
    expect(video.title).toContain('Roses');
  });

  it.each([
    ['Billy Idol - Dancing With Myself (Official Music Video)', 'Billy Idol', 'Dancing With Myself'],
    ['Taylor Swift - Anti-Hero (Official Music Video)', 'Taylor Swift', 'Anti-Hero'],
    ['Roxy Music - More Than This', 'Roxy Music', 'More Than This'],
    ['Simon & Garfunkel - The Boxer (Audio)', 'Simon & Garfunkel', 'The Boxer'],
    ['Earth, Wind & Fire - September (Official HD Video)', 'Earth, Wind & Fire', 'September'],
    ['Tyler, The Creator - See You Again', 'Tyler, The Creator', 'See You Again'],
  ])('%s loses its noise and nothing else', (title, artist, name) => {
    expect(parseVideoTitle(title, null)).toMatchObject({ artist, title: name, versions: [] });
  });

  it.each(['Tyler, The Creator', 'Earth, Wind & Fire', 'Simon & Garfunkel', 'Roxy Music', 'AC/DC'])('%s is one artist', (artist) => {
    expect(parseArtists(artist)).toEqual({ main: [artist], featured: [] });
  });
});
