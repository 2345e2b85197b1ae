import { countedRequests } from '../http/request-counts.js';
import type { Call } from '../http/simulator-server.js';

export const requestCounts = () => countedRequests(kindOf);

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
