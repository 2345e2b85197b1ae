/** A real track's names as one side may have them. */
export interface Names {
  readonly title: string;
  /** As credited, the main artist first; one entry may hold a joint credit. */
  readonly artists: readonly string[];
  readonly album: string | null;
}

export type Random = () => number;

/** Another way to write the same recording's names; null where these names offer nothing to change. */
export type Respelling = (names: Names, random: Random) => Names | null;

export const pick = <Item>(items: readonly Item[], random: Random): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Letters and digits only, without marks and case; of a name of signs the signs. Knows no word of any language. */
export const plain = (text: string): string => {
  const letters = text
    .normalize('NFKD')
    .replace(/[\p{M}]+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' ? text.trim() : letters;
};

/** A title up to its first bracket or spaced dash, and what follows. */
export function parted(title: string): readonly [base: string, rest: string] {
  const at = /\s[([]|\s[-–—]\s/.exec(title)?.index ?? title.length;
  return at === 0 ? [title, ''] : [title.slice(0, at), title.slice(at)];
}

const onTitle = (change: (title: string, random: Random) => string): Respelling => {
  return (names, random) => {
    const title = change(names.title, random);
    return title === names.title || plain(title) === '' ? null : { ...names, title };
  };
};

const everywhere = (change: (text: string, random: Random) => string): Respelling => {
  return (names, random) => {
    const title = change(names.title, random);
    const artists = names.artists.map((artist) => change(artist, random));
    const changed = title !== names.title || artists.some((artist, place) => artist !== names.artists[place]);
    return changed ? { ...names, title, artists } : null;
  };
};

const letterCase = everywhere((text, random) =>
  pick([text.toUpperCase(), text.toLowerCase(), text.toLowerCase().replace(/(?<=^|\s)\p{L}/gu, (letter) => letter.toUpperCase())], random),
);
const withoutAccents = everywhere((text) => text.normalize('NFD').replace(/(?<=[a-z])[\u0300-\u036f]+/gi, ''));
const decomposed = everywhere((text) => text.normalize('NFD'));
const fullWidth = onTitle((title) => title.replace(/[A-Za-z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)));
const otherSigns = onTitle((title, random) => {
  const ways = [
    title.replace(/'/g, '’'),
    title.replace(/['’]/g, ''),
    title.replace(/(?<=\p{L}\p{L})[,.!?:;…]+(?=\s|$)/gu, ''),
    title.replace(/(?<=\p{L})-(?=\p{L})/gu, ' '),
    title.replace(/\.\.\./g, '…'),
    title.replace(/"/g, '”'),
  ].filter((other) => other !== title);
  return ways.length === 0 ? title : pick(ways, random);
});

const keyboard = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** One finger's error in a word of five letters or more, never in its first letter. null: no such word. */
function slipped(text: string, random: Random): string | null {
  const words = [...text.matchAll(/[a-z]{5,}/gi)];
  if (words.length === 0) return null;
  const word = pick(words, random);
  const at = word.index + 1 + Math.floor(random() * (word[0].length - 2));
  const letter = text[at] ?? '';
  const next = text[at + 1] ?? '';
  const row = keyboard.find((keys) => keys.includes(letter.toLowerCase())) ?? '';
  const beside = row[row.indexOf(letter.toLowerCase()) + 1] ?? row[row.length - 2] ?? letter;
  const written = pick([next + letter, next, letter + letter + next, beside + next], random);
  const slip = `${text.slice(0, at)}${written}${text.slice(at + 2)}`;
  return slip === text ? null : slip;
}

const slip: Respelling = (names, random) => {
  const [base, rest] = parted(names.title);
  const other = slipped(base, random);
  return other === null ? null : { ...names, title: `${other}${rest}` };
};

const artistSlip: Respelling = (names, random) => {
  const [main = '', ...others] = names.artists;
  const other = slipped(main, random);
  return other === null ? null : { ...names, artists: [other, ...others] };
};

const guestBracket = /\s[([](?:feat\.?|ft\.?|with|featuring)\s[^)\]]+[)\]]/i;

/** Guests in the title, in the credit, or left out. */
const guests: Respelling = (names, random) => {
  const [main, ...others] = names.artists;
  if (main === undefined || others.length === 0) return null;
  if (guestBracket.test(names.title))
    return pick(
      [
        { ...names, title: names.title.replace(guestBracket, '') },
        { ...names, artists: [main] },
      ],
      random,
    );
  const [base, rest] = parted(names.title);
  return pick(
    [
      { ...names, artists: [main], title: `${base} (feat. ${others.join(' & ')})${rest}` },
      { ...names, artists: [main] },
    ],
    random,
  );
};

const artistOrder: Respelling = (names) => (names.artists.length < 2 ? null : { ...names, artists: [...names.artists].reverse() });

const article: Respelling = (names) => {
  const moved = names.artists.map((artist) => (/^The \S/.test(artist) ? artist.slice(4) : artist));
  const title = /^The \S+ \S/.test(names.title) ? names.title.slice(4) : names.title;
  return title !== names.title || moved.some((artist, place) => artist !== names.artists[place])
    ? { ...names, title, artists: moved }
    : null;
};

const andSign = everywhere((text) => (text.includes(' & ') ? text.replaceAll(' & ', ' and ') : text.replace(/ and /gi, ' & ')));

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
const partNumber = onTitle((title, random) =>
  title.replace(/\b(?:pt\.?|part)(?:\s*(\d+)|\s+([IVX]+))(?![\p{L}\p{N}])/iu, (whole, digits?: string, numeral?: string) => {
    const value = digits === undefined ? roman.indexOf(numeral?.toUpperCase() ?? '') + 1 : Number(digits);
    const written = roman[value - 1];
    if (written === undefined) return whole;
    return pick(
      [`Pt. ${value}`, `Part ${value}`, `Part ${written}`, `Pt. ${written}`, `pt.${value}`].filter((form) => form !== whole),
      random,
    );
  }),
);

const creditStyle: Respelling = (names, random) => {
  const [main = '', ...others] = names.artists;
  if (others.length === 0) return null;
  const joint = pick([' & ', ' / ', '; ', ' x ', ' and ', ' vs. '], random);
  return {
    ...names,
    artists: [pick([names.artists.join(joint), `${main} feat. ${others.join(' & ')}`, `${main} ft. ${others.join(', ')}`], random)],
  };
};

const note: Respelling = (names, random) => {
  if (parted(names.title)[1] !== '') return null;
  const year = 1990 + Math.floor(random() * 35);
  return {
    ...names,
    title: `${names.title}${pick([` - Remastered ${year}`, ` (${year} Remaster)`, ' [Remastered]', ' (Album Version)', ' [Explicit]'], random)}`,
  };
};

/** The same qualifier in another bracket, or after a dash. */
const otherBrackets = onTitle((title, random) => {
  const qualified = /^(.+?) (?:\(([^()]+)\)|\[([^[\]]+)\]|- ([^()[\]]+))$/.exec(title);
  const [, base = '', round, square, dashed] = qualified ?? [];
  const qualifier = round ?? square ?? dashed;
  if (qualifier === undefined || / - |[([]/.test(base) || /^(?:feat|ft|with)\b/i.test(qualifier)) return title;
  return pick(
    [`${base} (${qualifier})`, `${base} [${qualifier}]`, `${base} - ${qualifier}`].filter((form) => form !== title),
    random,
  );
});

const numbered: Respelling = (names, random) => {
  const number = String(1 + Math.floor(random() * 18)).padStart(2, '0');
  return { ...names, title: `${number}${pick(['. ', ' ', ' - '], random)}${names.title}` };
};

const otherRelease: Respelling = (names, random) => ({
  ...names,
  album: pick([null, parted(names.title)[0], 'Greatest Hits', `${names.album ?? names.title} (Deluxe Edition)`], random),
});

const unchanged: Respelling = (names) => names;

/** Two different ones that do not touch the letters. */
const twoChanges: Respelling = (names, random) => {
  const ways = [letterCase, otherSigns, guests, article, andSign, partNumber, creditStyle, note, otherBrackets];
  const first = pick(ways, random);
  const changed = first(names, random);
  const others = ways.filter((way) => way !== first);
  return changed && pick(others, random)(changed, random);
};

/** By name: what is changed, and on which side it happens in life. */
export const respellings: Readonly<Record<string, { readonly change: Respelling; readonly side: 'either' | 'library' }>> = {
  'as it is': { change: unchanged, side: 'either' },
  'letter case': { change: letterCase, side: 'either' },
  'without accents': { change: withoutAccents, side: 'either' },
  'decomposed accents': { change: decomposed, side: 'either' },
  'full width': { change: fullWidth, side: 'library' },
  'other signs': { change: otherSigns, side: 'either' },
  'one slip in the title': { change: slip, side: 'either' },
  'one slip in the artist': { change: artistSlip, side: 'either' },
  'guests moved or left out': { change: guests, side: 'either' },
  'artists in other order': { change: artistOrder, side: 'either' },
  'without its article': { change: article, side: 'either' },
  '& or and': { change: andSign, side: 'either' },
  'part number in another form': { change: partNumber, side: 'either' },
  'credit joined': { change: creditStyle, side: 'library' },
  'note added': { change: note, side: 'either' },
  'other brackets': { change: otherBrackets, side: 'either' },
  'track number in the title': { change: numbered, side: 'library' },
  'two changes at once': { change: twoChanges, side: 'library' },
  'another release': { change: otherRelease, side: 'either' },
};
