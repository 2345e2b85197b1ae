/** A word, and neither a file's name nor slskd's, which stays as it is written. */
const WORD = /^(?!slskd\b)\p{Ll}+(?=[\s,;:!?’]|\.(?:\s|$)|$)/u;

/** As the beginning of a sentence. */
export const capital = (text: string): string => (WORD.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text);
