import { describe, expect, it } from '@jest/globals';
import type { FilingId, LibraryScanEvent, LibraryTrackId, ScanId } from '@soulsync/contracts';
import { deciding } from '@soulsync/event-store/testing';
import { libraryScan } from './library-scan.js';
import type { LibraryScanCommand } from './library-scan.js';

const at = '2026-11-30T12:00:00.000Z';
const scanId = 's' as ScanId; // the test's own, as all ids here
const file = (name: string) => ({ filingId: name as FilingId, path: `Band/${name}.flac` });
const files = [file('x'), file('y')];
const track = (name: string) => `t-${name}` as LibraryTrackId;

const request: LibraryScanCommand = { type: 'RequestScan', data: { scanId, folder: 'Band', files, at } };
const start: LibraryScanCommand = { type: 'StartScan', data: { at } };
const indexedNow = (name: string): LibraryScanCommand => ({
  type: 'ReportIndexed',
  data: { filingId: name as FilingId, libraryTrackId: track(name), at },
});
const fail: LibraryScanCommand = { type: 'FailScan', data: { cause: 'not-seen-by-server', detail: '', at } };

const requested: LibraryScanEvent = { type: 'ScanRequested', data: { scanId, folder: 'Band', files, requestedAt: at } };
const started: LibraryScanEvent = { type: 'ScanStarted', data: { scanId, startedAt: at } };
const indexed = (name: string): LibraryScanEvent => ({
  type: 'FileIndexed',
  data: { scanId, ...file(name), libraryTrackId: track(name), indexedAt: at },
});
const finished: LibraryScanEvent = { type: 'ScanFinished', data: { scanId, finishedAt: at } };
const failed: LibraryScanEvent = { type: 'ScanFailed', data: { scanId, cause: 'not-seen-by-server', detail: '', failedAt: at } };

const { given } = deciding(libraryScan);

describe('a scan', () => {
  it('is asked for once, and nothing comes of a scan that nobody asked for', () => {
    given().when(request).then(requested);
    given(requested).when(request).then();
    for (const command of [start, indexedNow('x'), fail]) given().when(command).then();
  });

  it('starts once, and again after it failed', () => {
    given(requested).when(start).then(started);
    given(requested, started).when(start).then();
    given(requested, started, failed).when(start).then(started);
  });

  it('is over with the last of its files, whichever that is, and each file counts once', () => {
    given(requested, started).when(indexedNow('y')).then(indexed('y'));
    given(requested, started, indexed('y')).when(indexedNow('y')).then();
    given(requested, started, indexed('y')).when(indexedNow('x')).then(indexed('x'), finished);
  });

  it('may find a file before it started, and after it failed', () => {
    given(requested).when(indexedNow('x')).then(indexed('x'));
    given(requested, started, failed, indexed('x')).when(indexedNow('y')).then(indexed('y'), finished);
  });

  it('knows nothing of files that it was not asked for', () => {
    given(requested).when(indexedNow('z')).then();
    expect(given(requested, indexed('x')).state).toMatchObject({ open: new Set(['y']) });
  });

  it('fails once, and not when it is over', () => {
    given(requested, started).when(fail).then(failed);
    given(requested, started, failed).when(fail).then();
    given(requested, started, indexed('x'), indexed('y'), finished).when(fail).then();
  });
});
