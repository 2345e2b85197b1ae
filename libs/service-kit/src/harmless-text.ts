/**
 * Signs that a terminal obeys, or that make a text read otherwise than it is written: controls (escape sequences begin with U+001B or
 * U+009B), what turns the direction of writing, what has no width, separators of lines, halves of characters. The joiners between
 * letters beyond ASCII are part of Persian, Hindi and of emoji.
 */
const treacherous = /(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A name from elsewhere on one line: what a terminal would obey is written as its number. */
export const harmless = (text: string): string =>
  text.replace(treacherous, (sign) => `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);

/** The same for text of ours with names in it: its line breaks stay. */
export const harmlessLines = (text: string): string => text.split('\n').map(harmless).join('\n');

/** JSON of the same value, in which such signs are escapes: they stand within its strings alone. */
export const harmlessJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).split('\n').map(escaped).join('\n'); // line breaks are the indentation's

const escaped = (line: string) =>
  line.replace(treacherous, (sign) =>
    Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
