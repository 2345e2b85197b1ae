const scripts: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Thai}/u,
];
const otherLetter = /(?!\p{Script=Latin})\p{L}/u;
const plain = /^[\x20-\x7e]*$/;

/** Bits of the scripts a name is written in, kanji and kana as one; 0: it has no letters. */
export function scriptsOf(name: string): number {
  if (plain.test(name)) return /[a-z]/i.test(name) ? 1 : 0;
  let bits = 0;
  for (const [place, script] of scripts.entries()) if (script.test(name)) bits |= 1 << place;
  return bits === 0 && otherLetter.test(name) ? 1 << scripts.length : bits;
}

/** Are two names written in scripts that have nothing in common? Then neither can say that the other is wrong. */
export function inOtherScripts(a: string, b: string): boolean {
  const [left, right] = [scriptsOf(a), scriptsOf(b)];
  return left !== 0 && right !== 0 && (left & right) === 0;
}
