import { describe, expect, it } from '@jest/globals';
import { pathWitnesses, tagTexts as textsOf } from './tag-texts.js';

/** Bytes as a parser reads them that was told they are Latin-1. */
const latin1 = (...bytes: readonly number[]) => String.fromCharCode(...bytes);
/** Text in a code page, by trying which byte it reads so; a sign may have two. */
function inPage(text: string, page: string): string {
  const decoder = new TextDecoder(page);
  const codes = new Map<string, readonly number[]>();
  for (let high = 255; high >= 0; high -= 1) {
    if (high > 0x7f)
      for (let low = 255; low >= 0x30; low -= 1) {
        const sign = decoder.decode(Uint8Array.of(high, low));
        if ([...sign].length === 1) codes.set(sign, [high, low]);
      }
    codes.set(decoder.decode(Uint8Array.of(high)), [high]);
  }
  return latin1(...[...text].flatMap((sign) => codes.get(sign) ?? [0x3f]));
}
const utf8 = (text: string) => Buffer.from(text).toString('latin1');
const tagTexts = (texts: readonly string[], path: string) => textsOf(texts, pathWitnesses(path));
/** As some parsers read it; only streamed does Node 20 know it from Latin-1. */
const windows1252 = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes, { stream: true });
const decoded = (path: string, ...texts: readonly string[]) => texts.map(tagTexts(texts, path).decode);

