import { describe, expect, it } from '@jest/globals';
import {
  compareNames,
  compareTracks,
  createLibraryIndex,
  decideMatch,
  foldText,
  parseArtists,
  parseTitle,
  transliterate,
} from './index.js';
import type { LibraryTrack, WantedTrack } from './index.js';

const wanted = (
  title: string,
  artists: readonly string[],
  durationMs: number | null = 200_500,
  album: string | null = null,
): WantedTrack => ({ title, artists, album, durationMs, isrc: null });
const track = (title: string, artist: string, durationMs: number | null = 200_500, album: string | null = null): LibraryTrack => ({
  trackId: 't',
  title,
  artist,
  albumArtist: null,
  album,
  durationMs,
  isrc: null,
  path: null,
});

describe('titles whose own words look like something else', () => {
  it.each([
    'Birds of a Feather',
    'Anti-Hero',
    'Live and Let Die',
    'Stay Alive',
    'Remix to Ignition',
    'Demo Days',
    'Draft',
    'Left Behind',
    'Live Your Life',
    'Cover Me Up',
    'Edit the Sad Parts',
  ])('%s stays whole and is the plain version', (title) => {
    const parsed = parseTitle(title);
    expect(parsed.base).toBe(title);
    expect(parsed.versions).toEqual([]);
    expect(parsed.featured).toEqual([]);
  });

  it('reads "feat" as a word of its own only', () => {
    expect(parseTitle('Stan feat. Dido').featured).toEqual(['Dido']);
    expect(parseTitle('Stan (ft. Dido)')).toMatchObject({ base: 'Stan', featured: ['Dido'] });
    expect(parseTitle('Draft').featured).toEqual([]);
  });
});

describe('versions named in brackets or after a dash', () => {
  it.each([
    ['Calma - Remix', 'Calma', 'remix', ''],
    ['Levels (Skrillex Remix)', 'Levels', 'remix', 'skrillex'],
    ['Live and Let Die (Live)', 'Live and Let Die', 'live', ''],
    ['Hello (Sped Up Version)', 'Hello', 'speed', 'up'],
    ["Love Story (Taylor's Version)", 'Love Story', 'rerecord', 'taylors'],
    ['Sandstorm [Extended Mix]', 'Sandstorm', 'extended', ''],
    ['Levels - Radio Edit', 'Levels', 'edit', ''],
    ['Creep - Acoustic', 'Creep', 'acoustic', ''],
    ['Double Knot - English Ver.', 'Double Knot', 'language', 'english'],
    ['Our Summer (Acoustic Mix)', 'Our Summer', 'acoustic', ''],
  ])('%s', (title, base, kind, detail) => {
    expect(parseTitle(title)).toMatchObject({ base, versions: [{ kind, detail }] });
  });

  it.each([
    'Panama - 2015 Remaster',
    'Panama (Explicit)',
    'Panama - Original Mix',
    'Panama [Album Version]',
    'Panama (From "Rio")',
    'Panama - Mono',
  ])('%s is the same recording as without the note', (title) => {
    expect(parseTitle(title)).toMatchObject({ base: 'Panama', versions: [] });
  });

  it('takes the release off the end when the release is known', () => {
    expect(parseTitle('Time - Dark Side of the Moon', { album: 'Dark Side of the Moon' }).base).toBe('Time');
    expect(parseTitle('Time - Dark Side of the Moon').base).toBe('Time - Dark Side of the Moon');
  });
});

