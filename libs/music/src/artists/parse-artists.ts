import { boundedText } from '../normalise/bounded-text.js';
import { compactKey, foldKeys, foldText } from '../normalise/fold-text.js';
import { picturesIn } from '../normalise/pictures.js';
import { secondNames } from '../titles/second-names.js';
import { memo } from '../normalise/memo.js';
import { keysReadAsOthers, sameArtistKey } from './aliases.js';
import { guestNames, guestTail } from './guest-names.js';

export interface ArtistCredits {
  readonly main: readonly string[];
  readonly featured: readonly string[];
}

/** Credits as given: split at "feat." and at semicolons only, since names hold commas and ampersands of their own. */
export function parseArtists(artists: readonly string[] | string): ArtistCredits {
  const main: string[] = [];
  const featured: string[] = [];
  for (const credit of typeof artists === 'string' ? artists.split(';') : artists) {
    const text = boundedText(credit).replace(/[([](?=(?:feat|ft|featuring)\b)/i, ' ');
    const tail = guestTail.exec(text);
    const name = tail && tail.index > 0 ? text.slice(0, tail.index).trim() : text;
    if (name !== '') main.push(name);
    if (tail && tail.index > 0) featured.push(...guestNames(text.slice(tail.index + tail[0].length)));
  }
  return { main, featured };
}

const separators =
  /\s*(?:[,;/&×|+、،؛]|\s[·・•]\s|\s(?:and|und|y|et|e|x|и|та|και|vs\.?|feat\.?|ft\.?|featuring|with|con|pres\.?|presents|meets)\s|(?<=\s)(?:feat|ft|vs)\.)\s*/i;

/**
 * Every name a list of credits may hold, as comparison keys without spaces: the whole credits, and their parts at all usual separators.
 * `Earth, Wind & Fire` gives its whole and its three words; two lists that mean the same artists give the same parts.
 */
export interface ArtistKeys {
  /** Keys of each credit as a whole, in order. */
  readonly wholes: readonly (readonly string[])[];
  /** Keys of the separated names, in order, each with its other spellings. */
  readonly atoms: readonly (readonly string[])[];
  /** Emoji of all credits. */
  readonly pictures: string;
}

export const artistKeys = (credits: readonly string[]): ArtistKeys => {
  const [only] = credits;
  return only !== undefined && credits.length === 1 ? keysOfOne(only) : keysOfAll(credits);
};

const keysOfOne = memo(5_000, (credit) => keysOfAll([credit]));

/** One name, with nothing in it that could part two. */
const oneName =
  /^(?!.*(?:[,;/&×|+([、､，；／＆｜＋（［،؛·・•]|\s(?:and|und|y|et|e|x|и|та|και|vs\.?|feat\.?|ft\.?|featuring|with|con|pres\.?|presents|meets)\s)).*\S/i;

/** As `artistKeys`, for lists that will not come again. */
export function keysOfAll(credits: readonly string[]): ArtistKeys {
  const [only = ''] = credits;
  if (credits.length === 1 && oneName.test(only)) {
    const keys = nameKeys(only);
    return { wholes: [keys], atoms: keys.length > 0 ? [keys] : [], pictures: picturesIn(only) };
  }
  const { main, featured } = parseArtists(credits);
  const all = [...main, ...featured];
  const atoms = all
    .flatMap((credit) => credit.split(separators))
    .map(nameKeys)
    .filter((keys) => keys.length > 0);
  return { wholes: all.map(nameKeys), atoms: distinct(atoms), pictures: picturesIn(all.join('')) };
}

/** Keys of one name: without article and spaces, joining words left out; a renamed artist has the key of the other name as well. */
export const nameKeys = memo(20_000, (name): readonly string[] => {
  const { parted, runs } = secondNames(name);
  const keys = [name, ...parted, ...runs].flatMap((one) => foldKeys(one)).map(keyOfFolded);
  const alias = sameArtistKey(keys[0] ?? '', keyOfName);
  return [...new Set([...keys, alias])].filter((key) => key !== '');
});

const keyOfName = (name: string) => keyOfFolded(foldText(name));

/** Keys of names that have another name's key as well. */
export const aliasKeys = (): Iterable<string> => keysReadAsOthers(keyOfName);

function keyOfFolded(folded: string): string {
  const words = folded.split(' ').filter((word) => !joining.has(word));
  return compactKey((words.length > 0 ? words : folded.split(' ')).join(' '));
}

const joining = new Set(['the', 'and', 'und', 'les', 'et', 'y']);

const distinct = (atoms: readonly (readonly string[])[]) =>
  atoms.filter((keys, place) => atoms.findIndex((other) => other[0] === keys[0]) === place);

const various = new Set([
  'various artists',
  'various',
  'va',
  'v a',
  'varios artistas',
  'verschiedene',
  'verschiedene interpreten',
  'soundtrack',
  'ost',
  'unknown artist',
  'unknown',
  '',
]);

/** A credit that names nobody: no evidence for or against an artist. */
export const isVariousArtists = (artist: string | null): boolean => artist === null || various.has(foldText(artist));
