import type { MetadataEditItemRow, MetadataEditRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
export const changes = (count: number): string => many(count, 'change', 'changes');

/** "Pictures and genres of artists, only what is missing". */
export function requestInWords({ kind, fields, scope }: Pick<MetadataEditRow, 'kind' | 'fields' | 'scope'>): string {
  const what = fields.map((field) => (field === 'genres' ? 'genres' : kind === 'albums' ? 'covers' : 'pictures')).join(' and ');
  const which = { 'missing-only': 'only what is missing', all: 'everything', ids: 'some chosen by hand' }[scope];
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} of ${kind}, ${which}`;
}

/** Where an edit stands, in a sentence. */
export function standing(edit: MetadataEditRow): string {
  const { state, items, looked, written, skipped, failed, restored, next } = edit;
  const left = [...(skipped > 0 ? [`${skipped} left as they were`] : []), ...(failed > 0 ? [`${failed} failed`] : [])].join(', ');
  switch (state) {
    case 'looking':
      return `Searching: ${looked} ${edit.kind} so far, ${changes(items)} found. Nothing is written.`;
    case 'proposed':
      return `${changes(items)} to review. Nothing is written until you apply them.`;
    case 'nothing':
      return `Checked ${looked} ${edit.kind}: nothing to change.`;
    case 'rejected':
      return 'Discarded. Nothing was written.';
    case 'applying':
      return `Writing: ${next} of ${items} done.`;
    case 'stopping':
      return 'Stopping behind the change in hand.';
    case 'applied':
      return `${many(written, 'change was', 'changes were')} written${left === '' ? '' : `; ${left}`}.`;
    case 'undoing':
      return `Bringing back what was there: ${next} of ${items} done.`;
    case 'undone':
      return `${many(restored, 'change was', 'changes were')} undone${restored < written ? `; ${written - restored} stayed, each says why` : ''}.`;
  }
}

/** What became of a change; '' while it waits. */
export function outcomeInWords({ state, cause, detail }: MetadataEditItemRow): string {
  if (cause !== null) return `${reasonInWords('edit', cause)}${detail ? ` (${detail})` : ''}`;
  return { proposed: '', written: 'Written', skipped: 'Left', failed: 'Failed', restored: 'Undone' }[state];
}
