import { describe, expect, it } from '@jest/globals';
import { pathStep } from '../../connection/path-step.js';
import { pathMap } from '../domain/library/path-map.js';
import type { LibraryServer } from '../ports/library-server.js';
import { pathProver } from './prove-paths.js';

const MUSIC = '/srv/music';

/** A server with two libraries, of which one lies in our music folder. */
function proving(serverPaths: readonly string[], setting?: string) {
  const sample = async () => serverPaths.map((serverPath) => ({ serverPath, sizeBytes: 5 }));
  const server = { kind: 'jellyfin', realFiles: { paths: pathMap(setting, MUSIC), sample } } as unknown as LibraryServer; // what is asked of it
  const here = new Set(['A/1.flac', 'A/2.flac']);
  return () =>
    pathProver(
      () => MUSIC,
      async (relative) => (here.has(relative) ? 5 : null),
    ).prove(server);
}

describe('the paths of a server of which some files are here', () => {
  it('are proven, and the first that is not here is named', async () => {
    const prove = proving(['/media/A/1.flac', '/other/B/1.flac', '/media/A/2.flac'], '/media=/srv/music');
    expect(await prove()).toMatchObject({ state: 'proven', seen: 2, of: 3, example: { server: '/other/B/1.flac', ours: null } });
    expect(await pathStep(prove).look()).toMatchObject({
      detail: expect.stringContaining('2 of 3'),
      advice: expect.stringContaining('/other/B/1.flac'),
    });
  });

  it('need no advice where all are', async () => {
    const { detail, advice } = await pathStep(proving(['/media/A/1.flac', '/media/A/2.flac'])).look();
    expect([detail, advice]).toEqual(['2 of 2 files that were looked for are here; /media is /srv/music (found out just now)', undefined]);
  });
});
