import { describe, expect, it } from '@jest/globals';
import { presetOf, qualityPresets } from './quality-presets.js';

describe('a preset of quality', () => {
  it('is known again by what it takes', () => {
    for (const preset of qualityPresets) expect(presetOf({ allowLossy: true, leastLossyKbps: 192, ...preset.takes })).toBe(preset);
  });

  it('that takes nothing lossy does not care for bitrates', () =>
    expect(presetOf({ allowLossy: false, leastLossyKbps: 256 })?.id).toBe('lossless-only'));

  it('is none where it was set by hand', () => expect(presetOf({ allowLossy: true, leastLossyKbps: 256 })).toBeNull());
});
