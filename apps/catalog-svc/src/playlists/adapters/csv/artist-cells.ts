import { creditsOf } from '@soulsync/contracts';
import type { ArtistCredit } from '@soulsync/contracts';

/**
 * How an exporter writes several artists into one cell. `escaped-commas`: `A, B`, a comma inside a name as `\,` (watsonbox' Exportify);
 * `semicolons`: `A;B`, in its older files `A,B` (Exportify.net); `none`: a comma is part of a name, as in `Tyler, The Creator`.
 */
export type Separation = 'escaped-commas' | 'semicolons' | 'none';

/** With their addresses where each has one. */
export function creditsOfCell(cell: string | null, uris: string | null, separation: Separation): readonly ArtistCredit[] {
  if (cell === null) return [];
  const ids = uris?.split(/[,;]/).map((uri) => uri.trim()) ?? [];
  const parts = separated(cell, separation);
  // As many artists as addresses: one address is one artist, whatever the name holds.
  if (ids.length === 1 && parts.length > 1) return [{ name: unescaped(cell), ids: ids.filter((id) => id !== '') }];
  if (ids.length !== parts.length) return creditsOf(parts);
  return parts.map((name, place) => ({ name, ids: ids[place] ? [ids[place]] : [] }));
}

function separated(cell: string, separation: Separation): readonly string[] {
  const parts = cell.includes(';') ? cell.split(';') : cell.split(commas[separation]);
  return parts.map(unescaped).filter((part) => part !== '');
}

const commas: Readonly<Record<Separation, RegExp>> = {
  'escaped-commas': /(?<!\\), /,
  /** A comma inside a name is followed by a blank, or parts thousands. */
  semicolons: /,(?!\s|(?<=\d,)\d)/,
  none: /$^/,
};

const unescaped = (part: string) => part.replaceAll('\\,', ',').trim();
