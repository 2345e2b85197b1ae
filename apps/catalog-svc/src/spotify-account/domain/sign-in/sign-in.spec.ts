import { describe, expect, it } from '@jest/globals';
import { answerInAddress } from './answer-in-address.js';
import { redirectUriProblem } from './redirect-uri.js';

describe('the address that Spotify sends the browser back to', () => {
  it.each([
    'https://music.example.net/api/v1/spotify/callback',
    'http://127.0.0.1:8765/api/v1/spotify/callback',
    'http://[::1]:8765/api/v1/spotify/callback',
    'http://127.0.0.1/callback',
  ])('may be %s', (uri) => expect(redirectUriProblem(uri)).toBeNull());

  it.each([
    ['http://localhost:8765/api/v1/spotify/callback', 'localhost'],
    ['http://192.168.1.20:8765/api/v1/spotify/callback', 'paste the address'],
    ['http://nas.lan/callback', 'https'],
    ['http://127.0.0.1.example.net/callback', 'https'],
    ['http://ida:secret@127.0.0.1/callback', 'user name'],
    ['https://music.example.net/callback#top', '#'],
    ['soulsync://callback', 'https'],
    ['callback', 'whole address'],
    ['', 'whole address'],
  ])('may not be %s, and that is said', (uri, words) => expect(redirectUriProblem(uri)).toContain(words));
});

describe('a pasted address', () => {
  const answer = { state: 'S', code: 'C', error: null };
  it.each([
    'http://127.0.0.1:8765/api/v1/spotify/callback?code=C&state=S',
    '  https://evil.example/x?state=S&code=C#_=_ ',
    '?code=C&state=S',
    'code=C&state=S',
    'http://127.0.0.1:8765/api/v1/spotify/\n  callback?code=C&sta\nte=S',
  ])('is read for its query alone: %s', (address) => expect(answerInAddress(address)).toEqual(answer));

  it('says it when Spotify was told no', () =>
    expect(answerInAddress('http://127.0.0.1/c?error=access_denied&state=S')).toEqual({ state: 'S', code: null, error: 'access_denied' }));

  it.each([
    'http://127.0.0.1:8765/api/v1/spotify/callback',
    'https://accounts.spotify.com/authorize?client_id=x&state=S',
    '?code=C&code=D&state=S',
    '?code=C&error=no&state=S',
    '?code=C',
    `?code=${'C'.repeat(2_001)}&state=S`,
    'hello',
    '',
  ])('without one answer of one sign-in holds none: %s', (address) => expect(answerInAddress(address)).toBeNull());
});