describe('tags that say they are Latin-1', () => {
  it.each([
    ['Čas metat kamení'],
    ['Молитва'],
    ['Ágætis byrjun'],
    ['Città vuota'],
    ['夜に駆ける'],
    ['사랑을 했다'],
    ['Voilà'],
    ['Don’t Speak'],
  ])('and hold UTF-8 are read as that, whatever the path says: %s', (title) =>
    expect(decoded('x/1.mp3', utf8(title), 'Home')).toEqual([title, 'Home']),
  );

  it('and hold UTF-8 that was stored anew, once or twice, or by way of windows-1251, are read as that', () => {
    expect(decoded('1.mp3', utf8(utf8('Čas')))).toEqual(['Čas']);
    expect(decoded('1.mp3', windows1252(Buffer.from('Привет')))).toEqual(['Привет']);
    expect(decoded('1.mp3', new TextDecoder('windows-1251').decode(Buffer.from('Молитва')))).toEqual(['Молитва']);
  });

  it('are the same where the parser took them for windows-1252', () => {
    expect(decoded('1.mp3', windows1252(Buffer.from('Don\u2019t \u201cSpeak\u201d')))).toEqual(['Don\u2019t \u201cSpeak\u201d']);
    expect(decoded('x/\u6df1\u3044\u68ee.mp3', windows1252(Uint8Array.of(0x90, 0x5b, 0x82, 0xa2, 0x90, 0x58)))).toEqual([
      '\u6df1\u3044\u68ee',
    ]);
  });

  it('and mean windows-1252, have its quotation marks and dashes', () => {
    expect(decoded('x.mp3', 'Don\x92t Speak', '\x93Heroes\x94 \x96 Live', 'Bj\xf6rk\x85')).toEqual([
      'Don\u2019t Speak',
      '\u201cHeroes\u201d \u2013 Live',
      'Björk\u2026',
    ]);
    expect(tagTexts(['Don\x92t Speak'], 'x.mp3').garbled).toBe(false);
    expect(tagTexts([inPage('さくら', 'shift_jis')], 'x.mp3').garbled).toBe(true);
  });

  it('and hold UTF-8 that ID3v1 cut within a sign keep what is whole', () => {
    const cut = Buffer.from('Полковнику никто не пишет').subarray(0, 29).toString('latin1');
    expect(decoded('1.mp3', cut)).toEqual(['Полковнику никт']);
  });

  it.each([
    ['windows-1251', 'Смысловые галлюцинации/Вечно молодой.mp3', 'Смысловые галлюцинации', 'Вечно молодой'],
    ['koi8-r', 'Музыка/Кино - Пачка сигарет.mp3', 'Кино', 'Пачка сигарет'],
    ['ibm866', 'Кино/Пачка сигарет.mp3', 'Кино', 'Пачка сигарет'],
    ['windows-1250', 'Květy/Čas metat kamení.mp3', 'Květy', 'Čas metat kamení'],
    ['windows-1253', 'Χάρις Αλεξίου/Δι’ ευχών.mp3', 'Χάρις Αλεξίου', 'Μινόρε'],
    ['windows-1254', 'Sezen Aksu/Şarkı Söylemek Lazım.mp3', 'Sezen Aksu', 'Şarkı Söylemek Lazım'],
    ['windows-1255', 'עידן רייכל/ממעמקים.mp3', 'עידן רייכל', 'ממעמקים'],
    ['windows-1256', 'فيروز/نسم علينا الهوى.mp3', 'فيروز', 'نسم علينا الهوى'],
    ['windows-874', 'คาราบาว/01 บัวลอย.mp3', 'คาราบาว', 'บัวลอย'],
    ['shift_jis', '宇多田ヒカル/02 深い河.mp3', '宇多田ヒカル', '深い河'],
    ['gb18030', '王菲/红豆.mp3', '王菲', '红豆'],
    ['big5', '王菲/紅豆.mp3', '王菲', '紅豆'],
    ['euc-kr', '아이유/좋은 날.mp3', '아이유', '좋은 날'],
    ['euc-jp', 'スピッツ/ロビンソン.mp3', 'スピッツ', 'ロビンソン'],
  ])('and hold %s are read as that where the path %s agrees', (page, path, artist, title) => {
    expect(decoded(path, inPage(artist, page), inPage(title, page))).toEqual([artist, title]);
  });

  it('follow the one name that the path tells, also where it is spelt in Latin letters or the tag is cut', () => {
    const [artist, title] = [inPage('Аквариум', 'windows-1251'), inPage('Город золотой', 'windows-1251')];
    expect(decoded('Аквариум/1.mp3', artist, title)).toEqual(['Аквариум', 'Город золотой']);
    expect(decoded('Akvarium/Track 5.mp3', artist, title)).toEqual(['Аквариум', 'Город золотой']);
    const long = inPage('Под небом голубым есть город золотой', 'windows-1251').slice(0, 30);
    expect(decoded('Под небом голубым есть город золотой.mp3', long)).toEqual(['Под небом голубым есть город з']);
  });

  it('are known again where they say more than the path does', () => {
    expect(decoded('Кино - 03. Кукушка.mp3', inPage('Кукушка (демо)', 'windows-1251'))).toEqual(['Кукушка (демо)']);
    expect(decoded('王菲/红豆.mp3', inPage('红豆 (现场)', 'gb18030'))).toEqual(['红豆 (现场)']);
    // A word that every character set has says nothing.
    const title = inPage('Кукушка (live)', 'windows-1251');
    expect(decoded('Live/1.mp3', title)).toEqual([title]);
  });

  it('and are, stay as they are', () => {
    const names = [
      'Motörhead',
      'Björk',
      'Jóga',
      'Sigur Rós',
      'Þóð',
      'ÆØÅ',
      'Señorita',
      'À la claire fontaine',
      'NÃO',
      'Créée',
      'Ænima',
      'Æ',
    ];
    expect(decoded('a/b.mp3', ...names)).toEqual(names);
    expect(tagTexts(names, 'a/b.mp3').garbled).toBe(false);
    for (const name of names) expect(decoded(`${name}/1.mp3`, name)).toEqual([name]);
    // A name that the path does not tell is not drawn into the character set of another one.
    expect(decoded('Кино/1.mp3', inPage('Кино', 'windows-1251'), 'Motörhead')).toEqual(['Кино', 'Motörhead']);
  });

  it('and can not be read are left as they are, and said to be so', () => {
    for (const [page, title] of [
      ['windows-1251', 'Раздень меня'],
      ['shift_jis', '深い森'],
      ['gb18030', '红豆生南国'],
      ['windows-1253', 'Μινόρε της αυγής'],
    ] as const) {
      const { decode, garbled } = tagTexts([inPage(title, page)], 'Music/Track 7.mp3');
      expect(garbled).toBe(true);
      expect(decode(inPage(title, page))).toBe(inPage(title, page));
    }
    expect(tagTexts(['Кино', 'Home', '深い森'], 'x.mp3').garbled).toBe(false);
  });

  it('are bounded, whatever they hold', () => {
    const long = 'Ã'.repeat(5_000_000);
    expect(tagTexts([long], `${'Ã/'.repeat(10_000)}x.mp3`).decode(long)).toBe(long);
    expect(tagTexts([utf8('é'.repeat(100_000))], 'x.mp3').decode(utf8('é'.repeat(100_000)))).toBe('é'.repeat(500));
  });
});
