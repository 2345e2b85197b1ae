import { describe, expect, it } from '@jest/globals';
import { redirectUriFor } from './spotify-records.js';

describe('the redirect address for Spotify', () => {
  it.each([
    ['https://music.example/soulsync/', 'https://music.example/soulsync/api/v1/spotify/callback', true],
    ['http://127.0.0.1:8765/#/settings/connections', 'http://127.0.0.1:8765/api/v1/spotify/callback', true],
    ['http://localhost:8765/', 'http://127.0.0.1:8765/api/v1/spotify/callback', true],
    ['http://192.168.1.5:8765/', 'http://127.0.0.1:8765/api/v1/spotify/callback', false],
  ])('of %s is one that Spotify takes: %s', (page, uri, returnsHere) => {
    expect(redirectUriFor(page)).toEqual({ uri, returnsHere });
  });
});
