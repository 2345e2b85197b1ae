import { isSlip } from '../normalise/spelling-slip.js';
import { inEnglish } from './words-of-languages.js';
import type { VersionKind, VersionTag } from './version-tag.js';

/** What makes another recording of a song; applied to the folded text of a qualifier only, never to a title. All that fit are taken. */
const rules: readonly { readonly kind: VersionKind; readonly words: RegExp }[] = [
  { kind: 'karaoke', words: /\b(?:karaoke|backing track|minus one|sing ?along|in the style of|originally performed by|made famous by|playback)\b/g },
  { kind: 'instrumental', words: /\b(?:instrumentals?|instr|inst|drumless|instrumentales?)\b/g },
  { kind: 'acapella', words: /\b(?:a ?cap+ell?as?|acapp?ella|vocals? only|isolated vocals)\b/g },
  { kind: 'cover', words: /\b(?:cover(?:ed)?|tribute(?: to)?|lullaby (?:version|rendition)|8 bit)\b/g },
  { kind: 'rerecord', words: /\b(?:re ?record(?:ed|ing)|new recording|\w+s version(?= |$))/g },
  { kind: 'speed', words: /\b(?:sped ?up|spe+d(?:ed)? up|slowed(?: down)?|nightcore|reverb(?:ed)?|chopped and screwed|screwed|chopped|daycore|8d(?: audio)?|bass ?boost(?:ed)?|(?:original |high |low )?pitch(?:ed)?(?: up| down)?|432 ?hz)\b/g },
  { kind: 'demo', words: /\b(?:demos?|rough mix|early (?:take|version)|outtakes?|alternat(?:e|ive) take|home recording|work tape|take \d+|rehearsal)\b/g },
  { kind: 'acoustic', words: /\b(?:acoustic|acustic[ao]|acoustique|akustik|stripped(?: back| down)?|piano(?= (?:version|mix|acoustic|session|solo)|$)|unplugged)\b/g },
  { kind: 'extended', words: /\b(?:extended|club (?:mix|version)|12(?: inch)?(?= |$)|long version|full length|maxi)\b/g },
  { kind: 'edit', words: /\b(?:(?:radio|single|short|video|club|tv|clean|album|main|original|7|7 inch)? ?edit(?:ed)?|radio (?:version|mix|cut)|short(?:ened)? version|single mix|tv (?:version|size)|7 (?:inch )?(?:mix|version)|7 inch|cut)\b/g },
  { kind: 'remix', words: /\b(?:re ?mix(?:ed|es)?|rmx|mix(?:ed)?|rework(?:ed)?|bootleg|mash ?up|vip|dub|flip|refix|re ?edit|remode?l|reimagined|reprod|interpretation|revibe|re ?fix|dubstep|house version)\b/g },
  { kind: 'reprise', words: /\breprise\b/g },
  { kind: 'language', words: /\b(?:spanish|french|german|italian|japanese|english|korean|portuguese|chinese|mandarin|cantonese|russian|spanglish|hindi|tamil|telugu|arabic|turkish|dutch|swedish|espanol|ingles|italiano|francais|japan|deutsch)\b(?= ver(?:sion)?\b|$)|\bversion (?:en )?(?:espanol|ingles|italiano|francais|portugues|castellano)\b|\ben espanol\b/g },
]; // prettier-ignore

