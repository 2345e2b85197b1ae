import { describe, expect, it } from '@jest/globals';
import { inBase64 } from './slskd-client.js';
import { below, configuredFolder, isNameOf, remoteName, utcMs } from './slskd-places.js';

const SOURCE = '${SOURCE_DIRECTORY}';

describe('the folder of slskd’s own rule', () => {
  // As a real slskd 0.26 put them.
  it.each([
    ['@@abcde\\Music\\Artist\\Album\\01.flac', 'Album/01.flac'],
    ['C:\\Music\\Album\\CD1\\01.flac', 'CD1/01.flac'],
    ['music/Artist/Album/02.flac', 'Album/02.flac'],
    ['Music\\03.flac', 'Music/03.flac'],
    ['@@abcde\\04.flac', '04.flac'],
    ['C:\\05.flac', '05.flac'],
    ['06.flac', '06.flac'],
    ['@@abc\\short\\07.flac', 'short/07.flac'],
    ['\\\\server\\share\\dir\\08.flac', 'dir/08.flac'],
    ['a/b\\c\\09.flac', 'c/09.flac'],
    ['Dir\\nul\0x.flac', 'Dir/nul_x.flac'],
    ['Dir \\sub. \\10.flac', 'sub. /10.flac'],
    ['Dir\\...\\12.flac', '.../12.flac'],
    ['Dir\\\\14.flac', 'Dir/14.flac'],
  ])('of %j is that of %s', (remote, local) => {
    const folder = configuredFolder(SOURCE, remote);
    expect([folder, remoteName(remote).file].filter((part) => part !== '').join('/')).toBe(local);
  });

  it('is the root where the setting says so, and unknown under a rule that we can not work out', () => {
    expect(configuredFolder('{}', 'a\\b\\c.flac')).toBe('');
    expect(configuredFolder('${SOURCE_USERNAME}/${SOURCE_DIRECTORY}', 'a\\b\\c.flac')).toBeNull();
    expect(configuredFolder(undefined, 'a\\b\\c.flac')).toBe('b');
  });
});

it('a file has its own name, or that with eighteen digits where it was taken', () => {
  expect(isNameOf('01 - a.flac', '01 - a.flac')).toBe(true);
  expect(isNameOf('01 - a.flac', '01 - a_639230012345678901.flac')).toBe(true);
  expect(isNameOf('noend', 'noend_639230012345678901')).toBe(true);
  for (const other of ['01 - a_1.flac', '01 - a (2).flac', '01 - ab.flac', '01 - a_639230012345678901.mp3', 'b.flac'])
    expect(isNameOf('01 - a.flac', other)).toBe(false);
});

it('a place is known below its root alone', () => {
  expect(below('/app/downloads', '/app/downloads/Album/01.flac')).toBe('Album/01.flac');
  expect(below('/app/downloads/', '/app/downloads/01.flac')).toBe('01.flac');
  expect(below('C:\\slskd\\downloads', 'C:\\slskd\\downloads\\Album\\01.flac')).toBe('Album/01.flac');
  for (const path of ['/app/downloads2/01.flac', '/app/downloads/../x.flac', '/elsewhere/01.flac'])
    expect(below('/app/downloads', path)).toBeNull();
  expect(below(undefined, '/app/downloads/01.flac')).toBeNull();
});

it('a date without a zone is UTC', () => {
  expect(utcMs('2026-08-22T13:10:46.1234567')).toBe(utcMs('2026-08-22T13:10:46.1234567Z'));
  expect(utcMs(undefined)).toBeNull();
});

describe('a path for the files API', () => {
  it('holds no slash in its base64, whatever is in it', () => {
    for (const path of ['soulsync/t1', 'Zebra Reserved: what? *star* "q" <a> |p|', 'pier & co/Music/song.flac'])
      expect(decodeURIComponent(inBase64(path) ?? '/')).not.toContain('/');
  });

  it('is the same path', () => {
    const text = inBase64('Zebra Reserved: what? *star* "q" <a> |p|') ?? '';
    expect(
      Buffer.from(decodeURIComponent(text), 'base64')
        .toString('utf8')
        .replace(/^(\.\/)*/, ''),
    ).toBe('Zebra Reserved: what? *star* "q" <a> |p|');
  });

  it('is none where no spelling of it can be sent', () => {
    expect(inBase64('????????')).toBeNull();
  });
});
