import type { Call } from '../http/simulator-server.js';

export interface Requests {
  count(call: Call): void;
  /** Since the last reset. */
  told(reset: boolean): { readonly total: number; readonly kinds: Readonly<Record<string, number>> };
}

/** Counts requests by what they want, so that a test can say how few were needed. */
export function requestCounts(): Requests {
  const kinds = new Map<string, number>();
  return {
    count(call) {
      const kind = kindOf(call);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    told(reset) {
      const told = { total: [...kinds.values()].reduce((sum, count) => sum + count, 0), kinds: Object.fromEntries(kinds) };
      if (reset) kinds.clear();
      return told;
    },
  };
}

const lists: Readonly<Record<string, string>> = { '9': 'albums', '10': 'tracks' };

function kindOf({ method, segments, query }: Call): string {
  const [first = 'root', second, , verb] = segments;
  const write = method !== 'GET' && method !== 'HEAD';
  switch (first) {
    case 'root':
    case 'identity':
    case 'activities':
    case 'hubs':
      return first;
    case 'playlists':
      return write ? 'playlist-write' : 'playlist-read';
    case ':':
      return second === 'prefs' ? 'prefs' : second === 'eventsource' || second?.startsWith('websocket') ? 'events' : 'other';
    case 'library':
      if (second === 'sections' && verb === 'all') return write ? 'edit' : `list-${lists[query.get('type') ?? ''] ?? 'artists'}`;
      if (second === 'sections' && verb !== undefined) return verb;
      if (second === 'metadata') return write ? (verb === 'posters' || verb === 'arts' ? 'picture-write' : 'edit') : (verb ?? 'metadata');
      return second ?? 'library';
    default:
      return 'other';
  }
}
