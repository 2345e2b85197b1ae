/** Cyrillic letters that look Latin, and "Я" as bands write it for R. */
const homoglyphs: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', і: 'i', к: 'k', м: 'm', о: 'o', р: 'p', т: 't', х: 'x', у: 'y', я: 'r', и: 'n', д: 'd', ё: 'e', ѕ: 's', ј: 'j',
}; // prettier-ignore

const cyrillic = /\p{Script=Cyrillic}/u;
const latin = /\p{Script=Latin}/u;

/** `koяn`, where scripts mix inside one word, is Korn; an all-Cyrillic word stays what it is. Expects lower case. */
export function repairHomoglyphs(text: string): string {
  if (!cyrillic.test(text) || !latin.test(text)) return text;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) =>
    cyrillic.test(word) && latin.test(word) ? [...word].map((letter) => homoglyphs[letter] ?? letter).join('') : word,
  );
}
