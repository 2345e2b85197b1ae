import type { AcquisitionRow } from '@soulsync/contracts';

export const transferring: AcquisitionRow = {
  recordingId: 'r1',
  id: 'r1',
  title: 'Seven Windows',
  artists: ['Glass House'],
  album: 'Panes',
  state: 'transferring',
  reason: 'queued',
  searches: 1,
  attempts: 1,
  offer: {
    source: 'soulseek',
    ref: 'vinyl_fan|Music\\Seven Windows.flac',
    label: 'vinyl_fan: Seven Windows.flac',
    sizeBytes: 100,
    durationMs: 180_000,
    quality: {
      container: 'flac',
      codec: 'flac',
      lossless: true,
      bitrateKbps: null,
      variableBitrate: null,
      sampleRateHz: 44_100,
      bitDepth: 16,
      channels: 2,
      durationMs: 180_000,
    },
    identity: 1,
    score: 1,
  },
  nextAttemptAt: null,
  transferId: 't1',
  ending: [],
  requestedAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:05:00.000Z',
};

export const cancelled: AcquisitionRow = {
  ...transferring,
  id: 'r2',
  title: 'Never Mind',
  state: 'cancelled',
  reason: 'cancelled',
  offer: null,
};

export const withTimeline: AcquisitionRow = {
  ...transferring,
  timeline: [{ at: '2026-11-01T10:00:00.000Z', type: 'AcquisitionRequested', params: { artist: 'Glass House', title: 'Seven Windows' } }],
};
