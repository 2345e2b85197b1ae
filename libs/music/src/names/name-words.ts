/** A word of a file's name. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** What stands before it parts two pieces of a name; false: only two words. The first word is parted. */
  readonly parted: boolean;
  /** It stands in a bracket. */
  readonly bracketed: boolean;
}

const word = /[\p{L}\p{N}\p{M}$]+(?:['’‘ʼ′`´!][\p{L}\p{N}\p{M}$]+)*/gu;
/** More words than a name has that is worth laying out. */
const MOST_WORDS = 60;
const opening = /[([{【〔〈《「『]/g;
const closing = /[)\]}】〕〉》」』]/g;

/** Blanks, and what people write for them where a name has none: `The_Knife`, `The.Knife`, `The+Knife`. */
export const withBlanks = (name: string): string => {
  const decoded = name.replace(/%20/g, ' ');
  return decoded.includes(' ') ? decoded : decoded.replace(/[_+]/g, ' ').replace(/(?<=[^\s\d])\.(?=[^\s])|(?<=\S)\.(?=[^\s\d])/g, ' ');
};

/** The words of a name; [] for one with too many. A number that is written against the name is a word of its own: `03Title`. */
export function wordsOf(name: string): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  let end = 0;
  for (const found of name.matchAll(word)) {
    if (words.length === MOST_WORDS) return [];
    const gap = name.slice(end, found.index);
    depth = Math.max(0, depth + (gap.match(opening)?.length ?? 0) - (gap.match(closing)?.length ?? 0));
    end = found.index + found[0].length;
    const numbered = words.length === 0 ? (/^(?:0\d{1,2}(?=\p{L})|\d{1,3}(?=\p{Lo}))/u.exec(found[0])?.[0].length ?? 0) : 0;
    if (numbered > 0) words.push({ start: found.index, end: found.index + numbered, parted: true, bracketed: depth > 0 });
    words.push({ start: found.index + numbered, end, parted: numbered > 0 || words.length === 0 || parts(gap), bracketed: depth > 0 });
  }
  return words;
}

/** Do these signs part more than two words of one name? */
const parts = (gap: string) => /[^\s.,&+!?'’‘ʼ′`´"“”„«»…%*°]/u.test(gap);
