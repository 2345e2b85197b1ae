import { describe, expect, it } from '@jest/globals';
import { namesInPath } from './parse-remote-path.js';

const none = { artist: null, album: null, track: null, disc: null };

describe('the names in a path', () => {
  it.each([
    ['Not Sorted/The Ferries - Some Day We Sail.opus', { ...none, artist: 'The Ferries', title: 'Some Day We Sail' }],
    ['The Ferries - Some Day We Sail (Live).mp3', { ...none, artist: 'The Ferries', title: 'Some Day We Sail (Live)' }],
    ['Музыка/Тихий океан - Прилив.mp3', { ...none, artist: 'Тихий океан', title: 'Прилив' }],
    ['Sound Forest/緋龍の翼/01 深き森にて.flac', { ...none, artist: 'Sound Forest', album: '緋龍の翼', title: '深き森にて', track: 1 }],
    ['Ida Voss/2019 - Letters/CD 2/03 - Home.flac', { artist: 'Ida Voss', album: 'Letters', title: 'Home', track: 3, disc: 2 }],
    ['Ida Voss - Letters (2019) [FLAC]/Home.flac', { ...none, artist: 'Ida Voss', album: 'Letters', title: 'Home' }],
    ['Ida Voss/Letters/Ida Voss - Letters - 03 - Home.flac', { ...none, artist: 'Ida Voss', album: 'Letters', title: 'Home', track: 3 }],
    ['Summer/Mixed/Ida Voss - Home.flac', { ...none, artist: 'Ida Voss', title: 'Home' }],
  ])('%s are %j', (path, names) => expect(namesInPath(path)).toEqual(names));

  it.each([['Not Sorted/Home.flac'], ['Summer/Mixed/Home.flac'], ['Home.flac'], ['downloads/Home.flac']])(
    '%s are no artist: a folder may be anything',
    (path) => expect(namesInPath(path)).toEqual({ ...none, title: 'Home' }),
  );

  it('are read by the artist that is known', () => {
    expect(namesInPath('Home - Ida Voss.mp3', 'Ida Voss')).toMatchObject({ artist: 'Ida Voss', title: 'Home' });
    expect(namesInPath('Ida Voss - Home.mp3', 'Ida Voss')).toMatchObject({ artist: 'Ida Voss', title: 'Home' });
  });
});
