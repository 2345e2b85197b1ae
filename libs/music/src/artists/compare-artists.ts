import { editSimilarity } from '../normalise/similarity.js';
import type { ArtistKeys } from './parse-artists.js';

export interface ArtistComparison {
  /** 0..1: 1 is the same set of credited artists; symmetric. */
  readonly similarity: number;
  /** Both sides credit somebody the other does not. */
  readonly otherGuests: boolean;
}

/** A name this close to another is a misspelling of it; only long names may be misspelt. */
const MISSPELT = 0.88;
const LONG_NAME = 7;

const sameName = (a: readonly string[], b: readonly string[]) =>
  a.some((left) => b.some((right) => left === right || misspelt(left, right)));
const misspelt = (a: string, b: string) =>
  Math.min(a.length, b.length) >= LONG_NAME && Math.abs(a.length - b.length) <= 2 && editSimilarity(a, b) >= MISSPELT && !/\d/.test(a + b);

export function compareArtists(a: ArtistKeys, b: ArtistKeys): ArtistComparison {
  const first = a.wholes[0];
  const other = b.wholes[0];
  if (!first || !other) return { similarity: 0, otherGuests: false };
  const onlyA = a.atoms.filter((atom) => !b.atoms.some((candidate) => sameName(atom, candidate)));
  const onlyB = b.atoms.filter((atom) => !a.atoms.some((candidate) => sameName(atom, candidate)));
  const common = a.atoms.length - onlyA.length;
  if (onlyA.length === 0 && onlyB.length === 0) return { similarity: 1, otherGuests: false };
  if (sameName(first, other) && onlyA.length + onlyB.length > 0 && common === 0) return { similarity: 1, otherGuests: false };
  const leadHeld = leads(a, b) || leads(b, a);
  if (!leadHeld) {
    const best = Math.max(...a.wholes.flatMap((left) => b.wholes.map((right) => closest(left, right))));
    return { similarity: common > 0 ? Math.max(0.5, 0.7 * best) : 0.7 * best, otherGuests: false };
  }
  const union = common + onlyA.length + onlyB.length;
  return { similarity: 0.85 + 0.15 * (common / union), otherGuests: onlyA.length > 0 && onlyB.length > 0 };
}

/** Is the first credited name of one side (or, of a joint credit, its parts) on the other? */
function leads(a: ArtistKeys, b: ArtistKeys): boolean {
  const lead = a.wholes[0] ?? [];
  if ([...b.wholes, ...b.atoms].some((name) => sameName(name, lead))) return true;
  const firstAtom = a.atoms[0];
  return firstAtom !== undefined && b.atoms.some((atom) => sameName(firstAtom, atom));
}

const closest = (a: readonly string[], b: readonly string[]) =>
  Math.max(0, ...a.flatMap((left) => b.map((right) => editSimilarity(left, right))));
