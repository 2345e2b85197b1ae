import type { Query, QueryClient } from '@tanstack/react-query';
import type { RaRecord } from 'react-admin';
import type { LiveDiscovery, LiveEdit, LiveRecords, LiveTransfer } from '@soulsync/contracts';
import type { LiveStream } from './console-port.js';
import { patched, rowsBehind } from './live-patches.js';
import type { Question } from './live-patches.js';

type Listener = () => void;

/** What the stream of the gateway says, for whoever shows it. */
export interface LiveState {
  /** false: what is shown may be old. */
  readonly connected: boolean;
  /** Progress by acquisition. */
  readonly transfers: ReadonlyMap<string, LiveTransfer>;
  /** Progress by search; the last few. */
  readonly discoveries: ReadonlyMap<string, LiveDiscovery>;
  /** Progress by edit of the library; the last few. */
  readonly edits: ReadonlyMap<string, LiveEdit>;
}

const nothingHeard: LiveState = { connected: false, transfers: new Map(), discoveries: new Map(), edits: new Map() };
let state = nothingHeard;
const listeners = new Set<Listener>();

export const liveStore = {
  subscribe(listener: Listener) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  snapshot: () => state,
};

function change(next: Partial<LiveState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

/** Lists of which resources a changed read model also shows in. */
const alsoShownIn: Readonly<Record<string, readonly string[]>> = {
  'playlist-entries': ['playlists'],
  'health-issues': ['connections', 'services', 'media-server', 'parked-events'],
  'library-albums': ['library-artists'],
};
const REFETCH_MS = 500;
const SEARCHES_KEPT = 10;

/** More rows than this are cheaper to ask for as lists. */
const READ_AT_MOST = 50;

/** Reads rows by their ids, as react-admin's `getMany` does. */
export type ReadRows = (resource: string, ids: readonly string[]) => Promise<readonly RaRecord[]>;

/** What `useGetList` keeps. */
interface ListAnswer {
  readonly data: readonly RaRecord[];
}
/** One that could not be read last time is to be asked for, not mended. */
const isList = ({ queryKey, state: { data, status } }: Query) => queryKey[1] === 'getList' && data !== undefined && status === 'success';
/** As `useGetList` made it, of a list that has its answer. */
const shownOf = ({ queryKey, state: { data } }: Query) => ({ question: queryKey[2] as Question, rows: (data as ListAnswer).data });

/**
 * Hears the stream. Half a second after a change at the earliest, rows that are shown are read again and put in their place; a list is asked
 * for again only where one may be new in it, or may have left it.
 */
export function connectLive(queryClient: QueryClient, stream: LiveStream, readRows: ReadRows): () => void {
  /** Keys that changed, by resource; null: which ones is not known. */
  const stale = new Map<string, Set<string> | null>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Resources whose rows are being read: an older answer must not come after a newer one. */
  const reading = new Set<string>();
  let wasLost = false;

  function refetch(resource: string, keys: readonly string[] = []): void {
    const known = stale.get(resource);
    stale.set(resource, keys.length === 0 || known === null ? null : new Set([...(known ?? []), ...keys]));
    for (const name of [...(alsoShownIn[resource] ?? []), 'summary']) stale.set(name, null);
    timer ??= setTimeout(askAgain, REFETCH_MS);
  }

  /** What is being asked is let come to its end first: broken off with each change, a slow answer would never be seen. */
  function askAgain(): void {
    timer = null;
    for (const [name, keys] of stale) {
      if (reading.has(name) || queryClient.isFetching({ queryKey: [name] }) > 0) continue;
      stale.delete(name);
      if (keys === null) void queryClient.invalidateQueries({ queryKey: [name] });
      else {
        reading.add(name);
        void patch(name, [...keys]).finally(() => reading.delete(name));
      }
    }
    if (stale.size > 0) timer = setTimeout(askAgain, REFETCH_MS);
  }

  async function patch(resource: string, keys: readonly string[]): Promise<void> {
    const lists = queryClient.getQueryCache().findAll({ queryKey: [resource], type: 'active', predicate: isList });
    const { ids, unnamed } = rowsBehind(keys, lists.map(shownOf));
    const asked = new Set([...ids, ...unnamed]);
    const kept = new Set<string>();
    if (lists.length > 0 && asked.size <= READ_AT_MOST) {
      // What can't be read is asked for as a list, and that says what is wrong.
      const rows = await readRows(resource, [...asked]).catch(() => null);
      const read = rows && new Map(rows.map((row) => [String(row.id), row]));
      for (const list of read ? lists : []) {
        if (!read || !isList(list) || list.state.fetchStatus === 'fetching') continue;
        const next = patched(shownOf(list), read, asked, unnamed);
        if (next === null) continue;
        queryClient.setQueryData<ListAnswer>(list.queryKey, (before) => before && { ...before, data: next });
        kept.add(list.queryHash);
      }
    }
    void queryClient.invalidateQueries({ queryKey: [resource], predicate: ({ queryHash }) => !kept.has(queryHash) });
  }

  const hear: Readonly<Record<string, (data: unknown) => void>> = {
    record(data) {
      const { resource, ids } = data as LiveRecords; // as contracts has it
      refetch(resource, ids);
    },
    health: () => refetch('health-issues'),
    rebuild: () => refetch('projections'),
    reset: () => void queryClient.invalidateQueries(),
    discovery(data) {
      const progress = data as LiveDiscovery; // as contracts has it
      change({ discoveries: new Map([...state.discoveries, [progress.id, progress] as const].slice(-SEARCHES_KEPT)) });
    },
    edit(data) {
      const progress = data as LiveEdit; // as contracts has it
      change({ edits: new Map([...state.edits, [progress.id, progress] as const].slice(-SEARCHES_KEPT)) });
    },
    transfer(data) {
      const progress = data as LiveTransfer; // as contracts has it
      change({ transfers: new Map([...state.transfers, [progress.acquisitionId, progress]]) });
    },
  };
  const close = stream.open({
    opened() {
      change({ connected: true });
      if (wasLost) void queryClient.invalidateQueries(); // nobody knows what was not heard
      wasLost = false;
    },
    lost() {
      change({ connected: false });
      wasLost = true;
    },
    refused: () => void queryClient.invalidateQueries(), // with the session gone, asking again leads to the sign-in page
    heard: (kind, data) => hear[kind]?.(data),
  });
  return () => {
    close();
    if (timer) clearTimeout(timer);
    change(nothingHeard);
  };
}
