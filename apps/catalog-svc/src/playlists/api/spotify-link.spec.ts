import { describe, expect, it } from '@jest/globals';
import { linkProblems, spotifyLink } from './spotify-link.js';

const ID = '4aPlaylistExample00001';

describe('a pasted link', () => {
  it.each([
    ID,
    `spotify:playlist:${ID}`,
    `spotify:user:ida:playlist:${ID}`,
    `https://open.spotify.com/playlist/${ID}`,
    `  https://open.spotify.com/playlist/${ID}?si=abc&pt=def#top `,
    `http://open.spotify.com/playlist/${ID}/`,
    `open.spotify.com/playlist/${ID}`,
    `https://open.spotify.com/intl-de/playlist/${ID}?si=1`,
    `https://open.spotify.com/embed/playlist/${ID}?utm_source=generator`,
    `https://open.spotify.com/user/ida%20voss/playlist/${ID}`,
    `https://play.spotify.com/user/spotify/playlist/${ID}`,
  ])('of a playlist is its id, and nothing else of it counts: %s', (text) =>
    expect(spotifyLink(text)).toEqual({ kind: 'playlist', id: ID }),
  );

  it.each([
    'https://open.spotify.com/collection/tracks',
    'https://open.spotify.com/intl-de/collection/tracks?si=1',
    'spotify:collection:tracks',
    'spotify:user:ida:collection',
  ])('may be of the liked songs: %s', (text) => expect(spotifyLink(text)).toEqual({ kind: 'playlist', id: 'liked' }));

  it.each([
    ['https://spotify.link/aBc123?_p=x', 'https://spotify.link/aBc123'],
    ['https://spotify.app.link/aBc123', 'https://spotify.app.link/aBc123'],
  ])('may be a short one: %s', (text, url) => expect(spotifyLink(text)).toEqual({ kind: 'short', url }));

  it.each([
    [`https://open.spotify.com/track/${ID}`, 'track'],
    [`spotify:track:${ID}`, 'track'],
    [`https://open.spotify.com/intl-de/album/${ID}?si=1`, 'album'],
    [`https://open.spotify.com/artist/${ID}`, 'artist'],
    [`https://open.spotify.com/show/${ID}`, 'show'],
    [`https://open.spotify.com/episode/${ID}`, 'episode'],
    ['https://open.spotify.com/user/ida', 'user'],
    ['https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M', 'made-by-spotify'],
    ['37i9dQZF1E4example0000', 'made-by-spotify'],
    ['https://www.deezer.com/playlist/1', 'not-spotify'],
    [`https://open.spotify.com.evil.example/playlist/${ID}`, 'not-spotify'],
    [`https://evil.example/?https://open.spotify.com/playlist/${ID}`, 'not-spotify'],
    [`https://ida:secret@evil.example/playlist/${ID}`, 'not-spotify'],
    ['https://open.spotify.com/playlist/short', 'unreadable'],
    ['https://open.spotify.com/', 'unreadable'],
    ['https://spotify.link/', 'unreadable'],
    ['https://spotify.link/../x?y', 'unreadable'],
    ['', 'not-spotify'],
  ] as const)('of something else is refused with a reason of its own: %s', (text, kind) => {
    expect(spotifyLink(text)).toEqual({ kind });
    expect(linkProblems[kind]).toMatch(/^(is|leads) /);
  });
});
