import { describe, expect, it } from '@jest/globals';
import { pathMap } from './path-map.js';

describe('paths of a server', () => {
  const map = pathMap('/data=/mnt,/data/music=/srv/music', '/srv/music');

  it('are ours by the longest prefix that holds them', () => {
    expect(map.toRelative('/data/music/Old Ferry/01.flac')).toBe('Old Ferry/01.flac');
    expect(map.toRelative('/data/music2/01.flac')).toBeNull();
    expect(map.toServer('Old Ferry')).toBe('/data/music/Old Ferry');
    expect(map.toServer('')).toBe('/data/music');
  });

  it('keep case and backslashes, which are part of a name here', () => {
    expect(map.toRelative('/data/music/AC\\DC/01.flac')).toBe('AC\\DC/01.flac');
    expect(map.toRelative('/data/Music/01.flac')).toBeNull();
  });

  it('are the same in either form of an accent', () => {
    expect(map.toRelative('/data/music/Ása/01.flac'.normalize('NFD'))).toBe('Ása/01.flac'.normalize('NFC'));
  });
});

describe('paths of a server on Windows', () => {
  it.each(['D:\\Music=/srv/music', 'D:/Music/=/srv/music'])('mind neither case nor kind of slash: %j', (setting) => {
    const map = pathMap(setting, '/srv/music');
    expect(map.toRelative('d:\\music\\Old Ferry\\01.flac')).toBe('Old Ferry/01.flac');
    expect(map.toRelative('D:\\Music2\\01.flac')).toBeNull();
    expect(map.toServer('Old Ferry')).toBe('D:/Music/Old Ferry');
  });

  it('may lie on a share', () => {
    expect(pathMap('\\\\nas\\music=/srv/music', '/srv/music').toRelative('\\\\NAS\\music\\Old Ferry\\01.flac')).toBe('Old Ferry/01.flac');
  });
});
