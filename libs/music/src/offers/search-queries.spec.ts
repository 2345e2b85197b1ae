import { describe, expect, it } from '@jest/globals';
import { searchQueries } from './search-queries.js';

/** What one attempt asks. */
const asked = (title: string, artist: string, album: string | null = null) =>
  searchQueries({ title, artists: [artist], album, durationMs: null, isrc: null }).slice(0, 4);

/** As a client finds files that compares words by their code points. */
const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
const finds = (queries: readonly string[], path: string) =>
  queries.some((query) => words(query).every((word) => words(path).includes(word)));

describe('a name with accents', () => {
  const queries = asked('Starálfur', 'Sigur Rós', 'Ágætis byrjun');

  it('is asked first as it is written', () => expect(queries[0]).toBe('Sigur Rós Starálfur'));

  it.each(['NFC', 'NFD'])('is found in either spelling of its letters: %s', (form) => {
    expect(finds(queries, 'Sigur Rós\\Ágætis byrjun\\03 Starálfur'.normalize(form))).toBe(true);
    expect(finds(queries, 'Sigur Rós\\Best Of\\03 Starálfur'.normalize(form))).toBe(true);
    expect(finds(asked('Jóga', 'Björk', 'Homogenic'), 'Björk\\Homogenic\\02 Jóga'.normalize(form))).toBe(true);
    expect(finds(asked('좋은 날', '아이유'), '아이유\\Real\\01 좋은 날'.normalize(form))).toBe(true);
    expect(finds(asked('Звёздный', 'Кай'), 'Кай\\01 Звёздный'.normalize(form))).toBe(true);
  });

  it('is found without them', () => expect(finds(queries, 'Sigur Ros\\Best Of\\03 Staralfur')).toBe(true));

  it('is asked by the words that all spellings share, with those of the album where its own say nothing of the song', () => {
    expect(queries[1]).toBe('sigur byrjun');
    expect(asked('Single Ladies', 'Beyoncé')).toEqual(['Beyoncé Single Ladies', 'single ladies']);
    expect(asked('Jóga', 'Björk', 'Homogenic')).not.toContain('homogenic');
  });
});

describe('a name with a sign inside', () => {
  it.each([
    ['Thunderstruck', 'AC/DC', ['AC DC Thunderstruck', 'ACDC Thunderstruck']],
    ['Panic Cord', 'Au/Ra', ['Au Ra Panic Cord', 'AuRa Panic Cord', 'panic cord']],
    ['POP/STARS', 'K/DA', ['K DA POP STARS', 'KDA POPSTARS', 'pop stars']],
    ['イマジン', 'ジョン・レノン', ['ジョンレノン イマジン']],
  ])('is also one word: %s by %s', (title, artist, expected) => expect(asked(title, artist)).toEqual(expect.arrayContaining(expected)));

  it('may be a hyphen', () => expect(asked('Take On Me', 'a-ha')).toContain('aha take on me'));
});

describe('a Chinese name', () => {
  it('is asked in both scripts', () => {
    expect(asked('无尽的思念', '林俊杰').slice(0, 2)).toEqual(['林俊杰 无尽的思念', '林俊傑 無盡的思念']);
    expect(asked('告白氣球', '周杰倫').slice(0, 2)).toEqual(['周杰倫 告白氣球', '周杰伦 告白气球']);
  });
});

describe('no query', () => {
  it('can only find what an earlier one has found', () => {
    const queries = asked('Merry Christmas Mr. Lawrence', '坂本龍一', '1996');
    expect(queries).not.toContain('坂本龍一 merry christmas mr lawrence');
    expect(asked('Jóga', 'Björk', 'Homogenic').filter((query) => query.includes('joga') && query.includes('bjork'))).toHaveLength(1);
  });

  it('is a short word alone, which every second share holds', () => {
    expect(asked('Try', 'P!nk', 'The Truth About Love')).toEqual(['P!nk Try', 'pink try', 'try the truth about love']);
    expect(asked('Stay (I Missed You)', 'Lisa Loeb')).not.toContain('stay');
  });
});
