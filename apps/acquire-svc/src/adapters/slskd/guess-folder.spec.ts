import { describe, expect, it } from '@jest/globals';
import { guessFolder } from './guess-folder.js';

const file = { path: 'Tides/one.flac', size: 7 };
/** A file system that holds these files, each of 7 bytes. */
const holding = (...paths: readonly string[]) => {
  const sizeOf = async (path: string) => (paths.includes(path) ? 7 : null);
  const foldersIn = async (path: string) => [
    ...new Set(
      paths
        .filter((one) => one.startsWith(`${path === '/' ? '' : path}/`))
        .flatMap((one) => one.slice(path === '/' ? 1 : path.length + 1).split('/')[0] ?? []),
    ),
  ];
  return (theirs: string | undefined, ours: string | undefined) => guessFolder(file, { theirs, ours }, sizeOf, foldersIn);
};

describe('the download folder of slskd, as it is seen here', () => {
  it.each([
    ['where slskd itself has it', '/app/downloads/Tides/one.flac', '/app/downloads', '/srv/wrong', '/app/downloads'],
    ['in the folder above', '/srv/Tides/one.flac', '/app/downloads', '/srv/wrong', '/srv'],
    ['beside the one that is set', '/srv/slskd/Tides/one.flac', '/app/downloads', '/srv/wrong', '/srv/slskd'],
    ['below the one that is set', '/srv/data/done/Tides/one.flac', 'D:\\Downloads', '/srv/data', '/srv/data/done'],
    ['where containers have it, with none set', '/downloads/Tides/one.flac', '/app/downloads', undefined, '/downloads'],
  ])('is found %s', async (_where, there, theirs, ours, folder) => expect(await holding(there)(theirs, ours)).toBe(folder));

  it('is not believed without the file, or with one of another size', async () => {
    expect(await holding('/srv/other.flac')('/app/downloads', '/srv')).toBeNull();
    expect(
      await guessFolder(
        file,
        { theirs: '/app/downloads', ours: undefined },
        async () => 8,
        async () => [],
      ),
    ).toBeNull();
  });
});
