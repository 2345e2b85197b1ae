/** A commit stays under 512 KB, its envelope included. */
const PART_BYTES = 300_000;
const TEXT_KEPT = 500;

/** Parts of a list that are small enough for an event each; at least one, perhaps empty. */
export function partsOf<T>(items: readonly T[], maxBytes = PART_BYTES): readonly (readonly T[])[] {
  const parts: T[][] = [[]];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes + size > maxBytes && bytes > 0) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(item);
    bytes += size;
  }
  return parts;
}

/** A name as it is told to people: no letter is cut in two. */
export const bounded = (text: string): string => (text.length <= TEXT_KEPT ? text : [...text].slice(0, TEXT_KEPT).join(''));
