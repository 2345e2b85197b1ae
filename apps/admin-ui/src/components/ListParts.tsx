import type { ReactNode } from 'react';
import { ErrorBlock } from './ErrorBlock.js';
import { NoResult } from './NoResult.js';
import { RowsSkeleton } from './Skeletons.js';

interface Props {
  readonly list: {
    readonly data?: readonly unknown[] | undefined;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** `the downloads`. */
  readonly what: string;
  /** Shown when there is nothing at all. */
  readonly empty: ReactNode;
  /** null: everything is shown. */
  readonly onClearFilter: (() => void) | null;
  /** The rows. */
  readonly children: ReactNode;
}

/** What stands where the rows of a list are: rows, why there are none, or why nobody can say. */
export function ListParts({ list: { data, isPending, error, refetch }, what, empty, onClearFilter, children }: Props) {
  if (error) return <ErrorBlock what={`Can't load ${what} right now.`} error={error} onRetry={refetch} />;
  if (isPending || data === undefined) return <RowsSkeleton what={what} />;
  if (data.length > 0) return children;
  return onClearFilter ? <NoResult what="Nothing here matches." onClear={onClearFilter} /> : empty;
}
