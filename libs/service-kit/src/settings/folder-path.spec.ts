import { describe, expect, it } from '@jest/globals';
import { folderPair, folderPathProblem, throughPair } from './folder-path.js';

describe('the path of a folder', () => {
  it.each(['/music', '/srv/Music & More/Ümläute', '/data/process', '/home/ada/..music', '/volume1/music/'])('may be %s', (path) =>
    expect(folderPathProblem(path)).toBeNull(),
  );

  it.each<[string, RegExp]>([
    ['music', /begins with \//],
    ['./music', /begins with \//],
    ['', /begins with \//],
    ['C:\\Music', /begins with \//],
    ['/srv/../etc', /\.\./],
    ['/srv/./music', /\.\./],
    ['/', /root/],
    ['//', /root/],
    ['/proc/self/fd', /\/proc/],
    ['//proc', /\/proc/],
    ['/sys', /\/sys/],
    ['/dev/shm', /\/dev/],
    ['/music\0/etc', /control/],
    ['/music\n', /control/],
    [`/${'m'.repeat(4_001)}`, /longer/],
  ])('may not be %j', (path, why) => expect(folderPathProblem(path)).toMatch(why));
});

it('a pair of folders is read without the separators at their ends', () => {
  expect(folderPair('/downloads/=/mnt/downloads/')).toEqual({ remote: '/downloads', local: '/mnt/downloads' });
  expect(folderPair('C:\\slskd\\=/mnt/downloads')).toEqual({ remote: 'C:\\slskd', local: '/mnt/downloads' });
  for (const none of [null, undefined, '', '/downloads', '/a=', '=/b', '/a=/b=/c']) expect(folderPair(none)).toBeNull();
});

it.each([
  ['/dl', '/dl/Tides/one.flac', '/mnt/Tides/one.flac'],
  ['/dl', '/dl', '/mnt'],
  ['/dl', '/dlx/one.flac', null],
  ['C:\\dl', 'C:\\dl\\Tides\\one.flac', '/mnt/Tides/one.flac'],
  ['C:\\dl', 'C:\\dlx\\one.flac', null],
  ['/dl', '/dl\\one.flac', null],
])('through a pair of %s, %s is %s', (remote, path, ours) => expect(throughPair({ remote, local: '/mnt' }, path)).toBe(ours));
