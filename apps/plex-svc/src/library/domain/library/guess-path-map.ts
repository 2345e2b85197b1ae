import type { PathPair } from './path-map.js';

/** A file of the server that lies with us as well. */
export interface Sighting {
  readonly serverPath: string;
  /** Where it lies, relative to our music folder: the end of the server's path. */
  readonly tail: string;
}

/** A file name alone is no proof: folders are looked at too. */
const SHORTEST_TAIL = 2;
const LONGEST_TAIL = 8;

/** Where a file of the server may lie below our music folder, the longest first. */
export function tailsOf(serverPath: string): readonly string[] {
  const segments = serverPath.replaceAll('\\', '/').split('/').filter(Boolean);
  const longest = Math.min(segments.length, LONGEST_TAIL);
  return Array.from({ length: Math.max(0, longest - SHORTEST_TAIL + 1) }, (_, shorter) => segments.slice(-(longest - shorter)).join('/'));
}

/** The server's folders that are our music folder, by the files both see. A folder inside another counts only where more files say so. */
export function guessedPairs(sightings: readonly Sighting[], musicDir: string): readonly PathPair[] {
  const votes = new Map<string, number>();
  for (const { serverPath, tail } of sightings) {
    const path = serverPath.replaceAll('\\', '/');
    if (!path.endsWith(`/${tail}`)) continue;
    const prefix = path.slice(0, -tail.length - 1);
    if (prefix !== '') votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
  }
  const within = (inner: string, outer: string) => inner.startsWith(`${outer}/`) || outer.startsWith(`${inner}/`);
  return [...votes]
    .filter(([prefix, count]) => ![...votes].some(([other, more]) => other !== prefix && within(prefix, other) && more >= count))
    .map(([server]) => ({ server, local: musicDir }));
}
