import type { Separation } from './artist-cells.js';
import { exportifyPlaces } from './exportify-headers.js';
import { fields, foldHeader, placeOf } from './header-names.js';
import type { Field } from './list-fields.js';

/** What the columns of a table are. */
export interface Columns {
  readonly header: readonly string[];
  /** Column index of each field found. */
  readonly at: Readonly<Partial<Record<Field, number>>>;
  /** Columns of one artist each, where there are several. */
  readonly artistColumns: readonly number[];
  readonly separation: Separation;
  /** TuneMyMusic lists albums and artists among the songs. */
  readonly saysKind: boolean;
}

/** null: there is no title among them. `firstRow`: the row below, whose addresses speak for Exportify in whatever language. */
export function columnsOf(header: readonly string[], firstRow: readonly string[] | null): Columns | null {
  const folded = header.map(foldHeader);
  const at: Partial<Record<Field, number>> = {};
  for (const field of fields) {
    const place = placeOf(field, folded);
    if (place !== null) at[field] = place;
  }
  if (firstRow && isExportify(header, firstRow)) Object.assign(at, { ...exportifyPlaces, ...addedIn(firstRow), ...at });
  const artistColumns = header.flatMap((_, place) => (/^artist(?:name)?\d+$/.test(folded[place] ?? '') ? [place] : []));
  if (artistColumns.length > 0 && folded.includes('songtitle')) at.videoId ??= 0; // Google translates that header alone
  if (at.title === undefined) return null;
  const saysKind = ['trackname', 'artistname', 'playlistname', 'type'].every((name) => folded.includes(name));
  return { header, at, artistColumns, separation: separationOf(header, folded, at), saysKind };
}

/** By the addresses in their places, whose form no language changes. */
const isExportify = (header: readonly string[], row: readonly string[]) =>
  header.length > exportifyPlaces.isrc &&
  (row[exportifyPlaces.uri] ?? '').startsWith('spotify:') &&
  [exportifyPlaces.artistUris, exportifyPlaces.albumUri, exportifyPlaces.albumArtistUris].every((place) =>
    /^(spotify:|$)/.test(row[place] ?? ''),
  );

/** Its place behind the ISRC differs by version; no other column there is a time. */
function addedIn(row: readonly string[]): { addedAt?: number } {
  const place = row.findIndex((cell, at) => at > exportifyPlaces.isrc && /^\d{4}-\d\d-\d\dT/.test(cell));
  return place < 0 ? {} : { addedAt: place };
}

/** Only the two Exportify programs put several artists into one cell so that they can be told apart. */
function separationOf(header: readonly string[], folded: readonly string[], at: Columns['at']): Separation {
  if (at.artists === undefined) return 'none';
  const isPlural = /\([sn]\)/i.test(header[at.artists] ?? '');
  if (folded.includes('trackdurationms') || (at.artistUris !== undefined && at.albumUri !== undefined)) return 'escaped-commas';
  if (!isPlural) return 'none';
  return folded.includes('durationms') || folded.includes('artistids') ? 'semicolons' : 'escaped-commas';
}
