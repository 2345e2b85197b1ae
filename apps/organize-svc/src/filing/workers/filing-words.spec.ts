import { describe, expect, it } from '@jest/globals';
import { issueInWords } from '@soulsync/contracts/words';
import { FolderTrouble } from '../../roots/root-folder.js';
import { downloadsMissing, filingTrouble } from './filing-words.js';

const trouble = (code: string) => filingTrouble(new FolderTrouble('music', '/music', code, `${code}: not here`));

describe('what stops filing', () => {
  it.each([
    ['ENOSPC', /^No space is left on the disk of the music folder \/music\.$/],
    ['EROFS', /is read-only/],
    ['EACCES', /may not write in the music folder \/music/],
    ['EIO', /The disk or share of the music folder \/music fails/],
    ['ENAMETOOLONG', /refuses a name: ENAMETOOLONG/],
    ['EILSEQ', /refuses a name/],
    ['EMFILE', /A file could not be filed in the music folder \/music: EMFILE/],
  ])('is said in words (%s), and that nothing is lost', (code, words) => {
    const { message, advice } = issueInWords({ code: 'filing-stopped', params: trouble(code) });
    expect(message).toMatch(words);
    expect(advice).toContain('Nothing is lost');
  });
});

describe('downloads that are not found', () => {
  const file = { root: 'downloads', path: null, sizeBytes: 5, label: 'peer: Music\\Song.flac' } as const;
  const folder = { path: '/downloads', placesOf: () => ['/downloads/x/Song.flac', '/downloads/Music/Song.flac'] };

  const missing = (localFilename: string | null) =>
    issueInWords({ code: 'downloads-missing', params: downloadsMissing({ ...file, localFilename }, folder) });

  it('name what slskd said, where they were looked for, and what to set', () => {
    const { message, advice } = missing('/slskd/complete/x/Song.flac');
    expect(message).toBe(
      'Filing waits: finished downloads are not in the download folder /downloads. slskd saved one as /slskd/complete/x/Song.flac; ' +
        'SoulSync looked for /downloads/x/Song.flac and /downloads/Music/Song.flac.',
    );
    expect(advice).toContain('SOULSYNC_DOWNLOAD_PATH_MAP=<path as slskd sees it>=<path as we see it>');
  });

  it('name the file of the peer where slskd said no place', () => {
    expect(missing(null).message).toContain('slskd finished “peer: Music\\Song.flac”; SoulSync looked');
  });
});
