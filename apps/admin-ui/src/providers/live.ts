import type { QueryClient } from '@tanstack/react-query';
import type { LiveDiscovery, LiveEdit, LiveRecords, LiveTransfer } from '@soulsync/contracts';
import type { LiveStream } from './console-port.js';

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

/** Hears the stream; what changed is asked for again, half a second after the last change at the earliest. */
export function connectLive(queryClient: QueryClient, stream: LiveStream): () => void {
  const stale = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function refetch(resource: string): void {
    for (const name of [resource, ...(alsoShownIn[resource] ?? []), 'summary']) stale.add(name);
    timer ??= setTimeout(askAgain, REFETCH_MS);
  }

  /** What is being asked is let come to its end first: broken off with each change, a slow answer would never be seen. */
  function askAgain(): void {
    timer = null;
    for (const name of stale) {
      if (queryClient.isFetching({ queryKey: [name] }) > 0) continue;
      stale.delete(name);
      void queryClient.invalidateQueries({ queryKey: [name] });
    }
    if (stale.size > 0) timer = setTimeout(askAgain, REFETCH_MS);
  }

  const hear: Readonly<Record<string, (data: unknown) => void>> = {
    record: (data) => refetch((data as LiveRecords).resource), // as contracts has it
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
    opened: () => change({ connected: true }),
    lost: () => change({ connected: false }),
    refused: () => void queryClient.invalidateQueries(), // with the session gone, asking again leads to the sign-in page
    heard: (kind, data) => hear[kind]?.(data),
  });
  return () => {
    close();
    if (timer) clearTimeout(timer);
    change(nothingHeard);
  };
}
