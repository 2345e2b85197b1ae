import { describe, expect, it } from '@jest/globals';
import type { FilingId, ScanId } from '@soulsync/contracts';
import { dueFiles, groupedByScan } from './due-files.js';

// Brands are given here, where the ids are made.
const file = (name: string, ageS: number, scan: string | null = null, folder = 'Pier') => ({
  filingId: name as FilingId,
  path: `${folder}/Album/${name}.flac`,
  scanId: scan as ScanId | null,
  ageS,
});
const pace = { debounceMs: 60_000, atMostMs: 300_000 };
const due = (...files: readonly ReturnType<typeof file>[]) =>
  dueFiles(files, ({ ageS }) => ageS * 1_000, pace).map(({ filingId }) => filingId);

describe('new files', () => {
  it('are scanned together when none has come for a minute', () => {
    expect(due(file('a', 90), file('b', 59))).toEqual([]);
    expect(due(file('a', 91), file('b', 60))).toEqual(['a', 'b']);
  });

  it('are scanned after five minutes, however many still come', () => {
    expect(due(file('a', 299), file('b', 1))).toEqual([]);
    expect(due(file('a', 300), file('b', 1))).toEqual(['a', 'b']);
  });

  it('wait for none whose scan was asked for', () => {
    expect(due(file('old', 5_000, 's'), file('new', 5))).toEqual(['old']);
    expect(due(file('old', 5, 's'), file('new', 60))).toEqual(['old', 'new']);
  });
});

describe('files to be scanned', () => {
  const groups = (...files: readonly ReturnType<typeof file>[]) =>
    groupedByScan(files).map(([folder, group]) => [folder, group.map(({ filingId }) => filingId)]);

  it('are scanned by the folder of their artist, and many folders as one', () => {
    expect(groups(file('a', 0), file('b', 0), file('c', 0, null, 'Larks'))).toEqual([
      ['Pier', ['a', 'b']],
      ['Larks', ['c']],
    ]);
    expect(groups(file('a', 0), file('b', 0, null, 'Larks'), file('c', 0, null, 'Ida'))).toEqual([['', ['a', 'b', 'c']]]);
  });

  it('stay in the scan that was asked for', () => {
    expect(groups(file('a', 0, 's'), file('b', 0), file('c', 0, 's', 'Larks'))).toEqual([
      ['', ['a', 'c']],
      ['Pier', ['b']],
    ]);
  });
});
