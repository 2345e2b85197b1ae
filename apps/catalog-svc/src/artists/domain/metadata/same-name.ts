import { foldText } from '@soulsync/music';

/** Case, accents and signs do not tell names apart; every word does. */
export const sameName = (a: string, b: string): boolean => {
  const folded = foldText(a);
  return folded !== '' && folded === foldText(b);
};

/** The only one of these with exactly this name. */
export function onlyOne<Candidate>(
  candidates: readonly Candidate[],
  fits: (candidate: Candidate) => boolean,
): { readonly kind: 'one'; readonly candidate: Candidate } | { readonly kind: 'unknown' | 'ambiguous' } {
  const [first, second] = candidates.filter(fits);
  if (first === undefined) return { kind: 'unknown' };
  return second === undefined ? { kind: 'one', candidate: first } : { kind: 'ambiguous' };
}
