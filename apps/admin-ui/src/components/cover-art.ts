/** FNV-1a: the same name has the same picture on every machine. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** A dark picture for what has none: two colours at an angle, by a hash of the name. White letters on it are readable. */
export function drawnCover(seed: string): string {
  const hash = hashOf(seed.normalize('NFC').toLocaleLowerCase('en'));
  const hue = hash % 360;
  const angle = 20 + ((hash >>> 9) % 140);
  const step = 30 + ((hash >>> 17) % 60);
  return `linear-gradient(${angle}deg, hsl(${hue} 42% 19%), hsl(${(hue + step) % 360} 46% 37%))`;
}

/** `NE` of "Neon Estuary", `T` of "Тихая": at most two letters, of words that have some. */
export function initialsOf(name: string): string {
  const firsts = name
    .split(/\s+/u)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '')
    .filter((letter) => letter !== '');
  return firsts.slice(0, 2).join('').toLocaleUpperCase('en');
}
