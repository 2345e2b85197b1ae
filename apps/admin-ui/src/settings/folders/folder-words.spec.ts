import { describe, expect, it } from '@jest/globals';
import { folderFacts, folderInWords } from './folder-words.js';
import { music } from './folders.stories.js';

describe('a folder in words', () => {
  it('tells what it means to be on the same disk, or not to link', () => {
    expect(folderFacts(music)).toEqual([
      'SoulSync can write there',
      '120 GB free of 500 GB',
      'on the same disk as the other folder, so moving files is instant',
      'used as uid 1000, gid 1000',
    ]);
    expect(folderFacts({ ...music, canHardLink: false })).toContain(
      'on the same disk as the other folder, without hard links: files are copied',
    );
    expect(folderFacts({ ...music, exists: false })).toEqual([]);
  });
  it('says first what is wrong', () => {
    expect(folderInWords(music)).toBe('/data/music is ready, 120 GB free.');
    expect(folderInWords({ ...music, problems: [{ code: 'folder-missing', detail: 'There is no such folder.', fix: 'Mount it.' }] })).toBe(
      'There is no such folder.',
    );
  });
});
