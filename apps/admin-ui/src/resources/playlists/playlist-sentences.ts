import type { PlaylistRow } from '@soulsync/contracts';

type Counts = Pick<
  PlaylistRow,
  'entryCount' | 'owned' | 'filed' | 'review' | 'missing' | 'acquiring' | 'wished' | 'pending' | 'notRecordings'
>;

export const songs = (count: number) => (count === 1 ? '1 song' : `${count.toLocaleString('en')} songs`);
export const inLibrary = ({ owned, filed }: Pick<Counts, 'owned' | 'filed'>) => owned + filed;
const sourceNames: Readonly<Record<string, string>> = { spotify: 'Spotify', csv: 'Imported file' };
export const sourceInWords = (source: string): string => sourceNames[source] ?? source;

/** `40 entries: 24 owned, 2 to decide, 14 would be fetched`; what is none is not named. */
export function dryRunInWords(playlist: Counts): string {
  const parts = [
    [inLibrary(playlist), 'owned'],
    [playlist.review, 'to decide'],
    [playlist.missing, 'would be fetched'],
    [playlist.pending, 'not compared yet'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString('en')} ${word}`);
  const entries = `${playlist.entryCount.toLocaleString('en')} ${playlist.entryCount === 1 ? 'entry' : 'entries'}`;
  return said.length === 0 ? entries : `${entries}: ${said.join(', ')}`;
}

/** What was got of what had to be: those filed by us, of them and what is still open. null: nothing is open. */
export function fetchProgress({ filed, missing, acquiring, wished }: Counts): { readonly done: number; readonly of: number } | null {
  const open = missing + acquiring + wished;
  return open === 0 ? null : { done: filed, of: filed + open };
}
