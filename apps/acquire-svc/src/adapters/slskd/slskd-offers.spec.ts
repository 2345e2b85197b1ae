import { describe, expect, it } from '@jest/globals';
import { offerFiles } from './slskd-offers.js';

const response = { username: 'ida', hasFreeUploadSlot: true, uploadSpeed: 1_000, queueLength: 2 };
const offers = (files: readonly object[], of: object = {}) => offerFiles([{ ...response, ...of, files }], null);

describe('an offer with a size that no file has', () => {
  it('is left out', () => {
    for (const size of [1e300, -1, 'large', null]) expect(offers([{ filename: 'a\\song.flac', size }])).toEqual([]);
    expect(offers([{ filename: 'a\\song.flac', size: 5e9 }])).toMatchObject([{ sizeBytes: 5e9 }]);
  });
});

describe('a peer that claims a queue or a speed that can not be', () => {
  it('counts as one that said nothing of it', () => {
    const file = { filename: 'a\\song.flac', size: 1 };
    expect(offers([file], { queueLength: 9e12, uploadSpeed: -5 })).toMatchObject([{ queueLength: 0, uploadBytesPerS: 0 }]);
    expect(offers([file])).toMatchObject([{ queueLength: 2, uploadBytesPerS: 1_000 }]);
  });
});
