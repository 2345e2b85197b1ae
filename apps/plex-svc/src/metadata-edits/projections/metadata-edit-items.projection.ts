import { published } from '@soulsync/contracts';
import type { MetadataEditItemRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export type StoredEditItem = MetadataEditItemRow & {
  readonly serverKey: string;
  /** Hash of the picture the server showed once ours was written. */
  readonly shown: string | null;
};

export const editItemId = (editId: string, n: number): string => `${editId}:${n}`;

/** Each proposed change: before, after, and what became of it. */
export const metadataEditItemsProjection = projection<StoredEditItem>({
  name: 'library-edit-items',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    editId: 'text',
    n: 'integer',
    kind: 'text',
    serverKey: 'text',
    title: 'text',
    artist: 'text',
    field: 'text',
    before: 'jsonb',
    after: 'jsonb',
    source: 'text',
    state: 'text',
    cause: 'text',
    detail: 'text',
    shown: 'text',
  },
  indexes: ['("editId", "n")'],
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'EditItemsProposed':
        return event.data.items.map(({ n }) => editItemId(event.data.editId, n));
      case 'EditItemsApplied':
      case 'EditItemsUndone':
        return event.data.outcomes.map(({ n }) => editItemId(event.data.editId, n));
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'EditItemsProposed': {
        const { editId, items } = event.data;
        const item = items.find(({ n }) => editItemId(editId, n) === id);
        return item ? { id, editId, ...item, state: 'proposed', cause: null, detail: null, shown: null } : row;
      }
      case 'EditItemsApplied': {
        const outcome = event.data.outcomes.find(({ n }) => editItemId(event.data.editId, n) === id);
        if (!row || !outcome) return row;
        const { cause, detail, shown } = outcome;
        return { ...row, state: outcome.outcome, cause, detail, shown };
      }
      case 'EditItemsUndone': {
        const outcome = event.data.outcomes.find(({ n }) => editItemId(event.data.editId, n) === id);
        if (!row || !outcome || row.state !== 'written') return row;
        const { cause, detail } = outcome;
        return { ...row, state: outcome.outcome === 'restored' ? 'restored' : row.state, cause, detail };
      }
      default:
        return row;
    }
  },
});
