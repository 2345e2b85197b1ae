import { describe, expect, it } from '@jest/globals';
import { creditsOf, soulseekFile, unknownRecording } from '@soulsync/contracts';
import { usualLengthTolerance } from '@soulsync/music';
import { ranked } from './offers.js';
import type { FoundFile } from './offers.js';

const recording = { ...unknownRecording, title: 'Harbour Lights', artists: creditsOf(['The Quiet Pier']), durationMs: 121_500 };
const found = (lengthS: number): FoundFile => {
  const filename = 'Music\\The Quiet Pier\\Tides\\03 Harbour Lights.flac';
  const { source, ref, label } = soulseekFile({ username: 'pier', filename });
  return {
    source,
    ref,
    label,
    filename,
    sizeBytes: 14_000_000,
    bitrateKbps: null,
    bitDepth: 16,
    sampleRateHz: 44_100,
    lengthS,
    variableBitrate: null,
    locked: false,
    hasFreeUploadSlot: true,
    queueLength: 0,
    uploadBytesPerS: 1_000_000,
  };
};

const usual = { allowLossy: true, leastLossyKbps: 192 };

describe('a file whose announced length the filing would refuse', () => {
  it('is not asked for', () =>
    expect(ranked(recording, [found(117)], usual, usualLengthTolerance)).toEqual({ accepted: [], rejections: { 'other-length': 1 } }));

  it('is asked for where the filing was told to allow it', () =>
    expect(ranked(recording, [found(117)], usual, { shorterByMs: 6_000, longerByMs: 5_000 }).accepted).toHaveLength(1));
});

describe('a lossy file', () => {
  const mp3 = (bitrateKbps: number): FoundFile => {
    const filename = 'Music\\The Quiet Pier\\Tides\\03 Harbour Lights.mp3';
    return { ...found(121), ...soulseekFile({ username: 'pier', filename }), filename, bitrateKbps, sizeBytes: bitrateKbps * 125 * 121 };
  };

  it.each([
    [192, 192, true],
    [256, 320, false],
    [320, 320, true],
  ])('of %i kbps, where at least %i are wanted, is taken: %s', (kbps, leastLossyKbps, isTaken) =>
    expect(ranked(recording, [mp3(kbps)], { allowLossy: true, leastLossyKbps }, usualLengthTolerance)).toMatchObject(
      isTaken ? { accepted: [{}] } : { accepted: [], rejections: { 'bitrate-too-low': 1 } },
    ),
  );
});
