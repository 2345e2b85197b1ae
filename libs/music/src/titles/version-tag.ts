import { editSimilarity } from '../normalise/similarity.js';

export type VersionKind =
  | 'live'
  | 'remix'
  | 'acoustic'
  | 'instrumental'
  | 'karaoke'
  | 'demo'
  | 'edit'
  | 'extended'
  | 'speed'
  | 'cover'
  | 'rerecord'
  | 'acapella'
  | 'reprise'
  | 'language'
  | 'other';

export interface VersionTag {
  readonly kind: VersionKind;
  /** Folded words that tell two versions of a kind apart (the remixer, the place of a concert), '' when there are none. */
  readonly detail: string;
  /** Of a concert, where it is said. */
  readonly year?: string;
}

/** Same set of kinds, and details that agree: the same version of a song. */
export function sameVersions(a: readonly VersionTag[], b: readonly VersionTag[]): boolean {
  const kinds = new Set([...a, ...b].map((tag) => tag.kind));
  for (const kind of kinds) {
    const left = a.filter((tag) => tag.kind === kind);
    const right = b.filter((tag) => tag.kind === kind);
    if (left.length === 0 || right.length === 0) return false;
    if (!detailsAgree(kind, wordsOf(left), wordsOf(right)) || otherYears(left, right)) return false;
  }
  return true;
}

/** The same kinds of which a place or a name may be worded in two ways, whatever their details: "Live in Helsinki", "Live 1974". */
export function mayBeSameVersions(a: readonly VersionTag[], b: readonly VersionTag[]): boolean {
  const kinds = (tags: readonly VersionTag[]) => [...new Set(tags.map(({ kind }) => kind))].sort().join();
  return a.length > 0 && kinds(a) === kinds(b) && a.every(({ kind }) => looseKinds.has(kind));
}

const yearsOf = (tags: readonly VersionTag[]) => tags.flatMap(({ year }) => year ?? []);
const otherYears = (a: readonly VersionTag[], b: readonly VersionTag[]) =>
  yearsOf(a).length > 0 && yearsOf(b).length > 0 && !yearsOf(a).some((year) => yearsOf(b).includes(year));

const wordsOf = (tags: readonly VersionTag[]) =>
  [...new Set(tags.flatMap((tag) => tag.detail.split(' ')))].filter((word) => word !== '').sort();

/** Kinds of which a plain mention stands for any of them ("Live" for "Live at Wembley"). */
const looseKinds = new Set<VersionKind>(['live', 'acoustic', 'karaoke', 'cover', 'instrumental', 'demo', 'rerecord', 'extended', 'edit']);

function detailsAgree(kind: VersionKind, a: readonly string[], b: readonly string[]): boolean {
  if (a.join('') === b.join('') || (a.length > 0 && misspelt(a.join(' '), b.join(' ')))) return true;
  if (a.length === 0 || b.length === 0) return looseKinds.has(kind);
  const common = a.filter((word) => b.includes(word)).length;
  return looseKinds.has(kind) && common / Math.min(a.length, b.length) > 0.5;
}

/** Remixers' names, a letter apart; other numbers are other versions. */
const misspelt = (a: string, b: string) => Math.min(a.length, b.length) >= 5 && !/\d/.test(a + b) && editSimilarity(a, b) >= 0.8;

export const hasKind = (tags: readonly VersionTag[], kind: VersionKind): boolean => tags.some((tag) => tag.kind === kind);
