import anyAscii from 'any-ascii';

/** Only scripts whose letters have one reading: kanji would be read as Chinese, whoever wrote them. */
const letters = /[\p{Script=Cyrillic}\p{Script=Greek}\u0300-\u036f]+/gu;
const translatable = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** The Latin spelling of Cyrillic and Greek, in lower case where it changed a letter; everything else is kept. Never a replacement, an additional key. */
export function transliterate(text: string): string {
  if (!translatable.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(letters, (run) => (translatable.test(run) ? anyAscii(run).toLowerCase().replace(/['"`]/g, '') : run));
}

/** Spellings as people write them: "Severnyy" is also Severnyi, Severny and Severnii; "Eleytheria" is also Eleutheria. */
export function latinSpellings(text: string): readonly string[] {
  const plain = transliterate(text);
  if (plain === text) return [];
  const ending = (by: string) => plain.replace(/(?<=[aeiouy])y(?![a-z])/g, by);
  return [...new Set([plain, ending('i'), plain.replace(/yy(?![a-z])/g, 'y'), plain.replace(/(?<=[aeo])y/g, 'u')])];
}
