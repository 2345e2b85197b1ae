import { useQuery } from '@tanstack/react-query';
import type { ValueCount } from '@soulsync/contracts';
import { useConsole } from './use-console.js';

/**
 * How many rows of a list have each value of a field, under other filters: what chips show beside their words. Asked for again whenever the
 * list is. `undefined` until it is known, and where it can't be read: the list itself says why.
 */
export function useCounts(
  resource: string,
  by: string,
  filter: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, number> | undefined {
  const console = useConsole();
  const path = `counts/${resource}?${new URLSearchParams({ _by: by, ...filter }).toString()}`;
  const { data } = useQuery({ queryKey: [resource, 'counts', path], queryFn: () => console.ask<readonly ValueCount[]>(path) });
  return data && new Map(data.map(({ value, count }) => [String(value ?? ''), count]));
}