/** A concert, a broadcast, a studio session: `live` has to lead or to end the qualifier, or to stand before a place. */
const live = new RegExp(
  [
    /^live(?= (?:at|in|from|on|version|session|sessions|performance|acoustic|aid|edit|recording|room|lounge|studio|takes?|with|aus|im|bei|i|fra|au|aux|en|em|desde|dal|dalla|alla|vanuit|uit|op|fran|w|v|a(?! (?:little|lie|life|lot)\b)|\d+|video|bonus|for|and unplugged|as|cut|mix)\b|$)/,
    /(?<=\b(?:acoustic|unplugged|mtv|recorded|performed|\d{4}|version|official|and|bonus|track|demo|edit|remix|mix|instrumental) )live$/,
    /^live (?:[\p{L}\p{N}]+ )+(?:19|20)?\d\d$/u,
    // "Live Wembley": a place, and no sentence.
    /^live (?!(?:and|it|your|my|our|to|forever|life|like|love|long|free|without|another|now|or|wire|this|that|through|more|fast|while|again|well|alone|together|happy|the|by|is|a|every|in|once|no|on)\b)/,
    /\blive (?:at|from) /,
    /\blive (?:video|audio|clip)\b/,
    /\blive (?:version|session|sessions|performance|acoustic|recording|edit)\b/,
    /\b(?:unplugged|in concert|en (?:vivo|directo|concert|concierto)|ao vivo|dal vivo|livesession|konzert|concierto)\b/,
    /\b(?:bbc|peel|radio|kexp|studio|spotify|live|apple|acoustic|aol|itunes|daytrotter|lounge|maida vale|tiny desk|la|the|pond|rehearsal|in) (?:radio )?(?:studio )?sessions?\b|^sessions?\b|\bsessions?$/,
    /\brecorded (?:live )?(?:at|in|for)\b|\btiny desk\b|\bspotify singles?\b|\blive lounge\b|\bamazon original\b|\bapple music (?:home )?session\b/,
  ]
    .map((part) => part.source)
    .join('|'),
  'u',
);

/** Words that carry no identity inside a qualifier. */
const filler =
  /\b(?:version|versions|ver|versao|the|a|by|of|from|for|at|in|on|with|to|official|original|and|remaster(?:ed)?|bonus|track|full|mix|en|feat|edition|recording|recorded|performance|audio|video|take|new|live|radio|edit|session|sessions)\b/g;

/** The versions a folded qualifier names; [] when it names none. Expects folded text, `s version` for "'s Version". */
export function versionsIn(qualifier: string): readonly VersionTag[] {
  const folded = inEnglish(qualifier);
  const found = readVersions(folded);
  if (found.length > 0) return found;
  const corrected = withoutSlips(folded);
  return corrected === folded ? [] : readVersions(corrected);
}

/** Words whose misspelling would hide a version. */
const vocabulary = [
  'remix',
  'radio edit',
  'edit',
  'demo',
  'acoustic',
  'instrumental',
  'extended',
  'slowed',
  'version',
  'karaoke',
  'unplugged',
  'bootleg',
  'acapella',
];

/** `rmix`, `eidt`, `acoutsic`: only where such a word stands, at the end of a qualifier. */
function withoutSlips(folded: string): string {
  const words = folded.split(' ');
  const last = words.at(-1) ?? '';
  const meant = vocabulary.find((word) => isSlip(word, last) && (word.length > 4 || word.length === last.length));
  return meant === undefined ? folded : [...words.slice(0, -1), meant].join(' ');
}

/** A manner of playing, where it is all that the qualifier says. */
const manner =
  /^(?:strings?|string quartet|choir|choral|big band|marching band|music box|guitar|lo ?fi|chiptune|phonk|hardstyle|techno|trance|metal|jazz|bossa nova|bonus beats|stems?)(?: (?:version|ver))?$/;

