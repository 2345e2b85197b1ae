import { describe, expect, it } from '@jest/globals';
import type {
  AcquisitionId,
  FileRefusal,
  FilingEvent,
  FilingId,
  RecordingDescription,
  TransferId,
  WantedRecordingId,
} from '@soulsync/contracts';
import { filing } from './filing.js';
import type { Filing, FilingCommand } from './filing.js';

// Brands are given here, where the ids are made.
const filingId = 'f' as FilingId;
const acquisitionId = 'a' as AcquisitionId;
const transferId = 't' as TransferId;
const at = '2026-11-30T12:00:00.000Z';
const quality = {
  container: 'flac',
  codec: 'flac',
  lossless: true,
  bitrateKbps: null,
  variableBitrate: null,
  sampleRateHz: null,
  bitDepth: null,
  channels: null,
  durationMs: null,
};
const recording = { title: 'Song' } as RecordingDescription; // nothing else of it is read here
const source = { kind: 'download', acquisitionId, transferId } as const;
const recordingId = 'r' as WantedRecordingId;
const file = { root: 'downloads', path: 't/song.flac', sizeBytes: 5, label: 'peer: song.flac', localFilename: null } as const;
const place = { root: 'downloads', path: 't/song.flac' } as const;
const reasons: readonly FileRefusal[] = [{ code: 'truncated', params: { sizeBytes: 4, expectedBytes: 5 } }];

/** What was asked, and what happened. */
const start: FilingCommand = { type: 'StartFiling', data: { filingId, source, recordingId, recording, file, at } };
const started: FilingEvent = { type: 'FilingStarted', data: { filingId, source, recordingId, recording, file, startedAt: at } };
const reportVerified: FilingCommand = {
  type: 'ReportVerified',
  data: { place, quality, sizeBytes: 5, sha256: 'source', at },
};
const verified: FilingEvent = {
  type: 'FileVerified',
  data: { filingId, place, quality, sizeBytes: 5, sha256: 'source', verifiedAt: at },
};
const reportRefused: FilingCommand = { type: 'ReportRefused', data: { reasons, at } };
const refused: FilingEvent = { type: 'FileRefused', data: { filingId, source, recordingId, reasons, refusedAt: at } };
const reportQuarantined: FilingCommand = { type: 'ReportQuarantined', data: { path: 'f/song.flac', at } };
const quarantined: FilingEvent = { type: 'FileQuarantined', data: { filingId, root: 'quarantine', path: 'f/song.flac', at } };
const reportTagged = (path = 'A/song.flac'): FilingCommand => ({
  type: 'ReportTagged',
  data: { path, sizeBytes: 6, sha256: 'tagged', cover: false, at },
});
const tagged = (path = 'A/song.flac'): FilingEvent => ({
  type: 'FileTagged',
  data: { filingId, root: 'music', path, sizeBytes: 6, sha256: 'tagged', cover: false, taggedAt: at },
});
const reportPublished: FilingCommand = { type: 'ReportPublished', data: { at } };
const published = (path = 'A/song.flac'): FilingEvent => ({
  type: 'FilePublished',
  data: { filingId, acquisitionId, recordingId, root: 'music', path, sizeBytes: 6, sha256: 'tagged', quality, publishedAt: at },
});
const reportTidied: FilingCommand = { type: 'ReportTidied', data: { download: 'removed', at } };
const tidied: FilingEvent = { type: 'FilingTidied', data: { filingId, download: 'removed', at } };
const reportFailed: FilingCommand = { type: 'ReportFailed', data: { cause: 'not-found', detail: 'gone', at } };
const failed: FilingEvent = {
  type: 'FilingFailed',
  data: { filingId, source, recordingId, cause: 'not-found', detail: 'gone', at },
};

const given = (...events: readonly FilingEvent[]) => {
  const state = events.reduce(filing.evolve, filing.initialState);
  return {
    state,
    when: (command: FilingCommand) => ({
      then: (...expected: readonly FilingEvent[]) => expect(filing.decide(command, state)).toEqual(expected),
    }),
  };
};

/** Every state a filing can be in, and how it came there. */
const ways: Readonly<Record<Filing['status'], readonly FilingEvent[]>> = {
  none: [],
  started: [started],
  verified: [started, verified],
  tagged: [started, verified, tagged()],
  published: [started, verified, tagged(), published()],
  tidied: [started, verified, tagged(), published(), tidied],
  refused: [started, refused],
  quarantined: [started, refused, quarantined],
  failed: [started, failed],
};
const statuses = Object.keys(ways) as readonly Filing['status'][]; // the keys of that record

describe('a filing', () => {
  it.each(statuses)('is %s by what happened', (status) => {
    expect(given(...ways[status]).state.status).toBe(status);
  });

  it.each<[string, FilingCommand, Partial<Record<Filing['status'], FilingEvent>>]>([
    ['is started once', start, { none: started }],
    ['is verified when it was started', reportVerified, { started: verified }],
    ['is refused before it is verified, and then no more', reportRefused, { started: refused }],
    ['is quarantined when it was refused', reportQuarantined, { refused: quarantined }],
    ['is tagged when it was verified, and again while it is not published', reportTagged(), { verified: tagged(), tagged: tagged() }],
    ['is published when its place and hash are known', reportPublished, { tagged: published() }],
    ['is tidied when it is published: before, the download is all there is', reportTidied, { published: tidied }],
    ['fails only while nothing of it is published', reportFailed, { started: failed, verified: failed, tagged: failed }],
  ])('%s', (_rule, command, answers) => {
    for (const status of statuses) {
      const answer = answers[status];
      given(...ways[status])
        .when(command)
        .then(...(answer ? [answer] : []));
    }
  });
});

describe('a filing whose place was taken', () => {
  it('is published at the place it was tagged for last', () => {
    given(started, verified, tagged(), tagged('A/song (2).flac')).when(reportPublished).then(published('A/song (2).flac'));
  });
});

describe('a filing whose file is published', () => {
  it('still knows which download it came from, by place and content', () => {
    expect(given(...ways.published).state).toMatchObject({
      place,
      sourceSha256: 'source',
      path: 'A/song.flac',
      sha256: 'tagged',
    });
  });
});

describe('events of before', () => {
  it('that published without what is known of the file since leave nothing to be tidied', () => {
    given(started, published()).when(reportTidied).then();
  });

  it('that no longer fit change nothing', () => {
    expect(given(verified).state).toEqual(filing.initialState);
    const { state } = given(...ways.refused);
    expect(filing.evolve(state, tagged())).toBe(state);
  });
});

it('remembering leaves the state of before untouched', () => {
  for (const status of statuses)
    ways[status].reduce((state, event) => {
      const before = structuredClone(state);
      const after = filing.evolve(state, event);
      expect(state).toEqual(before);
      return after;
    }, filing.initialState as Filing);
});
