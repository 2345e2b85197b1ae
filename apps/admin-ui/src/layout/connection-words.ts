import type { ConnectionId, ConnectionState } from '@soulsync/contracts';

export const connectionNames: Readonly<Record<ConnectionId, string>> = {
  spotify: 'Spotify',
  musicbrainz: 'MusicBrainz',
  slskd: 'slskd',
  plex: 'Plex',
  jellyfin: 'Jellyfin',
  subsonic: 'Subsonic',
  folder: 'Music folder',
};

export const connectionInWords: Readonly<Record<ConnectionState, string>> = {
  unconfigured: 'Not set up',
  connecting: 'Connecting',
  connected: 'Connected',
  degraded: 'Needs attention',
  refused: 'Sign-in needed',
  unreachable: 'Not reachable',
};

/** How it looks: what is on its way is no trouble yet. */
export function toneOf(state: ConnectionState): 'good' | 'attention' | 'problem' {
  if (state === 'unreachable') return 'problem';
  return state === 'degraded' || state === 'refused' ? 'attention' : 'good';
}
