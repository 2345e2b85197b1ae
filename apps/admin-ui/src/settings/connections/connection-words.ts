import type { ConnectionId, ConnectionStep } from '@soulsync/contracts';

export interface ConnectionWords {
  readonly purpose: string;
  /** The library can be read from it. */
  readonly isLibrary?: true;
}

/** In the order of the page. */
export const connectionWords: Readonly<Record<ConnectionId, ConnectionWords>> = {
  spotify: { purpose: 'Your playlists and liked songs are read from it.' },
  slskd: { purpose: 'Gets from Soulseek what your library lacks.' },
  plex: { purpose: 'Knows what your library holds, and gets your playlists.', isLibrary: true },
  jellyfin: { purpose: 'Knows what your library holds, and gets your playlists.', isLibrary: true },
  subsonic: { purpose: 'Navidrome, Gonic and other servers that speak Subsonic.', isLibrary: true },
  folder: { purpose: 'Read by SoulSync itself; no media server is needed.', isLibrary: true },
  musicbrainz: { purpose: 'The open catalogue: genres, years, covers.' },
};

/** What a step shows when it passes; said of one that was not tried. */
export const stepWords: Readonly<Record<ConnectionStep, string>> = {
  configured: 'It is set up',
  reachable: 'It answers',
  identity: 'It is the right server',
  version: 'Its version is supported',
  credential: 'The key is accepted',
  token: 'Signed in',
  account: 'The account is accepted',
  role: 'The key may do what is needed',
  admin: 'It may be asked for scans and changes',
  network: 'Signed in to the network',
  shares: 'It shares files',
  sections: 'It has a music library',
  scopes: 'All that is needed is allowed',
  content: 'Its contents can be read',
  folder: 'Its folder is seen here',
  paths: 'Its files are the ones we see',
  file: 'A file from there can be read',
};
