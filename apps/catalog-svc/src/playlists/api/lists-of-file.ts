import { Invalid } from '@soulsync/service-kit';
import type { CsvEntry, CsvPlaylist } from '../ports/playlist-file.js';

/** Of one file, followed apart; an account has some hundreds at most. */
const MOST_LISTS = 1_000;

/** A playlist that a file becomes. */
export interface FiledList {
  readonly name: string;
  readonly entries: readonly CsvEntry[];
}

/** The playlists of a file in the order in which they begin, each by its own name; rows that name none are the file's. One alone is the file's. */
export function listsOf({ name, entries }: CsvPlaylist, lists: 'together' | 'apart'): readonly FiledList[] {
  const apart = new Map<string | null, CsvEntry[]>();
  for (const entry of entries) {
    const own = apart.get(entry.list);
    if (own) own.push(entry);
    else apart.set(entry.list, [entry]);
  }
  if (lists === 'together' || apart.size < 2) return [{ name, entries }];
  if (apart.size > MOST_LISTS)
    throw new Invalid({ lists: `the file holds ${apart.size} playlists; at most ${MOST_LISTS} are followed apart` });
  return [...apart].map(([list, own]) => ({ name: list ?? name, entries: own }));
}
