/** Longer names are not read as plain ones, in UTF-16 units. */
const LONGEST = 200;

/** What stands before a word. */
export const Gap = {
  /** White space, right before it. */
  afterSpace: 1,
  bracket: 2,
  /** A dash with white space on one side or both: what follows may be a qualifier. */
  dash: 4,
  /** A hyphen with white space on both sides. */
  spacedDash: 8,
  /** A sign that parts names: a comma, semicolon, slash, bar, `&` or `+`. */
  parting: 16,
  /** `&` or `+`, which is read as "and". */
  and: 32,
  /** A tilde, bar or slash beside white space. */
  odd: 64,
  /** Any visible sign that does not part names. */
  sign: 128,
} as const;

/** What a word may be besides itself. */
export const Word = {
  article: 1,
  /** Counts parts, or is a number in letters. */
  counting: 2,
  /** May begin a list of guests. */
  guest: 4,
  /** Parts the names of a credit. */
  parting: 8,
} as const;

/** The words of a plain name in typed arrays that the next call uses again: nothing is allocated for it. */
export interface PlainWords {
  count: number;
  /** Letters and digits in lower case, all words run together. */
  readonly letters: Uint8Array;
  /** Where each word ends in `letters`. */
  readonly ends: Uint16Array;
  /** Bits of `Gap`: what stands before each word, and after the last. */
  readonly gaps: Uint8Array;
  /** Bits of `Word`. */
  readonly kinds: Uint8Array;
}

const known: readonly (readonly [kind: number, words: string])[] = [
  [Word.article, 'the les'],
  [Word.counting, 'pt pts part parts vol vols volume no nr number chap chapter act episode interlude ii iii iv vi vii viii ix'],
  [Word.guest, 'feat ft featuring with'],
  [Word.parting, 'and und y et e x f vs feat ft featuring with con pres presents meets'],
];

const [APOSTROPHE, BACKTICK, HYPHEN, DOT, EXCLAMATION, SPACE, SMALL_N] = [39, 96, 45, 46, 33, 32, 110] as const;
/** A sign whose reading needs more than a look at its neighbours. */
const NOT_PLAIN = 255;
const letterOf = new Uint8Array(128);
const gapOf = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const sign = String.fromCharCode(code).toLowerCase();
  if (/[a-z0-9]/.test(sign)) letterOf[code] = sign.charCodeAt(0);
  if (code < SPACE || code === 127 || sign === '$' || sign === '_') gapOf[code] = NOT_PLAIN;
  else if (/[([{]/.test(sign)) gapOf[code] = Gap.bracket | Gap.sign;
  else if (/[,;/|]/.test(sign)) gapOf[code] = Gap.parting;
  else if (/[&+]/.test(sign)) gapOf[code] = Gap.parting | Gap.and;
  else if (sign !== ' ') gapOf[code] = Gap.sign;
}

interface KnownWord {
  readonly word: string;
  kind: number;
}

/** Known words by the slot of their last letters, so that most words are seen at once to be none of them. */
const slots: (KnownWord[] | undefined)[] = Array.from({ length: 1_024 });
const slotOf = (packed: number, length: number) => (Math.imul(packed, 0x9e37_79b1) >>> 22) ^ (length & 15);
for (const [kind, words] of known)
  for (const word of words.split(' ')) {
    let packed = 0;
    for (let place = 0; place < word.length; place += 1) packed = (packed << 8) | word.charCodeAt(place);
    const slot = (slots[slotOf(packed, word.length)] ??= []);
    const same = slot.find((other) => other.word === word);
    if (same) same.kind |= kind;
    else slot.push({ word, kind });
  }

const scratch: PlainWords = {
  count: 0,
  letters: new Uint8Array(LONGEST),
  ends: new Uint16Array(LONGEST),
  gaps: new Uint8Array(LONGEST + 1),
  kinds: new Uint8Array(LONGEST),
};

/**
 * The words `foldText` would make of an ASCII name, read in one pass; null for names that need the whole of its rules. Where it answers,
 * the words and an "and" for each gap that has one are the folded name. Valid until the next call.
 */
export function plainWords(text: string): PlainWords | null {
  const { letters, ends, gaps, kinds } = scratch;
  const { length } = text;
  if (length > LONGEST) return null;
  let count = 0;
  let size = 0;
  let start = 0;
  let packed = 0;
  let gap = 0;
  let marked = false; // by an apostrophe inside the word
  let before: number = SPACE;
  for (let place = 0; place <= length; place += 1) {
    const code = place < length ? text.charCodeAt(place) : SPACE;
    if (code > 126) return null;
    const letter = letterOf[code] ?? 0;
    if (letter !== 0) {
      if (size === start) {
        gaps[count] = before === SPACE ? gap | Gap.afterSpace : gap;
        gap = 0;
      }
      letters[size] = letter;
      size += 1;
      packed = (packed << 8) | letter;
    } else if (code === APOSTROPHE || code === BACKTICK) {
      // "'n'" may be "and"; "with'" is the word of guests to those who do not fold.
      if (letterOf[text.charCodeAt(place + 1)] === SMALL_N && !letterOf[text.charCodeAt(place + 2)]) return null;
      if ((kindOf(packed, start, size) & Word.guest) !== 0) return null;
      if (size > start) marked = true;
      else gap |= Gap.sign;
    } else {
      const signs = size - start;
      if (code === DOT && signs === 1) return null; // initials
      if (code === EXCLAMATION && !endsPhrase(text, place + 1)) return null;
      if (signs > 0) {
        const kind = kindOf(packed, start, size);
        if (marked && (kind & Word.guest) !== 0) return null;
        kinds[count] = kind;
        ends[count] = size;
        count += 1;
        start = size;
        packed = 0;
        marked = false;
      }
      if (code !== SPACE) {
        const sign = gapOf[code] ?? 0;
        if (sign === NOT_PLAIN || (gap & sign & Gap.and) !== 0) return null;
        gap |= sign;
        if (code === HYPHEN) gap |= hyphen(before, place + 1 < text.length ? text.charCodeAt(place + 1) : 0);
        if (isOdd(code) && (before === SPACE || text.charCodeAt(place + 1) === SPACE)) gap |= Gap.odd;
      }
    }
    before = code;
  }
  if (count === 0 || (gap & Gap.and) !== 0) return null;
  // A name of nothing but "and" is its own key.
  if (letters[0] === 97 && letters[1] === SMALL_N && letters[2] === 100) return null;
  gaps[count] = gap;
  scratch.count = count;
  return scratch;
}

/** `after` is 0 at the end of the text. */
function hyphen(before: number, after: number): number {
  if (before === SPACE) return after === 0 ? 0 : after === SPACE ? Gap.dash | Gap.spacedDash : Gap.dash;
  return after === SPACE ? Gap.dash : 0;
}

const isOdd = (code: number) => code === 126 || code === 124 || code === 47; // tilde, bar, slash

/** After an exclamation mark: nothing that would make it a letter ("P!nk"). */
const endsPhrase = (text: string, place: number) => place >= text.length || text.charCodeAt(place) === SPACE;

function kindOf(packed: number, start: number, end: number): number {
  const slot = slots[slotOf(packed, end - start)];
  if (slot === undefined) return 0;
  for (const { word, kind } of slot) {
    let same = word.length === end - start;
    for (let place = 0; same && place < word.length; place += 1) same = word.charCodeAt(place) === scratch.letters[start + place];
    if (same) return kind;
  }
  return 0;
}
