import { describe, expect, it } from '@jest/globals';
import { profileOf } from './library-lists.js';

describe('what the library shall be at least', () => {
  it.each([
    ['its own profile, whatever is fetched', { libraryProfile: 'mp3-256', allowLossy: false, leastLossyKbps: 320 }, 'mp3-256'],
    ['what is fetched by itself: nothing lossy', { allowLossy: false, leastLossyKbps: 192 }, 'lossless'],
    ['lossy of a bitrate', { allowLossy: true, leastLossyKbps: 320 }, 'mp3-320'],
    ['never more than that', { allowLossy: true, leastLossyKbps: 319 }, 'mp3-256'],
    ['nor less than there is a name for', { allowLossy: true, leastLossyKbps: 64 }, 'mp3-128'],
  ] as const)('is %s', (_what, wanted, profile) => expect(profileOf(wanted)).toBe(profile));
});
