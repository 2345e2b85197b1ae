import { nameKeys, parseArtists } from '../artists/parse-artists.js';
import { foldText } from '../normalise/fold-text.js';
import { albumColour } from '../titles/album-colour.js';
import { parseTitle } from '../titles/parse-title.js';
import { sameVersions } from '../titles/version-tag.js';
import { keysOf, keysOfName, titleSimilarity } from './compare-titles.js';
import { usualParameters } from './match-parameters.js';
import type { MatchParameters } from './match-parameters.js';

export type NameKind = 'title' | 'artist' | 'album';

export interface NameComparison {
  readonly same: boolean;
  /** 0..1, symmetric. */
  readonly similarity: number;
}

/** Must two names be judged the same, by their text alone? */
export function compareNames(kind: NameKind, a: string, b: string, parameters: MatchParameters = usualParameters): NameComparison {
  return kind === 'artist' ? compareArtistNames(a, b) : compareTitles(kind, a, b, parameters);
}

function compareTitles(kind: 'title' | 'album', a: string, b: string, parameters: MatchParameters): NameComparison {
  const left = parseTitle(a);
  const right = parseTitle(b);
  const similarity = titleSimilarity(keysOf(left), keysOf(right), parameters);
  const colours = kind === 'album' ? sameVersions(albumColour(a), albumColour(b)) && releaseType(a) === releaseType(b) : true;
  const guests = otherGuests(left.featured, right.featured);
  // Text alone: a plain "Live" and a named concert may be two evenings.
  const versions =
    sameVersions(left.versions, right.versions) &&
    left.versions
      .map(({ detail }) => detail)
      .sort()
      .join() ===
      right.versions
        .map(({ detail }) => detail)
        .sort()
        .join();
  return { same: similarity >= parameters.sameText && versions && colours && !guests, similarity };
}

const releaseType = (album: string) => /\s[-–]\s(single|ep)$/i.exec(album)?.[1]?.toLowerCase() ?? '';

const otherGuests = (a: readonly string[], b: readonly string[]) =>
  a.length > 0 && b.length > 0 && !a.some((guest) => b.some((other) => foldText(guest) === foldText(other)));

function compareArtistNames(a: string, b: string): NameComparison {
  const [left = ''] = parseArtists(a).main;
  const [right = ''] = parseArtists(b).main;
  const equal = nameKeys(left).some((key) => nameKeys(right).includes(key)) || withoutBand(left) === withoutBand(right);
  return {
    same: equal,
    similarity: equal ? 1 : titleSimilarity(keysOfName(left), keysOfName(right)),
  };
}

/** `Bob Marley & The Wailers` is Bob Marley with his band; `Simon & Garfunkel` is not Simon. */
const withoutBand = (artist: string) => foldText(artist.replace(/^(\S+ \S.*?)\s+(?:&|and)\s+(?:the|his|her)\s+\S.*$/i, '$1'));
