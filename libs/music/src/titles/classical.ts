import { foldText } from '../normalise/fold-text.js';

/** What a title says of the work it belongs to. */
export interface Work {
  /** Its folded words without all that follows; kinds of works in one form. */
  readonly core: string;
  /** By catalogue (`op`, `k`, `bwv`), the number in it. */
  readonly numbers: ReadonlyMap<string, string>;
  /** `c sharp minor`, in whatever language; null: not said. */
  readonly key: string | null;
  /** In Arabic digits; null: not said. */
  readonly movement: string | null;
  /** What it has in quotes or brackets: `"Tempest"`; '' for nothing. */
  readonly nickname: string;

  /** It names a catalogue number or a key, or a movement or number of a kind of works. */
  readonly classical: boolean;
}

const catalogues = 'op(?:us)?|bwv|kv|woo|hob|rv|hwv|twv|wq|sz|bb|fp|trv|wab|wwv|lwv|cd|js|jb|th';
const letters = 'K|L|D|S|M|H|B|G|P|R';
/** `Op. 31 No. 2`, `BWV1007`, `Hob. XVI:52`, `K. 525`; a letter alone is a catalogue before a number only. */
const number = new RegExp(
  `[\\s,;(]*\\b(?:(${catalogues})\\b\\.?|(${letters})\\b\\.?|(${catalogues}|${letters})(?=\\d))\\s*((?:[ivx]+\\s*[:/]\\s*)?\\d+[a-z]?)(?:[\\s,/]*(?:no|nr|n°|nº)?\\.?\\s*(?<=[no°ºr./]\\s*)(\\d+)\\b)?\\)?`,
  'giu',
);

const romans = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX'.split(' ');
const inDigits = (numeral: string) => (/\d/.test(numeral) ? String(Number(numeral)) : String(romans.indexOf(numeral) + 1 || ''));

/** `: III. Allegretto`, ` - 3. Allegretto`, `: II Andante`; and `1st Movement`, `Mvt. 1`, `3. Satz`. */
const movement =
  /(?:^|[:\-–—,;"”»)]\s*)\(?(?:([IVX]{1,5}|\d{1,2})[.)]\s*|([IVX]{1,5})\s+(?=[-–—]|\p{Lu}\p{Ll}))(?=[\p{L}"“–—-])|\b(\d)(?:st|nd|rd|th|\.|er|e|ème)?\s+(?:[Mm]ovement|[Mm]vt\b\.?|[Ss]atz|[Mm]ouvement)|\b(?:[Mm]ovement|[Mm]vt\.?|[Ss]atz|[Mm]ouvement)\s+(\d|[IVX]+)\b/gu;

