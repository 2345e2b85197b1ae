import { usualParameters } from '../compare/match-parameters.js';
import type { ArtistParameters } from '../compare/match-parameters.js';
import { editSimilarity } from '../normalise/similarity.js';
import { isSlip } from '../normalise/spelling-slip.js';
import type { ArtistKeys } from './parse-artists.js';

export interface ArtistComparison {
  /** 0..1: 1 is the same set of credited artists; symmetric. */
  readonly similarity: number;
  /** Both sides credit somebody the other does not. */
  readonly otherGuests: boolean;
}

const sameName = (a: readonly string[], b: readonly string[], parameters: ArtistParameters) =>
  a.some((left) => b.some((right) => left === right || misspelt(left, right, parameters)));
const misspelt = (a: string, b: string, { longName, misspeltName }: ArtistParameters) =>
  Math.min(a.length, b.length) >= longName &&
  Math.abs(a.length - b.length) <= 2 &&
  editSimilarity(a, b) >= misspeltName &&
  !/\d/.test(a + b);

/** `Nine ❤` and `Nine ☁`; guests have their own, and one side may have lost them. */
const noneInCommon = (a: string, b: string) => a !== '' && b !== '' && ![...a].some((picture) => b.includes(picture));

export function compareArtists(a: ArtistKeys, b: ArtistKeys, parameters: ArtistParameters = usualParameters): ArtistComparison {
  const first = a.wholes[0];
  const other = b.wholes[0];
  if (!first || !other || noneInCommon(a.pictures, b.pictures)) return { similarity: 0, otherGuests: false };
  const onlyA = a.atoms.filter((atom) => !b.atoms.some((candidate) => sameName(atom, candidate, parameters)));
  const onlyB = b.atoms.filter((atom) => !a.atoms.some((candidate) => sameName(atom, candidate, parameters)));
  const common = a.atoms.length - onlyA.length;
  if (onlyA.length === 0 && onlyB.length === 0) return { similarity: 1, otherGuests: false };
  if (sameName(first, other, parameters) && onlyA.length + onlyB.length > 0 && common === 0) return { similarity: 1, otherGuests: false };
  const leadHeld = leads(a, b, parameters) || leads(b, a, parameters);
  if (!leadHeld) {
    const best = Math.max(...a.wholes.flatMap((left) => b.wholes.map((right) => closest(left, right))));
    return { similarity: common > 0 ? Math.max(0.5, 0.7 * best) : 0.7 * best, otherGuests: false };
  }
  const union = common + onlyA.length + onlyB.length;
  return { similarity: 0.85 + 0.15 * (common / union), otherGuests: onlyA.length > 0 && onlyB.length > 0 };
}

/** Is the first credited name of one side (or, of a joint credit, its parts) on the other? */
function leads(a: ArtistKeys, b: ArtistKeys, parameters: ArtistParameters): boolean {
  const lead = a.wholes[0] ?? [];
  if ([...b.wholes, ...b.atoms].some((name) => sameName(name, lead, parameters))) return true;
  const firstAtom = a.atoms[0];
  return firstAtom !== undefined && b.atoms.some((atom) => sameName(firstAtom, atom, parameters));
}

/** Does one slip of the keyboard make one lead of the other? Only worth something when everything else agrees. */
export const leadsDifferBySlip = (a: ArtistKeys, b: ArtistKeys, { slipName }: ArtistParameters): boolean =>
  [
    [a.wholes[0], b.wholes[0]],
    [a.atoms[0], b.atoms[0]],
  ].some(([left = [], right = []]) =>
    left.some((one) =>
      right.some((other) => Math.min(one.length, other.length) >= slipName && !/\d/.test(one + other) && isSlip(one, other)),
    ),
  );

const closest = (a: readonly string[], b: readonly string[]) =>
  Math.max(0, ...a.flatMap((left) => b.map((right) => editSimilarity(left, right))));