function readVersions(folded: string): readonly VersionTag[] {
  if (/^(?:original|album|main|standard|regular) (?:mix|edit|cut)$/.test(folded)) return [];
  // A cut of a DJ's mix; beside a remixer it would melt into his remix.
  if (folded === 'mixed') return [{ kind: 'other', detail: 'mixed' }];
  if (/^(?:main )?vocals?$/.test(folded)) return [{ kind: 'other', detail: 'vocal' }];
  if (manner.test(folded)) return [{ kind: 'other', detail: folded.replace(/ (?:version|ver|mix|edit)$/, '') }];
  // "Ewan Pearson Vocal": somebody's vocal mix.
  if (/^\S.* vocal$/.test(folded) && !/\b(?:no|with|lead|off)\b/.test(folded)) return [{ kind: 'remix', detail: strip(folded) }];
  const kinds = rules.filter(({ words }) => folded.match(words) !== null).map(({ kind }) => kind);
  const isLive = live.test(folded);
  const found = new Set<VersionKind>(isLive ? [...kinds, 'live'] : kinds);
  // "Acoustic Mix", "Demo Mix", "Extended Vocal Mix": a mix that is nobody's is no remix of its own.
  const onlyMix = found.has('remix') && !/\bre ?mix|rmx|rework|bootleg|mash ?up|\bvip\b|\bdub\b|\bflip\b|re ?edit/.test(folded);
  const others = [...found].filter((kind) => kind !== 'remix');
  if (onlyMix && others.length > 0 && leftover(folded, others) === '') found.delete('remix');
  // "Kaytranada Edit": somebody's edit is a remix; "Radio Edit" is nobody's.
  if (found.has('edit') && !found.has('remix') && others.length === 1 && /\bedit$/.test(folded) && personal(folded)) {
    found.delete('edit');
    found.add('remix');
  }
  if (found.has('live') && found.has('acoustic') && /\bunplugged\b/.test(folded) && !/acoustic/.test(folded)) found.delete('acoustic');
  if (found.has('karaoke')) for (const kind of ['instrumental', 'cover', 'live'] as const) found.delete(kind);
  const versionOfYear = /^(?:the )?(?:19|20)\d\d (?:version|ver|recording)$|^(?:19|20)\d\d$/.test(folded) && / /.test(folded);
  if (found.size === 0 && versionOfYear) return [{ kind: 'rerecord', detail: folded.match(/\d{4}/)?.[0] ?? '' }];
  if (found.size === 0 && /\b(?:version|ver|versao|versione|takes?|edition)$/.test(folded))
    return [{ kind: 'other', detail: strip(folded) }];
  const year = /\b(?:19|20)\d\d\b/.exec(folded)?.[0];
  return [...found].map((kind) => {
    const tag = { kind, detail: detailOf(kind, folded, [...found]) };
    return kind === 'live' && year !== undefined ? { ...tag, year } : tag;
  });
}

const personalEdit =
  /\b(?:radio|single|short|video|club|tv|clean|album|main|original|extended|live|the|7|inch|festival|mixed|remix|\d{4}|bonus|track|explicit)\b/g;
const personal = (folded: string) =>
  folded
    .replace(/\bedit$/, '')
    .replace(personalEdit, ' ')
    .trim() !== '';

function leftover(folded: string, kinds: readonly VersionKind[]): string {
  let rest = folded;
  for (const { kind, words } of rules) if (kinds.includes(kind)) rest = rest.replace(words, ' ');
  return strip(rest.replace(/\b(?:vocal|mix)\b/g, ' '));
}

function detailOf(kind: VersionKind, folded: string, kinds: readonly VersionKind[]): string {
  if (kind === 'speed')
    return /\b(?:slowed|daycore|screwed|chopped)\b/.test(folded)
      ? 'slowed'
      : /\bbass\b|\bpitch|\b432/.test(folded)
        ? (folded.match(/bass|pitch|432/)?.[0] ?? '')
        : /\b8d\b/.test(folded)
          ? '8d'
          : /\b(?:sped|speed|nightcore)/.test(folded)
            ? 'up'
            : 'reverb';
  if (kind === 'language')
    return (
      folded.match(
        /spanish|espanol|castellano|french|francais|german|deutsch|italian|japan|english|ingles|korean|portugu|chinese|mandarin|cantonese|russian|hindi|tamil|telugu|arabic|turkish|dutch|swedish|spanglish/,
      )?.[0] ?? ''
    );
  if (kind === 'rerecord') return strip(folded.replace(/\bre ?record(?:ed|ing)\b/g, ' '));
  if (kind === 'remix') return remixDetail(folded, kinds);
  if (kind === 'live') return placeWords(folded);
  if (kind === 'edit') return folded.match(/\bclub\b/)?.[0] ?? '';
  return '';
}

/** Where a concert was, of a folded qualifier. */
export const placeWords = (folded: string): string =>
  strip(folded.replace(/\b(?:19|20)\d\d\b|\b(?:unplugged|acoustic|in concert|en vivo|ao vivo|en directo|recorded)\b/g, ' '));

const remixDetail = (folded: string, kinds: readonly VersionKind[]) => {
  let rest = folded.replace(/\b(?:re ?mix(?:ed|es)?|rmx|mix(?:ed)?|rework(?:ed)?|edit|dub(?= mix))\b/g, (word) =>
    word === 'dub' ? 'dub' : ' ',
  );
  for (const { kind, words } of rules) if (kind !== 'remix' && kinds.includes(kind)) rest = rest.replace(words, ' ');
  return strip(rest.replace(/(?<=\w)s\b(?= *$)/, 's'));
};

const strip = (folded: string) => folded.replace(filler, ' ').replace(/\s+/g, ' ').trim();
