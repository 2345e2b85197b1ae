import { describe, expect, it } from '@jest/globals';
import { spacesOf } from './space.js';

const disk = { path: '/srv', device: '8', freeMb: 400_000, sizeMb: 2_000_000, minFreeMb: 1_024 };

describe('space', () => {
  it('of one disk is told once, with all that lies on it', () => {
    const disks = [
      { id: 'music' as const, ...disk, path: '/srv/music' },
      { id: 'downloads' as const, ...disk, freeMb: 399_900, path: '/srv/downloads' },
      { id: 'data' as const, ...disk, path: '/srv/data' },
    ];
    expect(spacesOf(disks)).toEqual([
      {
        name: 'Music, downloads and data folder',
        paths: ['/srv/music', '/srv/downloads', '/srv/data'],
        words: '419.3 GB free of 2.1 TB',
        usedShare: 1 - 399_900 / 2_000_000,
        isLow: false,
      },
    ]);
  });

  it('of other disks is told by itself, and says where there is too little', () => {
    const full = { id: 'event-log' as const, path: '/log', device: '9', freeMb: 10, sizeMb: 1_000, minFreeMb: 64 };
    const [music, log] = spacesOf([{ id: 'music', ...disk }, full]);
    expect(music).toMatchObject({ name: 'Music', isLow: false });
    expect(log).toMatchObject({ name: 'Event log', isLow: true });
  });

  it('of two disks that look alike is told twice', () => {
    expect(
      spacesOf([
        { id: 'music', ...disk },
        { id: 'data', ...disk, device: '9' },
      ]),
    ).toHaveLength(2);
  });

  it('is nothing while no disk is known', () => expect(spacesOf([])).toEqual([]));
});
