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

describe('a file whose announced length the filing would refuse', () => {
  it('is not asked for', () =>
    expect(ranked(recording, [found(117)], true, usualLengthTolerance)).toEqual({ accepted: [], rejections: { 'other-length': 1 } }));

  it('is asked for where the filing was told to allow it', () =>
    expect(ranked(recording, [found(117)], true, { shorterByMs: 6_000, longerByMs: 5_000 }).accepted).toHaveLength(1));
});
