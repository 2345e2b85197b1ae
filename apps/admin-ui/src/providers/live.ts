import type { QueryClient } from '@tanstack/react-query';
import type { LiveDiscovery, LiveEdit, LiveTransfer } from '@soulsync/contracts';
import { apiUrl } from './http.js';

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

let state: LiveState = { connected: false, transfers: new Map(), discoveries: new Map(), edits: new Map() };
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
  'health-issues': ['services', 'media-server'],
  'library-albums': ['library-artists'],
};
const REFETCH_MS = 500;
const REOPEN_MS = 3_000;
const SEARCHES_KEPT = 10;

/** Opens the stream; what changed is asked for again, half a second after the last change at the earliest. */
export function connectLive(queryClient: QueryClient): () => void {
  const stale = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let source: EventSource | null = null;
  let closed = false;

  function refetch(resource: string): void {
    for (const name of [resource, ...(alsoShownIn[resource] ?? []), 'summary']) stale.add(name);
    timer ??= setTimeout(() => {
      timer = null;
      for (const name of stale) void queryClient.invalidateQueries({ queryKey: [name] });
      stale.clear();
    }, REFETCH_MS);
  }
  const on = (kind: string, hear: (data: Record<string, unknown>) => void) =>
    source?.addEventListener(kind, (event: MessageEvent<string>) => hear(JSON.parse(event.data) as Record<string, unknown>)); // the gateway's own messages

  function open(): void {
    source = new EventSource(apiUrl('live'));
    source.onopen = () => change({ connected: true });
    source.onerror = () => {
      change({ connected: false });
      if (source?.readyState !== EventSource.CLOSED || closed) return;
      // Refused, after which the browser never tries again by itself. With the session gone, asking again leads to the sign-in page.
      void queryClient.invalidateQueries();
      setTimeout(() => {
        if (!closed) open();
      }, REOPEN_MS);
    };
    for (const kind of ['record', 'list']) on(kind, (data) => refetch(String(data['resource'])));
    on('health', () => refetch('health-issues'));
    on('rebuild', () => refetch('projections'));
    on('discovery', (data) => {
      const progress = data as unknown as LiveDiscovery; // as contracts has it
      change({ discoveries: new Map([...state.discoveries, [progress.id, progress] as const].slice(-SEARCHES_KEPT)) });
    });
    on('edit', (data) => {
      const progress = data as unknown as LiveEdit; // as contracts has it
      change({ edits: new Map([...state.edits, [progress.id, progress] as const].slice(-SEARCHES_KEPT)) });
    });
    on('reset', () => void queryClient.invalidateQueries());
    on('transfer', (data) => {
      const progress = data as unknown as LiveTransfer; // as contracts has it
      change({ transfers: new Map([...state.transfers, [progress.acquisitionId, progress]]) });
    });
  }
  open();
  return () => {
    closed = true;
    source?.close();
    if (timer) clearTimeout(timer);
  };
}
