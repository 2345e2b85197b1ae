import type { SpotifyProfile } from '@soulsync/contracts';

export const profileWords: Readonly<Record<SpotifyProfile, string>> = {
  dev2026: 'An app in development mode: it reads your own playlists and those you work on with others, and its owner needs Premium.',
  devLegacy: 'An older app in development mode: Spotify takes its rights away bit by bit, and its owner needs Premium.',
  extended: 'An app with extended access: public playlists of others can be read too.',
};

export const scopeWords: Readonly<Record<string, string>> = {
  'playlist-read-private': 'private playlists',
  'playlist-read-collaborative': 'playlists made with others',
  'user-library-read': 'liked songs',
  'user-follow-read': 'followed artists',
  'user-read-private': 'the account’s name',
};

/**
 * Where Spotify may send the browser: https, or http with a loopback address. Elsewhere it goes to this port on the person's own machine, where
 * nothing answers, and the address it ended on is pasted.
 */
export function redirectUriFor(page: string): { readonly uri: string; readonly returnsHere: boolean } {
  const callback = new URL('api/v1/spotify/callback', page);
  callback.hash = '';
  const isLoopback = /^(127(\.\d{1,3}){3}|\[::1\])$/.test(callback.hostname);
  if (callback.protocol === 'https:' || isLoopback) return { uri: callback.toString(), returnsHere: true };
  const isThisMachine = callback.hostname === 'localhost';
  callback.hostname = '127.0.0.1';
  return { uri: callback.toString(), returnsHere: isThisMachine };
}