describe('names in other spellings', () => {
  it.each([
    ['КоЯn', 'Korn'],
    ['A$AP Rocky', 'ASAP Rocky'],
    ['Ke$ha', 'Kesha'],
    ['P!nk', 'Pink'],
    ['Beyoncé', 'BEYONCE'],
    ['Earth, Wind & Fire', 'Earth Wind and Fire'],
    ['Røyksopp', 'Royksopp'],
    ['Кино', 'Kino'],
    ['Herbert Grönemeyer', 'Herbert Groenemeyer'],
    ['The Wombats', 'Wombats, The'],
    ['2Pac', '2 Pac'],
    ["Shaquille O'Neal", 'Shaquille O’Neal'],
    ["Guns N' Roses", 'Guns n Roses'],
    ['Северный Ветер', 'Severny Veter'],
    ['Северный Ветер', 'Severnyi Veter'],
    ['Ελευθερία Αρβανιτάκη', 'Eleutheria Arvanitaki'],
    ['Kanye West', 'Ye'],
    ['Cat Stevens', 'Yusuf / Cat Stevens'],
    ['Dixie Chicks', 'The Chicks'],
    ['宇多田ヒカル', '宇多田 ヒカル'],
  ])('%s is %s', (a, b) => expect(compareNames('artist', a, b).same).toBe(true));

  it.each([
    ['Muse', 'Museum'],
    ['Ye', 'Yes'],
    ["Jamie O'Neal", 'Jamie O and Eal'],
    ['M', 'Metallica'],
    ['Drake', 'Nick Drake'],
    ['Simon & Garfunkel', 'Paul Simon'],
    ['÷', '×'],
    ['がる', 'かる'],
    ['久石譲', '坂本龍一'],
  ])('%s is not %s', (a, b) => expect(compareNames('artist', a, b).same).toBe(false));

  it('keeps a name of signs and a name in its own script as they are', () => {
    expect(foldText('÷')).toBe('÷');
    expect(foldText('!!!')).toBe('!!!');
    expect(foldText('Кино')).toBe('кино');
    expect(transliterate('夜に駆ける')).toBe('夜に駆ける');
  });

  it('does not split names that hold separators', () => {
    expect(parseArtists(['Tyler, The Creator', 'Earth, Wind & Fire']).main).toEqual(['Tyler, The Creator', 'Earth, Wind & Fire']);
    expect(parseArtists('Kygo featuring Conrad Sewell & Ella')).toEqual({ main: ['Kygo'], featured: ['Conrad Sewell', 'Ella'] });
  });
});

describe('comparing a wanted recording with a library track', () => {
  it.each([
    ['Stay', 'Stay Alive'],
    ['Believe', 'Believe In Me'],
    ['Song 2', 'Song 1'],
    ['÷', 'Shape of You'],
    ['Thriller', 'Billie Jean'],
    ['Faces', 'Places'],
  ])('%s is another song than %s', (a, b) =>
    expect(compareTracks(wanted(a, ['X']), track(b, 'X', 190_000)).vetoes).toContain('title-differs'),
  );

  it('does not take the live track for the studio one, and takes it when it is asked for', () => {
    expect(compareTracks(wanted('Stay', ['Rihanna']), track('Stay (Live)', 'Rihanna')).vetoes).toEqual(['version-differs']);
    expect(compareTracks(wanted('Stay - Live', ['Rihanna']), track('Stay (Live)', 'Rihanna')).vetoes).toEqual([]);
  });

  it('lets a live album colour its plain titles', () => {
    expect(compareTracks(wanted('Polly', ['Nirvana']), track('Polly', 'Nirvana', 195_000, 'MTV Unplugged in New York')).vetoes).toContain(
      'version-differs',
    );
    expect(
      compareTracks(wanted('Time', ['X'], 200_500, 'Live Through This'), track('Time', 'X', 200_500, 'Live Through This')).vetoes,
    ).toEqual([]);
  });

  it('does not mind where guests are written, remasters and editions', () => {
    const comparison = compareTracks(
      wanted('Get Lucky (feat. Pharrell Williams)', ['Daft Punk', 'Pharrell Williams'], 248_000, 'Random Access Memories'),
      track('Get Lucky - Remastered', 'Daft Punk feat. Pharrell Williams', 248_400, 'Random Access Memories (Deluxe Edition)'),
    );
    expect(comparison.vetoes).toEqual([]);
    expect(comparison.confidence).toBeGreaterThan(0.95);
  });

  it('forbids lengths far apart and only lowers the confidence of an unknown one', () => {
    expect(compareTracks(wanted('Time', ['X']), track('Time', 'X', 230_500)).vetoes).toEqual(['duration-differs']);
    const unknown = compareTracks(wanted('Time', ['X']), track('Time', 'X', null));
    expect(unknown.vetoes).toEqual([]);
    expect(unknown.confidence).toBeLessThan(compareTracks(wanted('Time', ['X']), track('Time', 'X')).confidence);
  });
});

const decide = (asked: WantedTrack, ...held: readonly LibraryTrack[]) => {
  const index = createLibraryIndex();
  for (const [place, one] of held.entries()) index.upsert({ ...one, trackId: `${place}` });
  return decideMatch(asked, index);
};

