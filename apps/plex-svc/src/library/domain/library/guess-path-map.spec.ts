import { describe, expect, it } from '@jest/globals';
import { guessedPairs, tailsOf } from './guess-path-map.js';
import { pathMap } from './path-map.js';

describe('a path of the server', () => {
  it('may end anywhere below our music folder, but not at the file name alone', () => {
    expect(tailsOf('/data/music/Old Ferry/Crossings/01.flac')).toEqual([
      'data/music/Old Ferry/Crossings/01.flac',
      'music/Old Ferry/Crossings/01.flac',
      'Old Ferry/Crossings/01.flac',
      'Crossings/01.flac',
    ]);
    expect(tailsOf('01.flac')).toEqual([]);
    expect(tailsOf('D:\\Music\\Old Ferry\\01.flac')).toEqual([
      'D:/Music/Old Ferry/01.flac',
      'Music/Old Ferry/01.flac',
      'Old Ferry/01.flac',
    ]);
  });

  it('leads to ours once some files lie on both sides', () => {
    const sightings = ['Old Ferry/Crossings/01.flac', 'Ida Voss/Kitchen Songs/02.flac'].map((tail) => ({
      serverPath: `/data/music/${tail}`,
      tail,
    }));
    const pairs = guessedPairs(sightings, '/srv/music');
    expect(pairs).toEqual([{ server: '/data/music', local: '/srv/music' }]);
    const paths = pathMap(undefined, '/srv/music');
    expect(paths.toRelative('/data/music/Old Ferry/Crossings/03.flac')).toBeNull();
    paths.learn(pairs);
    expect(paths.toRelative('/data/music/Old Ferry/Crossings/03.flac')).toBe('Old Ferry/Crossings/03.flac');
    expect(paths.toServer('Ida Voss')).toBe('/data/music/Ida Voss');
  });

  it('is not led astray by one file that also lies elsewhere', () => {
    const good = ['A/B/1.flac', 'C/D/2.flac', 'E/F/3.flac'].map((tail) => ({ serverPath: `/data/music/${tail}`, tail }));
    const odd = { serverPath: '/data/music/Box/A/B/1.flac', tail: 'A/B/1.flac' };
    expect(guessedPairs([...good, odd], '/srv/music')).toEqual([{ server: '/data/music', local: '/srv/music' }]);
  });

  it('may begin with one of several folders that are all our music folder', () => {
    const of = (prefix: string) => ({ serverPath: `${prefix}/A/B/1.flac`, tail: 'A/B/1.flac' });
    expect(guessedPairs([of('/vol1/music'), of('/vol2/music')], '/srv/music').map(({ server }) => server)).toEqual([
      '/vol1/music',
      '/vol2/music',
    ]);
  });

  it('maps a whole volume when the server names it so', () => {
    expect(guessedPairs([{ serverPath: '/A/B/1.flac', tail: 'A/B/1.flac' }], '/srv/music')).toEqual([]);
  });
});
