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

/** Of a folded name, where й is и: spellings as people write them. "Severnyi" is also Severny and Severnyy, "Nochnoi" Nochnoy, "Eleytheria" Eleutheria. */
export function latinSpellings(folded: string): readonly string[] {
  const plain = transliterate(folded);
  if (plain === folded) return [];
  return [
    ...new Set([
      plain,
      plain.replace(/yi(?![a-z])/g, 'y'),
      plain.replace(/(?<=[aeiouy])i(?![a-z])/g, 'y'),
      plain.replace(/(?<=[aeo])y(?=[a-z])/g, 'u'),
    ]),
  ];
}