describe('what people complain of most', () => {
  it.each([
    ['the title alone agrees', track('Get Down', 'B4-4')],
    ['the artist alone agrees', track('Get Up', 'Nas')],
    ['title and artist agree, the length does not', track('Get Down', 'Nas', 260_500)],
  ])('the wrong song: it is not taken when %s', (_what, held) => {
    expect(decide(wanted('Get Down', ['Nas']), held)).toMatchObject({ kind: 'missing' });
  });

  it('the wrong song: it is asked, not taken, when another recording may be meant as well', () => {
    const shorter = track('Get Down', 'Nas', 198_300);
    const longer = track('Get Down', 'Nas', 202_700);
    expect(decide(wanted('Get Down', ['Nas']), shorter, longer)).toMatchObject({ kind: 'review', rule: 'ambiguous' });
  });

  it.each(['Stay (Live)', 'Stay - Remix', 'Stay (MTV Unplugged)', 'Stay (Karaoke Version)', 'Stay (Acoustic)', 'Stay (Instrumental)'])(
    'the wrong version: %s is not Stay, is itself, and Stay is not it',
    (version) => {
      expect(decide(wanted('Stay', ['Rihanna']), track(version, 'Rihanna'))).toMatchObject({ kind: 'missing', rule: 'other-version-only' });
      expect(decide(wanted(version, ['Rihanna']), track('Stay', 'Rihanna'))).toMatchObject({ kind: 'missing', rule: 'other-version-only' });
      expect(decide(wanted(version, ['Rihanna']), track(version, 'Rihanna'))).toMatchObject({ kind: 'matched' });
    },
  );

  it.each(['Live and Let Die', 'Believe', 'Song 2', 'Thriller', '÷'])('the wrong song: %s is found beside what looks like it', (title) => {
    const alike = ['Live and Let Die (Live)', 'Believe In Me', 'Song 1', 'Billie Jean', 'Shape of You', '×'].map((one) => track(one, 'X'));
    expect(decide(wanted(title, ['X']), ...alike)).toMatchObject({ kind: 'missing' });
    expect(decide(wanted(title, ['X']), ...alike, track(title, 'X'))).toMatchObject({ kind: 'matched', trackId: `${alike.length}` });
  });

  it('owned tracks fetched again: the same recording is known remastered, on another release, with its guest elsewhere', () => {
    const owned = track('Get Lucky - 2023 Remaster', 'Daft Punk feat. Pharrell Williams', 201_900, 'Greatest Hits');
    expect(decide(wanted('Get Lucky (feat. Pharrell Williams)', ['Daft Punk', 'Pharrell Williams'], 200_500, 'RAM'), owned)).toMatchObject({
      kind: 'matched',
    });
  });

  it('duplicates: an identifier is asked before any text', () => {
    const isrc = 'USQX91300108';
    expect(
      decide({ ...wanted('Get Lucky', ['Daft Punk']), isrc }, track('Get Lucky', 'Daft Punk'), { ...track('Gt Lucky', 'Daft Punk'), isrc }),
    ).toMatchObject({
      kind: 'matched',
      trackId: '1',
      rule: 'isrc',
    });
  });

  it.each([
    ['a near spelling of unknown length', track('Everything In Its Rigth Place', 'Radiohead', null), 'matched', 'title-artist'],
    ['a slip of a short title, a little longer', track('Idiotque', 'Radiohead', 202_900), 'review', 'spelling-doubtful'],
    ['a length 8 seconds off', track('Everything In Its Right Place', 'Radiohead', 208_500), 'review', 'duration-doubtful'],
    ['a row that names no artist', track('Everything In Its Right Place', 'Unknown Artist'), 'review', 'artist-unknown'],
    ['another song', track('Kid A', 'Radiohead'), 'missing', 'other-song-only'],
  ])('a playlist incomplete without a word: %s has its end and its reason', (_what, held, kind, rule) => {
    const title = held.title === 'Idiotque' ? 'Idioteque' : 'Everything In Its Right Place';
    expect(decide(wanted(title, ['Radiohead']), held)).toMatchObject({ kind, rule });
  });

  it.each([
    ['夜に駆ける', '夜に駆ける', 'YOASOBI', 'YOASOBI'],
    ['Группа крови', 'Gruppa krovi', 'Кино', 'Kino'],
    ['Група крови', 'Группа крови', 'Кино', 'Кино'],
    ['ｆｕｌｌ ｗｉｄｔｈ', 'Full Width', 'Ａｒｔｉｓｔ Ｏｎｅ', 'Artist One'],
    ['Émotions', 'Emotions', 'Céline', 'Celine'],
  ])('names in other scripts: %s is %s', (title, heldTitle, artist, heldArtist) => {
    expect(decide(wanted(title, [artist]), track(heldTitle, heldArtist))).toMatchObject({ kind: 'matched' });
  });

  it.each([
    ['夜に駆ける', '群青', 'YOASOBI'],
    ['群青', '群衆', 'YOASOBI'],
    ['がる', 'かる', 'X'],
  ])('names in other scripts: %s is not %s', (title, held, artist) => {
    expect(decide(wanted(title, [artist]), track(held, artist))).toMatchObject({ kind: 'missing' });
  });
});
