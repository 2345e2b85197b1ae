import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectionTest } from '@soulsync/service-kit';
import type { DownloadFolderSettings } from '@soulsync/service-kit';
import { fileFinding, folderFinding } from './slskd-folder-test.js';
import type { WireFolder } from './slskd-wire.js';

/** `files`: whole paths here. slskd has one file of 7 bytes, `Tides/one.flac`. */
function world(files: readonly string[], size = 7) {
  const folders = new Set(files.flatMap((file) => [dirname(file), dirname(dirname(file))]));
  return {
    sizeOf: async (path: string) => (files.includes(path) ? size : folders.has(path) ? 0 : null),
    foldersIn: async (path: string) => [...folders].filter((one) => dirname(one) === path).map((one) => one.slice(path.length + 1)),
  };
}
const listed: Readonly<Record<string, WireFolder>> = {
  '': { files: [], directories: [{ name: 'Tides' }] },
  Tides: { files: [{ name: 'one.flac', length: 7 }] },
};

async function step(theirs: string | null, set: DownloadFolderSettings, here: ReturnType<typeof world>, has = listed) {
  const client = { folder: async (_: string, path: string) => has[path] ?? null };
  const { steps } = await connectionTest([{ step: 'file', look: () => fileFinding(client, theirs, set, here) }], () => 0);
  return steps[0];
}
const section = 'acquire-svc.downloads';

describe('the proof that slskd’s download folder is ours', () => {
  it.each([
    ['the same path', '/downloads', { dir: '/downloads' }, '/downloads/Tides/one.flac'],
    ['another path in its container', '/app/downloads', { dir: '/data/dl' }, '/data/dl/Tides/one.flac'],
    ['a path of Windows and a map', 'C:\\slskd\\downloads', { dir: '/d', pathMap: 'C:\\slskd\\downloads=/d' }, '/d/Tides/one.flac'],
    ['no word of where it downloads to', null, { dir: '/d' }, '/d/Tides/one.flac'],
  ])('holds with %s', async (_, theirs, set, file) => {
    expect(await step(theirs, set, world([file]))).toMatchObject({ ok: true, detail: 'Tides/one.flac is seen here too' });
  });

  it.each([
    ['below the set one', '/app/downloads', { dir: '/data' }, '/data/slskd', { dir: '/data/slskd', pathMap: '/app/downloads=/data/slskd' }],
    ['beside it', '/app/downloads', { dir: '/data/dl' }, '/data/slskd', { dir: '/data/slskd', pathMap: '/app/downloads=/data/slskd' }],
    ['above it', '/app/downloads', { dir: '/data/dl' }, '/data', { dir: '/data', pathMap: '/app/downloads=/data' }],
    ['where slskd says', '/srv/dl', { dir: '/data' }, '/srv/dl', { dir: '/srv/dl', pathMap: '/srv/dl=/srv/dl' }],
    [
      'the set one, and the map leads astray',
      '/app/dl',
      { dir: '/data', pathMap: '/app/dl=/data/old' },
      '/data',
      { pathMap: '/app/dl=/data' },
    ],
    ['below, of Windows', 'D:\\dl', { dir: '/data' }, '/data/win', { dir: '/data/win', pathMap: 'D:\\dl=/data/win' }],
    ['below, and no word', null, { dir: '/data' }, '/data/slskd', { dir: '/data/slskd' }],
    ['below, with the sign of a map in its name', '/a=b', { dir: '/data' }, '/data/slskd', { dir: '/data/slskd' }],
  ])('fails where it is %s, and offers to set that', async (_, theirs, set, root, values) => {
    expect(await step(theirs, set, world([`${root}/Tides/one.flac`]))).toMatchObject({
      ok: false,
      advice: `It lies in ${root}, with the same size.`,
      fix: { label: `Use ${root}`, values, section },
    });
  });

  it('offers nothing for a file of another size', async () =>
    expect(await step('/srv/dl', { dir: '/data' }, world(['/data/Tides/one.flac'], 8))).toMatchObject({ ok: false, fix: null }));

  it('says so where nothing proves it', async () =>
    expect(await step('/srv/dl', { dir: '/data' }, world([]), {})).toMatchObject({
      ok: true,
      detail: 'Not proven yet: nothing that was downloaded lies there',
      advice: expect.stringMatching(/after the first download/),
    }));

  it.each([[undefined], ['/gone']])('offers slskd’s own path where the set one (%s) is not there and that is', async (dir) => {
    const look = () =>
      folderFinding(
        { folder: async (_, path) => listed[path] ?? null },
        '/srv/dl',
        dir === undefined ? {} : { dir },
        world(['/srv/dl/Tides/one.flac']),
      );
    const { steps } = await connectionTest([{ step: 'folder', look }], () => 0);
    expect(steps[0]).toMatchObject({ ok: false, fix: { label: 'Use /srv/dl', values: { dir: '/srv/dl' }, section } });
  });
});
