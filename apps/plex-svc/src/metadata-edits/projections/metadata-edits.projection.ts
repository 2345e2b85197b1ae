import { published } from '@soulsync/contracts';
import type { EditChoice, EditOutcome, LeftOut, MetadataEditRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** What was chosen may be thousands of ids, and nobody reads them in a row: the changes themselves are rows of their own. */
export type StoredEdit = MetadataEditRow & {
  readonly serverId: string;
  readonly ids: readonly string[];
  /** The last of the server's keys that was looked at. */
  readonly cursor: string | null;
  readonly choice: EditChoice | null;
};

/** What was proposed for the library's pictures and genres, and what became of it. */
export const metadataEditsProjection = projection<StoredEdit>({
  name: 'library-edits',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    serverId: 'text',
    kind: 'text',
    fields: 'jsonb',
    scope: 'text',
    ids: 'jsonb',
    state: 'text',
    cursor: 'text',
    looked: 'integer',
    items: 'integer',
    leftOut: 'jsonb',
    choice: 'jsonb',
    next: 'integer',
    written: 'integer',
    skipped: 'integer',
    failed: 'integer',
    restored: 'integer',
    requestedBy: 'text',
    requestedAt: 'timestamptz',
    changedAt: 'timestamptz',
  },
  indexes: ['("state")'],
  keys: (event) => (event.aggregateType === 'metadata-edit' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    const changedAt = envelope.time;
    switch (event.type) {
      case 'EditRequested': {
        const { serverId, kind, fields, scope, ids, by, requestedAt } = event.data;
        const counts = { looked: 0, items: 0, next: 0, written: 0, skipped: 0, failed: 0, restored: 0 };
        const begun = { state: 'looking', cursor: null, leftOut: {}, choice: null, ...counts } as const;
        return { id, serverId, kind, fields, scope, ids, ...begun, requestedBy: by, requestedAt, changedAt };
      }
      case 'EditItemsProposed': {
        const { items, cursor, looked, leftOut } = event.data;
        return row && { ...row, cursor, looked, items: row.items + items.length, leftOut: sum(row.leftOut, leftOut), changedAt };
      }
      case 'EditProposed':
        return row && { ...row, state: row.items > 0 ? 'proposed' : 'nothing', changedAt };
      case 'EditRejected':
        return row && { ...row, state: 'rejected', changedAt };
      case 'EditAccepted':
        return row && { ...row, state: 'applying', choice: event.data.choice, next: 0, changedAt };
      case 'EditItemsApplied': {
        const { outcomes, next } = event.data;
        if (!row) return row;
        const count = counting(outcomes);
        const written = row.written + count('written');
        return { ...row, next, written, skipped: row.skipped + count('skipped'), failed: row.failed + count('failed'), changedAt };
      }
      case 'EditStopped':
        return row && { ...row, state: 'stopping', changedAt };
      case 'EditApplied':
        return row && { ...row, state: 'applied', changedAt };
      case 'EditUndoRequested':
        return row && { ...row, state: 'undoing', next: 0, changedAt };
      case 'EditItemsUndone': {
        const { outcomes, next } = event.data;
        return row && { ...row, next, restored: row.restored + counting(outcomes)('restored'), changedAt };
      }
      case 'EditUndone':
        return row && { ...row, state: 'undone', changedAt };
      default:
        return row;
    }
  },
});

const counting = (outcomes: readonly EditOutcome[]) => (which: EditOutcome['outcome']) =>
  outcomes.filter(({ outcome }) => outcome === which).length;

function sum(a: LeftOut, b: LeftOut): LeftOut {
  const total = new Map(Object.entries(a));
  for (const [reason, count] of Object.entries(b)) total.set(reason, (total.get(reason) ?? 0) + count);
  return Object.fromEntries(total);
}
