import type { ParkedEventReport, ResourceQuery } from '@soulsync/contracts';
import { Invalid } from '@soulsync/service-kit';

const FILTERS = ['service', 'state', 'consumerKind', 'consumer', 'eventType'] as const;
const SORTABLE = ['service', 'consumer', 'eventType', 'attempts', 'firstFailedAt', 'lastFailedAt'] as const;
const PAGE = 25;

/** One page of what all services told. Without a sort: what waits before what was skipped, the newest failure first. */
export function parkedEventsPage(
  all: readonly ParkedEventReport[],
  { start = 0, end = start + PAGE, sort, order = 'DESC', filter = {}, ids }: ResourceQuery,
): { readonly rows: readonly ParkedEventReport[]; readonly total: number } {
  for (const name of Object.keys(filter))
    if (!FILTERS.some((known) => known === name)) throw new Invalid({ [name]: `is no filter; known are ${FILTERS.join(', ')}` });
  const by = SORTABLE.find((known) => known === sort);
  if (sort !== undefined && by === undefined) throw new Invalid({ sort: `can't sort by ${sort}; known are ${SORTABLE.join(', ')}` });
  const found = all.filter(
    (row) =>
      (ids === undefined || ids.includes(row.id)) &&
      FILTERS.every((name) => filter[name] === undefined || filter[name].split(',').includes(row[name])),
  );
  const newestFirst = found.toSorted((a, b) => b.lastFailedAt.localeCompare(a.lastFailedAt) || a.id.localeCompare(b.id));
  const direction = order === 'ASC' ? 1 : -1;
  const sorted = by
    ? newestFirst.toSorted((a, b) => direction * compared(a[by], b[by]))
    : newestFirst.toSorted((a, b) => Number(a.state === 'skipped') - Number(b.state === 'skipped'));
  return { rows: sorted.slice(start, end), total: found.length };
}

const compared = (a: string | number, b: string | number) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
