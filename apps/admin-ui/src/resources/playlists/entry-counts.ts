import type { EntryState } from '@soulsync/contracts';

/** How many entries of a playlist are in each state, as the server counts them. */
export interface EntryCounts {
  readonly owned: number;
  readonly filed: number;
  readonly review: number;
  readonly missing: number;
  readonly acquiring: number;
  readonly wished: number;
  readonly ignored: number;
  readonly pending: number;
  readonly notRecordings: number;
}

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
