import type { AcquisitionRow } from '@soulsync/contracts';

type State = AcquisitionRow['state'];

export interface Stage {
  readonly value: string;
  readonly label: string;
  /** null: all. */
  readonly states: readonly State[] | null;
}

/** Tabs of the downloads, in the order of a song's way. */
export const stages: readonly Stage[] = [
  { value: '', label: 'All', states: null },
  { value: 'active', label: 'Active', states: ['transferring', 'filing', 'indexing'] },
  { value: 'waiting', label: 'Waiting', states: ['requested', 'searching'] },
  { value: 'attention', label: 'Nothing found yet', states: ['wished'] },
  { value: 'done', label: 'Done', states: ['fulfilled'] },
  { value: 'cancelled', label: 'Cancelled', states: ['cancelled'] },
];

export const stageOf = (value: string): Stage => stages.find((stage) => stage.value === value) ?? { value: '', label: 'All', states: null };

/** How many are in a stage; null: not known. */
export function countIn({ states }: Stage, counts: ReadonlyMap<string, number> | undefined): number | null {
  if (!counts) return null;
  return [...counts].reduce((sum, [state, count]) => sum + (states === null || states.includes(state as State) ? count : 0), 0);
}

const isOver = (state: State) => state === 'fulfilled' || state === 'cancelled';
/** What can still be stopped. */
export const mayCancel = ({ state }: AcquisitionRow): boolean => !isOver(state) && state !== 'wished';
/** What can be begun again. */
export const mayRetry = ({ state }: AcquisitionRow): boolean => state === 'cancelled' || state === 'wished';
