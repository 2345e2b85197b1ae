import { describe, expect, it } from '@jest/globals';
import { isRemote, mountsAround, readMounts } from './mounts.js';

const mounts = readMounts(
  [
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    '80 22 0:40 / /srv/music rw,relatime - cifs //nas/music rw',
    '81 80 8:17 / /srv/music/usb rw shared:2 master:3 - ext4 /dev/sdb1 rw',
    '82 22 0:41 / /mnt/my\\040music rw - fuse.sshfs me@host: rw',
    '83 22 0:42 / /srv/pool rw - fuse.mergerfs a:b rw',
    'nonsense',
    '',
  ].join('\n'),
);

describe('a folder', () => {
  it.each([
    ['/srv/music/Old Ferry', true],
    ['/srv/music', true],
    ['/srv/musical', false],
    ['/srv/music/usb/Old Ferry', false],
    ['/mnt/my music/x', true],
    ['/srv/pool/x', false],
    ['/home/me', false],
  ])('%s is on another machine: %s', (path, expected) => {
    expect(isRemote(mounts, path)).toBe(expected);
  });

  it('has the mounts above and below it around', () => {
    expect(mountsAround(mounts, '/srv/music').map(({ point }) => point)).toEqual(['/', '/srv/music', '/srv/music/usb']);
  });

  it('where no mounts are known is taken for a local one', () => {
    expect(isRemote([], '/srv/music')).toBe(false);
  });
});
