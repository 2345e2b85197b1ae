/** Where a guest list begins: only as a word of its own ("draft", "feather" and "left" hold no guests). */
export const guestTail = /(?:^|\s)(?:(?:feat|ft)\.\s*|(?:feat|ft|featuring)\s+|(?<=\s)f\/\s*)(?=\S)/i;
export const guestQualifier = /^(?:feat|ft|featuring|with|w\/|con|avec|mit|met)(?:\.\s*|\s+)(?=\S)/i;

/** The names of a guest list: `A, B & C`. */
export function guestNames(list: string): readonly string[] {
  return list
    .split(/\s*(?:,|;|&|\s(?:and|x|y|und|et|\+)\s)\s*/i)
    .map((name) => name.replace(/^[\s([{]+|[\s)\]}]+$/g, ''))
    .filter((name) => name !== '');
}
