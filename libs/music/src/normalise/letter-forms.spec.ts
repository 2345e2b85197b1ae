import { describe, expect, it } from '@jest/globals';
import { foldKeys, foldText } from './fold-text.js';

describe('a name whose letters have several code points', () => {
  it.each([
    ['an okina', 'Hawaiʻi', "Hawai'i"],
    ['a modifier apostrophe', 'OʼNeal', "O'Neal"],
    ['a half ring', 'Qurʾan', "Qur'an"],
    ['alef maksura', 'على', 'علي'],
    ['Persian yeh and kaf', 'کتابی', 'كتابي'],
    ['teh marbuta', 'فاطمة', 'فاطمه'],
    ['a hamza on its alef', 'أحمد', 'احمد'],
    ['a lengthening stroke', 'ســلام', 'سلام'],
    ['Arabic digits', '١٢٣', '123'],
    ['Persian digits', '۱۲۳', '123'],
    ['Devanagari digits', '१२३', '123'],
    ['a Yiddish ligature', 'ײדיש', 'יידיש'],
    ['a geresh', 'ג׳ירפה', "ג'ירפה"],
    ['a final sigma', 'ὈΔΌΣ', 'Οδοσ'],
    ['a comma below', 'Ștefan', 'Ştefan'],
    ['a Malayalam chillu', 'അവൻ', 'അവന്‍'],
    ['an iteration mark', '佐々木', '佐佐木'],
    ['small kana of a place', '関ヶ原', '関ケ原'],
    ['a variation of a kanji', '葛\u{e0100}城', '葛城'],
  ])('has one key: %s', (_what, one, other) => expect(foldText(one)).toBe(foldText(other)));

  it.each([
    ['がる', 'かる'],
    ['بيت', 'بنت'],
    ['כל', 'קל'],
  ])('stays apart from a name of other letters: %s, %s', (one, other) => expect(foldText(one)).not.toBe(foldText(other)));
});

describe('a name of emoji', () => {
  it.each([
    ['❤️', '❤'],
    ['☀︎', '☀️'],
    ['Love ❤️', 'Love ❤'],
  ])('is the same however its sign is drawn: %s, %s', (one, other) => expect(foldText(one)).toBe(foldText(other)));

  it.each([
    ['☀️', '❤️'],
    ['🔥', '💧'],
    ['🇫🇷', '🇩🇪'],
  ])('is no other: %s, %s', (one, other) => expect(foldText(one)).not.toBe(foldText(other)));
});

describe('a name of Han signs', () => {
  it.each([
    ['告白氣球', '告白气球'],
    ['周杰倫', '周杰伦'],
    ['髙橋洋子', '高橋洋子'],
    ['沢野弘之', '澤野弘之'],
    ['濵崎', '浜崎'],
    ['龍が如く', '竜が如く'],
    ['愛妳', '爱你'],
    ['臺北', '台北'],
  ])('has a key in common with its other form: %s, %s', (one, other) => {
    expect(foldKeys(one).some((key) => foldKeys(other).includes(key))).toBe(true);
  });

  it('keeps its own form as its first key', () => expect(foldKeys('告白氣球')[0]).toBe('告白氣球'));

  it.each([
    ['群青', '群衆'],
    ['大', '太'],
    ['未来', '末来'],
  ])('has none in common with another: %s, %s', (one, other) => {
    expect(foldKeys(one).some((key) => foldKeys(other).includes(key))).toBe(false);
  });
});
