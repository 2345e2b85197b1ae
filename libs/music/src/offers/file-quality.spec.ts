import { describe, expect, it } from '@jest/globals';
import { leastQuality, libraryProfiles, qualityOf } from './file-quality.js';
import type { LibraryFileProperties, LibraryProfile } from './file-quality.js';

const file = (format: string | null, bitrateKbps: number | null, more: Partial<LibraryFileProperties> = {}): LibraryFileProperties => ({
  format,
  bitrateKbps,
  bitDepth: null,
  sizeBytes: null,
  durationMs: null,
  ...more,
});
const below = (profile: LibraryProfile, properties: LibraryFileProperties) => {
  const quality = qualityOf(properties);
  return quality === null ? null : quality < leastQuality(profile);
};

describe('the quality of a library file', () => {
  it('is above every bitrate when it is lossless, ALAC in an m4a included', () => {
    expect(below('lossless', file('flac', 700))).toBe(false);
    expect(below('lossless', file('FLAC', null))).toBe(false);
    expect(below('lossless', file('m4a', 900, { bitDepth: 16 }))).toBe(false);
    expect(below('lossless', file('m4a', 256))).toBe(true);
    expect(below('lossless', file('mp3', 99_999))).toBe(true);
  });

  it('takes a variable bitrate that falls a little short of its name', () => {
    expect(below('mp3-256', file('mp3', 245))).toBe(false);
    expect(below('mp3-320', file('mp3', 256))).toBe(true);
  });

  it('counts Opus half as much again, and Windows Media as nothing', () => {
    expect(below('mp3-192', file('opus', 128))).toBe(false);
    expect(below('mp3-128', file('wma', 320))).toBe(true);
  });

  it('is worked out of size and length where no bitrate is told, and unknown without them', () => {
    expect(qualityOf(file('mp3', null, { sizeBytes: 2_400_000, durationMs: 60_000 }))).toBe(320);
    expect(qualityOf(file('mp3', null))).toBeNull();
    expect(qualityOf(file('mp3', null, { sizeBytes: 2_400_000 }))).toBeNull();
    expect(qualityOf(file(null, 320))).toBeNull();
  });

  it('has profiles that go down', () => {
    const least = libraryProfiles.map(leastQuality);
    expect([...least].sort((a, b) => b - a)).toEqual(least);
  });
});
