import { describe, expect, it } from '@jest/globals';
import type { AcquisitionId, FilingEvent, FilingId, RecordingDescription, TransferId } from '@soulsync/contracts';
import { filing } from './filing.js';
import type { FilingCommand } from './filing.js';

// Brands are given here, where the ids are made.
const filingId = 'f' as FilingId;
const acquisitionId = 'a' as AcquisitionId;
const at = '2026-11-30T12:00:00.000Z';
const quality = { format: 'flac', lossless: true, bitrateKbps: null, sampleRateHz: null, bitDepth: null, durationMs: null };

const started: FilingEvent = {
  type: 'FilingStarted',
  data: {
    filingId,
    acquisitionId,
    recording: { title: 'Song' } as RecordingDescription, // nothing else of it is read here
    transfer: {
      transferId: 't' as TransferId,
      username: 'peer',
      filename: 'song.flac',
      sizeBytes: 5,
      localFilename: null,
      destination: null,
    },
    startedAt: at,
  },
};
const verified: FilingEvent = {
  type: 'FileVerified',
  data: { filingId, sourcePath: '/downloads/song.flac', quality, sizeBytes: 5, sha256: 'source', verifiedAt: at },
};
const tagged: FilingEvent = {
  type: 'FileTagged',
  data: { filingId, path: 'A/song.flac', sizeBytes: 6, sha256: 'tagged', cover: false, taggedAt: at },
};
const published: FilingEvent = {
  type: 'FilePublished',
  data: { filingId, acquisitionId, path: 'A/song.flac', sizeBytes: 6, sha256: 'tagged', quality, publishedAt: at },
};
const tidied: FilingEvent = { type: 'FilingTidied', data: { filingId, download: 'removed', at } };
const tidy: FilingCommand = { type: 'ReportTidied', data: { download: 'removed', at } };

const given = (...events: readonly FilingEvent[]) => events.reduce(filing.evolve, filing.initialState);

describe('a filing whose file is published', () => {
  it('still knows which download it came from, by place and content', () => {
    expect(given(started, verified, tagged, published)).toMatchObject({
      status: 'published',
      sourcePath: '/downloads/song.flac',
      sourceSha256: 'source',
      path: 'A/song.flac',
      sha256: 'tagged',
    });
  });

  it('is tidied once', () => {
    expect(filing.decide(tidy, given(started, verified, tagged, published))).toEqual([tidied]);
    expect(filing.decide(tidy, given(started, verified, tagged, published, tidied))).toEqual([]);
  });
});

describe('a filing whose file is not published', () => {
  it('is not tidied: its download is all there is', () => {
    for (const events of [[started], [started, verified], [started, verified, tagged]])
      expect(filing.decide(tidy, given(...events))).toEqual([]);
  });
});
