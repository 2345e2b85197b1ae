const GENRES = 5;
const LONGEST = 60;
/** Written in capitals. */
const letters = new Set(['edm', 'ebm', 'idm', 'r&b', 'uk', 'us', 'aor', 'nwobhm', 'dnb', 'mpb']);

/** The first few, each once and written as media servers write them: `indie rock` is `Indie Rock`. */
export function genreNames(names: readonly string[]): readonly string[] {
  const known = new Map<string, string>();
  for (const name of names) {
    const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (plain !== '' && plain.length <= LONGEST && !known.has(plain.toLowerCase())) known.set(plain.toLowerCase(), inCapitals(plain));
  }
  return [...known.values()].slice(0, GENRES);
}

/** A name that has capitals already is left as it is. */
const inCapitals = (name: string) =>
  name !== name.toLowerCase()
    ? name
    : name
        .split(' ')
        .map((word) => (letters.has(word) ? word.toUpperCase() : word.replace(/(^|-)(\p{L})/gu, (all) => all.toUpperCase())))
        .join(' ');
