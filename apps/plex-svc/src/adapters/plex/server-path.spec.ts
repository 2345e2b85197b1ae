import { describe, expect, it } from '@jest/globals';
import { asWrittenBy, isWithin } from './server-path.js';

describe("a path and one of the server's folders", () => {
  it.each([
    ['/data/music', '/data/music', true],
    ['/data/music/', '/data/music/Old Ferry', true],
    ['/data/music', '/data/music2', false],
    ['/data/music', '/data/Music/Old Ferry', false],
    ['', '/data/music', false],
    ['D:\\Music', 'd:/music/Old Ferry', true],
    ['D:\\Music', 'D:/Music2', false],
    ['\\\\nas\\music', '//NAS/music/Old Ferry', true],
  ])('%j holds %j: %j', (location, path, within) => {
    expect(isWithin(location, path)).toBe(within);
  });

  it('is written with the slashes of the server', () => {
    expect(asWrittenBy('D:\\Music', 'D:/Music/Old Ferry')).toBe('D:\\Music\\Old Ferry');
    expect(asWrittenBy('/data/music', '/data/music/AC\\DC')).toBe('/data/music/AC\\DC');
  });
});
