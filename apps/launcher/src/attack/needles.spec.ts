import { describe, expect, it } from '@jest/globals';
import { foundIn, needle } from './needles.js';

const secret = 'mk/plex+token 0123456789abcdef';
const needles = [needle('plex', secret), needle('other', 'something else entirely')];

describe('a secret', () => {
  it.each([
    ['as it is', `x ${secret} y`],
    ['in a URL', `https://h/?t=${encodeURIComponent(secret)}`],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in the base64 of user and password', Buffer.from(`admin:${secret}`).toString('base64')],
    ['in base64, begun one earlier', Buffer.from(`a${secret}zz`).toString('base64')],
    ['in base64, begun two earlier', Buffer.from(`ab${secret}z`).toString('base64')],
    ['in base64url', Buffer.from(`ab${secret}`).toString('base64url')],
  ])('is found %s', (_, text) => {
    expect(foundIn(text, needles)).toEqual(['plex']);
  });
  it('is not found where it is not', () => {
    expect(foundIn('nothing of that kind', needles)).toEqual([]);
  });
});
