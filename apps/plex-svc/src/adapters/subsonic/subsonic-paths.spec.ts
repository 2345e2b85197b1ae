import { describe, expect, it } from '@jest/globals';
import { subsonicPaths } from './subsonic-paths.js';

const folder = { id: '1', name: 'Music' };

describe('paths of a Subsonic server without a map', () => {
  const paths = subsonicPaths(undefined, '/srv/music/');
  it('lie in our music folder where it has but one', () => {
    expect(paths.rootOf(folder, true)).toBe('');
    expect(paths.rootOf(folder, false)).toBeNull();
    expect(paths.toRelative('', 'Artist/Song.flac')).toBe('Artist/Song.flac');
    expect(paths.toRelative(null, 'Artist/Song.flac')).toBeNull();
  });

  it('may be absolute ones that we see alike', () => {
    expect(paths.toRelative('', '/srv/music/Artist/Song.flac')).toBe('Artist/Song.flac');
    expect(paths.toRelative('', '/srv/music2/Artist/Song.flac')).toBeNull();
  });

  it('never leave the music folder, and are written one way', () => {
    expect(paths.toRelative('', '../../etc/passwd')).toBeNull();
    expect(paths.toRelative('', 'Artist/../../x.flac')).toBeNull();
    expect(paths.toRelative('', '/srv/music/../x.flac')).toBeNull();
    expect(paths.toRelative('', '')).toBeNull();
    expect(paths.toRelative('', 'Cafe\u0301/x.flac')).toBe('Caf\u00e9/x.flac');
    expect(paths.toRelative('', 'Artist\\Album\\x.flac')).toBe('Artist/Album/x.flac');
    expect(paths.toRelative('', 'AC\\DC/x.flac')).toBe('AC\\DC/x.flac');
  });
});

describe('paths of a Subsonic server with a map', () => {
  const paths = subsonicPaths('Music=/srv/music/main, 2=/elsewhere ,/data/=/srv/music,D:\\Musik=/srv/music/win', '/srv/music');
  it('lie where their music folder is mapped to, by name or id', () => {
    expect(paths.rootOf(folder, false)).toBe('main');
    expect(paths.rootOf({ id: '2', name: 'Other' }, false)).toBeNull();
    expect(paths.rootOf({ id: '3', name: 'Third' }, false)).toBeNull();
    expect(paths.toRelative('main', 'a/b.mp3')).toBe('main/a/b.mp3');
  });

  it('are found by the longest absolute one', () => {
    expect(paths.toRelative('main', '/data/a/b.mp3')).toBe('a/b.mp3');
    expect(paths.toRelative('main', 'D:\\Musik\\a\\b.mp3')).toBe('win/a/b.mp3');
    expect(paths.toRelative('main', '/database/a.mp3')).toBeNull();
  });
});
