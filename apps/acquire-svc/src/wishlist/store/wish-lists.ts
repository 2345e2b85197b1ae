import type { AcquisitionId, Instant } from '@soulsync/contracts';
import { Wish, columnsOf } from '@soulsync/contracts/rest';
import type { ResourceTable } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';

const wishes: ResourceTable = {
  ...columnsOf(Wish),
  from: `(SELECT * FROM acquire.wishes WHERE "state" NOT IN ('trying', 'cancelled'))`,
  id: 'id',
  sortable: ['title', 'state', 'cause', 'attempts', 'nextAttemptAt', 'since'],
  filters: { state: 'text', cause: 'text', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'since', order: 'DESC' },
  projections: ['wishes'],
};

export const wishLists = { wishes };

/** When the first of those that wait is tried again; null: none is by itself. */
export async function nextWishAt(dataSource: Pick<DataSource, 'query'>): Promise<Instant | null> {
  const [row]: { at: Date | null }[] = await dataSource.query(
    `SELECT min("nextAttemptAt") AS at FROM acquire.wishes WHERE "state" NOT IN ('trying', 'cancelled')`,
  );
  return row?.at?.toISOString() ?? null;
}

/** All that are tried by themselves or have been given up, those that would come first first; none that a person ignores. */
export async function waitingWishes(dataSource: Pick<DataSource, 'query'>): Promise<readonly AcquisitionId[]> {
  const rows: { id: AcquisitionId }[] = await dataSource.query(
    `SELECT "id" FROM acquire.wishes WHERE "state" IN ('open', 'stopped') ORDER BY "nextAttemptAt" NULLS LAST, "since"`,
  );
  return rows.map(({ id }) => id);
}
