import { describe, expect, it } from '@jest/globals';
import { ordinal, transferProgress } from './transfer-progress.js';

const moving = { state: 'transferring', bytes: 15_400_000, sizeBytes: 24_100_000, bytesPerS: 725_000, placeInQueue: null } as const;

describe('a transfer', () => {
  it('says how much, how fast and how long', () => {
    expect(transferProgress(moving)).toMatchObject({ what: '15.4 of 24.1 MB', pace: '725 kB/s, 0:12 left', isStalled: false });
  });

  it('that nothing comes of has speed 0, not the one it had', () => {
    expect(transferProgress({ ...moving, bytesPerS: 0 })).toMatchObject({ isStalled: true, pace: 'Stalled, 0 kB/s' });
  });

  it('that waits says its place, and has no share of the peer before', () => {
    expect(transferProgress({ ...moving, state: 'queued', placeInQueue: 3 })).toMatchObject({
      what: '3rd in the queue',
      share: 0,
      isWaiting: true,
    });
  });

  it('of a size nobody knows has no share', () => {
    expect(transferProgress({ ...moving, sizeBytes: 0 })).toMatchObject({ share: null, what: '15.4 MB' });
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [11, '11th'],
    [23, '23rd'],
  ])('counts %i as %s', (place, words) => expect(ordinal(place)).toBe(words));
});
