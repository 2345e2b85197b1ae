import type { ReactNode } from 'react';
import { HttpError, List, Pagination, useListContext } from 'react-admin';
import type { ListProps, PaginationProps } from 'react-admin';
import { ErrorBlock } from '../components/ErrorBlock.js';
import { Forbidden } from '../components/Forbidden.js';
import { RowsSkeleton } from '../components/Skeletons.js';
import { Stale, useStaleSince } from '../components/Stale.js';

const FORBIDDEN = 403;

/** A list page: rows that are on their way, that can't be read, or that are there; those of before stay while new ones are read. */
export function ResourceList({ children, ...props }: ListProps & { readonly children: ReactNode }) {
  return (
    <List exporter={false} pagination={<Pages />} {...props}>
      <Rows>{children}</Rows>
    </List>
  );
}

/** Rows within a list's context. Without an answer they are not "none": then they are not shown at all, nor is a pager. */
export function Rows({ children }: { readonly children: ReactNode }) {
  const { data, isPending, error, refetch } = useListContext();
  const staleSince = useStaleSince();
  if (error instanceof HttpError && error.status === FORBIDDEN) return <Forbidden needs="editor" what="see this list" />;
  return (
    <>
      {error ? <ErrorBlock what="Can't load the list right now." error={error} onRetry={refetch} /> : null}
      {isPending && !error ? <RowsSkeleton what="the list" /> : null}
      {data === undefined ? null : <Stale since={staleSince}>{children}</Stale>}
    </>
  );
}

/** Nothing to turn to while nobody knows how much there is, or once it can't be read. */
export function Pages(props: PaginationProps) {
  const { total, error } = useListContext();
  return total === undefined || error ? null : <Pagination {...props} />;
}
