import { foldText } from '../normalise/fold-text.js';

/** What a title says of the work it belongs to. */
export interface Work {
  /** Its folded words without catalogue numbers; keys, movements and kinds of works in one form. */
  readonly words: string;
  /** The title without catalogue numbers, as it was given. */
  readonly bare: string;
  /** By catalogue (`op`, `k`, `bwv`), the number in it. */
  readonly numbers: ReadonlyMap<string, string>;
  /** It names a catalogue number, a key or a movement. */
  readonly classical: boolean;
}

const catalogues = 'op(?:us)?|bwv|kv|woo|hob|rv|hwv|twv|wq|sz|bb|fp|trv|wab|wwv|lwv|cd|js|jb|th';
const letters = 'K|L|D|S|M|H|B|G|P|R';
/** `Op. 31 No. 2`, `BWV1007`, `Hob. XVI:52`, `K. 525`; a letter alone is a catalogue before a number only. */
const number = new RegExp(
  `[\\s,;(]*\\b(?:(${catalogues})\\b\\.?|(${letters})\\b\\.?|(${catalogues}|${letters})(?=\\d))\\s*((?:[ivx]+\\s*[:/]\\s*)?\\d+[a-z]?)(?:[\\s,/]*(?:no|nr|n°|nº)?\\.?\\s*(?<=[no°ºr./]\\s*)(\\d+)\\b)?\\)?`,
  'giu',
);

const movement = /(^|[:\-–—,.;"”»)]\s*)(\(?)([IVX]{1,5})(?:\.|\)|:|(?=\s+(?:[-–—]|\p{Lu}\p{Ll})))\s*(?=[\p{L}"“–—-])/gu;

const romans = [
  'I',
  'II',
  'III',
  'IV',
  'V',
  'VI',
  'VII',
  'VIII',
  'IX',
  'X',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
  'XVI',
  'XVII',
  'XVIII',
  'XIX',
  'XX',
];

/** `…: III. Allegretto` as `…: 3. Allegretto`. Only behind a sign, with a full stop: never "I Will". */
export const withArabicMovement = (title: string): string =>
  /[IVX]\.\s/.test(title)
    ? title.replace(/(^|[:\-–—,;"”»)]\s*)([IVX]{1,5})\.\s+(?=\p{L})/gu, (all, before: string, roman: string) => {
        const value = romans.indexOf(roman) + 1;
        return value === 0 ? all : `${before}${value}. `;
      })
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
  streichquartett: 'string quartet', nr: 'number', no: 'number', n: 'number', mvt: '', movement: '', satz: '', mouvement: '',
  '1st': '1', '2nd': '2', '3rd': '3', '4th': '4', '5th': '5',
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

export function workOf(title: string): Work {
  if (!telling.test(title)) return { words: inOneKind(foldText(title)), bare: title, numbers: new Map(), classical: false };
  const numbers = new Map<string, string>();
  const rest = withSpeltKeys(title).replace(
    number,
    (_, long?: string, letter?: string, joined?: string, first: string = '', second?: string) => {
      const name = (long ?? letter ?? joined ?? '').toLowerCase();
      numbers.set(
        name === 'opus' ? 'op' : name === 'kv' ? 'k' : name,
        [first.toLowerCase().replace(/\s/g, '').replace(':', '/'), second ?? ''].join(' ').trim(),
      );
      return ' ';
    },
  );
  let moved = false;
  const arabic = rest.replace(movement, (all, before: string, _bracket: string, roman: string) => {
    const value = romans.indexOf(roman) + 1;
    if (value > 0) moved = true;
    return value === 0 ? all : `${before} ${value} `;
  });
  let keyed = false;
  const words = inOneKind(
    foldText(arabic.replace(bareKey, '$1 major')).replace(key, (_, note: string, sign: string | undefined, mode: string) => {
      keyed = true;
      const raised = sign === undefined ? '' : /sharp|diese|diesis|sostenido/.test(sign) ? ' sharp' : ' flat';
      return `in ${notes[note] ?? note}${raised} ${modes[mode] ?? mode}`;
    }),
  );
  return { words, bare: rest.trim(), numbers, classical: numbers.size > 0 || keyed || (work.test(words) && (moved || /\d/.test(words))) };
}

/** Do both name a number of one catalogue, and another one? */
export const otherNumbers = (a: Work, b: Work): boolean =>
  [...a.numbers].some(([name, value]) => b.numbers.has(name) && b.numbers.get(name) !== value);
