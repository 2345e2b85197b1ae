import type { ReactNode } from 'react';
import { List, Pagination, useListContext } from 'react-admin';
import type { ListProps, PaginationProps } from 'react-admin';
import { ReadState } from './Trouble.js';

/** A list page: rows that are on their way, that can't be read, or that are there; those of before stay while new ones are read. */
export function ResourceList({ children, ...props }: ListProps & { readonly children: ReactNode }) {
  return (
    <List exporter={false} pagination={<Pages />} {...props}>
      <Rows>{children}</Rows>
    </List>
  );
}

/** Rows within a list's context. Without an answer they are not "none": then they are not shown at all. */
export function Rows({ children }: { readonly children: ReactNode }) {
  const list = useListContext();
  const isKnown = list.data !== undefined || list.isPending;
  return (
    <>
      <ReadState of={list} what="the list" />
      {isKnown ? children : null}
    </>
  );
}

/** Nothing to turn to while nobody knows how much there is. */
export function Pages(props: PaginationProps) {
  return useListContext().total === undefined ? null : <Pagination {...props} />;
}
