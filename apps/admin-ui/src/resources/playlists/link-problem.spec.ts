import { describe, expect, it } from '@jest/globals';
import { linkProblem } from './link-problem.js';

describe('a link that is no playlist’s', () => {
  it.each([
    ['https://open.spotify.com/album/4aPlaylistExample00001', /an album/],
    ['https://open.spotify.com/intl-de/track/4aPlaylistExample00001?si=x', /a song/],
    ['spotify:artist:4aPlaylistExample00001', /an artist/],
    ['https://spotify.link/abc', /short link/],
    ['https://music.example.org/playlist/1', /Only links to Spotify/],
    ['  ', /Paste the link/],
  ])('%s is refused with the reason', (link, reason) => {
    expect(linkProblem(link)).toMatch(reason);
  });

  it.each([
    'https://open.spotify.com/playlist/4aPlaylistExample00001?si=x',
    'https://open.spotify.com/user/ann/playlist/4aPlaylistExample00001',
    'spotify:user:ann:playlist:4aPlaylistExample00001',
    'https://open.spotify.com/collection/tracks',
    '4aPlaylistExample00001',
  ])('%s is the server’s to judge', (link) => {
    expect(linkProblem(link)).toBeNull();
  });
});
