import { countedRequests } from '../http/request-counts.js';
import type { Call } from '../http/simulator-server.js';
import { query } from './asked.js';

export const requestCounts = () => countedRequests(kindOf);

const lists: Readonly<Record<string, string>> = { MusicAlbum: 'albums', 'Audio,MusicAlbum': 'changes', Playlist: 'playlists' };

function kindOf(call: Call): string {
  const [first = 'root', second, third] = call.segments;
  const isWrite = call.method !== 'GET';
  switch (first) {
    case 'Items':
      if (second === 'Counts') return 'counts';
      return isWrite ? 'item-write' : `list-${lists[query(call, 'includeItemTypes') ?? ''] ?? 'tracks'}`;
    case 'Playlists':
      return isWrite ? 'playlist-write' : 'playlist-read';
    case 'Users':
      return second === 'AuthenticateByName' ? 'sign-in' : 'users';
    case 'UserViews':
      return 'views';
    case 'ScheduledTasks':
      return 'tasks';
    case 'Library':
      return second === 'VirtualFolders' ? 'folders' : second === 'Refresh' ? 'scan-all' : third === 'Updated' ? 'scan-folder' : 'other';
    case 'System':
      return 'system';
    default:
      return 'other';
  }
}
