import type { EntryState, PlaylistRow } from '@soulsync/contracts';

/** How many entries of a playlist are in each state, as the server counts them. */
type EntryCounts = Pick<
  PlaylistRow,
  'owned' | 'filed' | 'review' | 'missing' | 'acquiring' | 'wished' | 'ignored' | 'pending' | 'notRecordings'
>;

const countOf: Readonly<Record<EntryState, keyof EntryCounts>> = {
  owned: 'owned',
  filed: 'filed',
  acquiring: 'acquiring',
  review: 'review',
  missing: 'missing',
  wished: 'wished',
  pending: 'pending',
  ignored: 'ignored',
  'not-a-recording': 'notRecordings',
};

export const entryCounts = (playlist: EntryCounts) =>
  Object.entries(countOf).map(([state, field]) => ({ state: state as EntryState, count: playlist[field] })); // of a Record<EntryState, …>
