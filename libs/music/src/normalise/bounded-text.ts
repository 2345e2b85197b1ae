/** Longest name that is looked at, in UTF-16 units; nothing real is longer, and hostile input must not cost time. */
const MAX_UNITS = 400;

/** Cut to a sane length, well-formed, compatibility forms and invisible characters gone, white space single. Keeps case and accents. */
export function boundedText(text: string): string {
  if (text.length <= MAX_UNITS && /^[\x20-\x7e]*$/.test(text)) return (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();
  return text
    .slice(0, MAX_UNITS)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
