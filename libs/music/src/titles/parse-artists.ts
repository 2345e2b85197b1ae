import { foldText } from '../text/fold.js';

export interface ArtistCredits {
  readonly main: readonly string[];
  readonly featured: readonly string[];
}

const featuring = /\s+(?:feat|ft|featuring)(?:\.|\s)\s*/i;
const various = new Set(['various artists', 'various', 'va', 'varios artistas', 'verschiedene', 'verschiedene interpreten', 'soundtrack']);

/** Credits as given; a list in one string is split only at "feat." — names hold commas and ampersands of their own. */
export function parseArtists(artists: readonly string[] | string): ArtistCredits {
  const list = typeof artists === 'string' ? [artists] : artists;
  const main: string[] = [];
  const featured: string[] = [];
  for (const credit of list) {
    const [name = '', ...guests] = credit.split(featuring);
    if (name.trim() !== '') main.push(name.trim());
    for (const guest of guests) featured.push(...guest.split(/\s*[,;&]\s*/).filter((part) => part !== ''));
  }
  return { main, featured };
}

/** No evidence for or against an artist. */
export const isVariousArtists = (artist: string | null): boolean => artist === null || various.has(foldText(artist));

/** All names a credit may stand for: itself, and its parts at the usual separators. */
export function artistNames(credit: string): readonly string[] {
  const parts = credit
    .split(/\s*(?:,|;|\/|&|\+|\bx\b|\bvs\.?\b|\band\b|\bfeat\.?|\bft\.?|\bfeaturing\b|\bwith\b)\s*/i)
    .map((part) => part.trim());
  return [...new Set([credit.trim(), ...parts])].filter((name) => name !== '');
}
