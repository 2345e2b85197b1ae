import { describe, expect, it } from '@jest/globals';
import { firstRunNotes, notConnections } from './empty.js';

const env = {
  SOULSYNC_MUSIC_DIR: '/world/music',
  SOULSYNC_DOWNLOAD_DIR: '/world/downloads',
  SOULSYNC_SLSKD_URL: 'http://127.0.0.1:5030',
  SOULSYNC_SLSKD_API_KEY: 'key',
  SOULSYNC_SPOTIFY_API_URL: 'http://127.0.0.1:1',
  SOULSYNC_SPOTIFY_ACCOUNTS_URL: 'http://127.0.0.1:1',
  SOULSYNC_SPOTIFY_REFRESH_TOKEN: 'signed in',
  SOULSYNC_PLEX_TV_URL: 'http://127.0.0.1:2',
  SOULSYNC_PLEX_URL: '',
  SOULSYNC_LIBRARY_SERVER: 'plex',
  SOULSYNC_DISCOVERY_PORTS: 'slskd=5030',
};

describe('a demo of the first run', () => {
  it('sets up no connection, and still asks nobody but the simulators', () => {
    expect(Object.keys(notConnections(env))).toEqual([
      'SOULSYNC_SPOTIFY_API_URL',
      'SOULSYNC_SPOTIFY_ACCOUNTS_URL',
      'SOULSYNC_PLEX_TV_URL',
      'SOULSYNC_DISCOVERY_PORTS',
    ]);
  });

  it('says all that is to be typed', () => {
    const notes = firstRunNotes({ url: 'http://127.0.0.1:8765', code: 'ABCD', env, playlist: 'p1' });
    expect(notes.slice(1, -1)).toEqual([
      '  Set-up code: ABCD',
      '  Music folder: /world/music',
      '  Download folder: /world/downloads',
      '  slskd, address: http://127.0.0.1:5030',
      '  slskd, API key: key',
      '  Playlist: https://open.spotify.com/playlist/p1',
    ]);
    expect(firstRunNotes({ url: '', code: null, env, playlist: 'p1' })[1]).toBe('  Music folder: /world/music');
  });
});