/** `…: III. Allegretto` as `…: 3. Allegretto`. Only behind a sign, with a full stop: never "I Will". */
export const withArabicMovement = (title: string): string =>
  /[IVX]\.\s/.test(title)
    ? title.replace(/(^|[:\-–—,;"”»)]\s*)([IVX]{1,5})\.\s+(?=\p{L})/gu, (all, before: string, roman: string) =>
        inDigits(roman) === '' ? all : `${before}${inDigits(roman)}. `,
      )
    : title;

/** `C# minor` and `B♭` in words: folding would drop the sign, and with it the key. */
export const withSpeltKeys = (title: string): string =>
  /[A-G][#♯♭]/.test(title)
    ? title.replace(
        /(?<![\p{L}\p{N}])([A-G])([#♯♭])(?![\p{L}\p{N}])/gu,
        (_, note: string, sign: string) => `${note} ${sign === '♭' ? 'flat' : 'sharp'}`,
      )
    : title;

const notes: Readonly<Record<string, string>> = {
  do: 'c', ut: 'c', re: 'd', mi: 'e', fa: 'f', sol: 'g', la: 'a', si: 'b', h: 'b',
  cis: 'c sharp', dis: 'd sharp', fis: 'f sharp', gis: 'g sharp', ais: 'a sharp', des: 'd flat', es: 'e flat', ges: 'g flat', as: 'a flat',
}; // prettier-ignore
const modes: Readonly<Record<string, string>> = {
  dur: 'major', majeur: 'major', maggiore: 'major', mayor: 'major', maior: 'major', moll: 'minor', mineur: 'minor', minore: 'minor', menor: 'minor',
}; // prettier-ignore
const key = new RegExp(
  `\\b(?:(?:in|en|em) )?([a-h]|${Object.keys(notes).join('|')})(?: (sharp|flat|diese|diesis|sostenido|bemol|bemolle))? (major|minor|${Object.keys(modes).join('|')})\\b`,
  'g',
);
/** "No. 1 in C" is in C major. */
const bareKey = /\b(in [A-G](?:[- ](?:sharp|flat))?)(?=\s*(?:$|[,;:("“]|\s[–—-]))/gi;

const kinds: Readonly<Record<string, string>> = {
  symphonie: 'symphony', sinfonie: 'symphony', sinfonia: 'symphony', symfonie: 'symphony', sonate: 'sonata', konzert: 'concerto',
  quartett: 'quartet', quatuor: 'quartet', quartetto: 'quartet', praludium: 'prelude', preludio: 'prelude', fuge: 'fugue', fuga: 'fugue',
  valse: 'waltz', walzer: 'waltz', klaviersonate: 'piano sonata', klavierkonzert: 'piano concerto', violinkonzert: 'violin concerto',
  streichquartett: 'string quartet', nr: 'number', no: 'number', n: 'number', movement: '',
}; // prettier-ignore
const work =
  /\b(?:symphony|sonata|concerto|quartet|quintet|trio|suite|prelude|fugue|etude|nocturne|mazurka|waltz|partita|cantata|requiem|mass|overture|ballade|impromptu|rhapsody)\b/;

/** Nothing of a work is in a title without one of these. */
const telling = /\d|[IVX]\s*[.):–—-]|[#♯♭]|\bin [a-g]\b|\b(?:major|minor|dur|moll|majeur|mineur|maggiore|minore|mayor|menor|maior)\b/i;
const inOneKind = (folded: string) =>
  folded
    .split(' ')
    .map((word) => kinds[word] ?? word)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
const quoted = /["“„«]([^"“”»]+)["“”»]|\(([^()]*)\)/gu;

export function workOf(title: string): Work {
  const none = { numbers: new Map<string, string>(), key: null, movement: null, nickname: '', classical: false };
  if (!telling.test(title)) return { ...none, core: inOneKind(foldText(title)) };
  const { bare, numbers } = withoutNumbers(withSpeltKeys(title));
  const nicknames: string[] = [];
  const unnamed = bare.replace(quoted, (_, name?: string, bracketed?: string) => {
    nicknames.push(foldText(name ?? bracketed ?? ''));
    return ' ';
  });
  let moved: string | null = null;
  const still = unnamed.replace(movement, (all: string, ...found: unknown[]) => {
    const numeral = found.slice(0, 4).find((one) => typeof one === 'string');
    if (typeof numeral !== 'string' || inDigits(numeral) === '') return all;
    moved = inDigits(numeral);
    return ' : ';
  });
  let named: string | null = null;
  const words = foldText(still.replace(bareKey, '$1 major')).replace(key, (_, note: string, sign: string | undefined, mode: string) => {
    named = keyName(note, sign, mode);
    return ' ';
  });
  const core = inOneKind(words);
  const classical = numbers.size > 0 || named !== null || (work.test(core) && (moved !== null || /\d/.test(core)));
  return { core, numbers, key: named, movement: moved, nickname: nicknames.join(' '), classical };
}

function withoutNumbers(title: string): Pick<Work, 'numbers'> & { readonly bare: string } {
  const numbers = new Map<string, string>();
  const bare = title.replace(number, (_, long?: string, letter?: string, joined?: string, first: string = '', second?: string) => {
    const name = (long ?? letter ?? joined ?? '').toLowerCase();
    const value = first.toLowerCase().replace(/\s/g, '').replace(':', '/');
    numbers.set(name === 'opus' ? 'op' : name === 'kv' ? 'k' : name, [value, second ?? ''].join(' ').trim());
    return ' ';
  });
  return { bare: bare.trim(), numbers };
}

/** In English; a German B is B flat. */
function keyName(note: string, sign: string | undefined, mode: string): string {
  const german = mode === 'dur' || mode === 'moll';
  const raised = sign === undefined ? '' : /sharp|diese|diesis|sostenido/.test(sign) ? ' sharp' : ' flat';
  return `${german && note === 'b' ? 'b flat' : (notes[note] ?? note)}${raised} ${modes[mode] ?? mode}`;
}

/** Words that may stand before a work: its composer. */
const MOST_BEFORE = 3;

/**
 * Are two titles those of one work? `likely`: one side leaves out a number, a key or a nickname; `doubtful`: it leaves out which movement,
 * or something else that may tell two apart.
 */
export function compareWorks(a: Work, b: Work): 'same' | 'likely' | 'doubtful' | null {
  if (!(a.classical || b.classical) || a.core === '' || b.core === '') return null;
  if (otherNumbers(a, b) || differ(a.key, b.key) || differ(a.movement, b.movement) || differ(a.nickname || null, b.nickname || null))
    return null;
  const before = a.core === b.core ? 0 : (wordsBefore(a.core, b.core) ?? wordsBefore(b.core, a.core));
  if (before === null || before > MOST_BEFORE) return null;
  const allSaid = a.numbers.size === b.numbers.size && a.key === b.key && a.nickname === b.nickname;
  if (a.movement !== b.movement || (a.nickname !== b.nickname && a.movement === null)) return 'doubtful';
  return allSaid && before === 0 ? 'same' : 'likely';
}

const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;
const wordsBefore = (long: string, short: string) =>
  long.endsWith(` ${short}`) ? long.slice(0, -short.length).trim().split(' ').length : null;

/** Do both name a number of one catalogue, and another one? */
const otherNumbers = (a: Work, b: Work): boolean =>
  [...a.numbers].some(([name, value]) => b.numbers.has(name) && b.numbers.get(name) !== value);
