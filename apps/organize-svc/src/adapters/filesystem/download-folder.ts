import { realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import type { DownloadFolder } from '../../filing/ports/filing-tools.js';
import type { Root } from '../../roots/root-folder.js';
import { downloadPlaces, findDownload } from './find-download.js';
import type { PathMap } from './find-download.js';
import { hashFile } from './hash-file.js';
import { inFolder, isForbidden } from './held-root.js';

/** `map`: as it is set when it is asked for. */
export function downloadFolder(root: Root, map: () => PathMap | null): DownloadFolder {
  const use = <T>(work: () => Promise<T>): Promise<T> =>
    inFolder('downloads', root.path, async () => {
      await root.mustBeInOrder();
      return work();
    });
  return {
    get path() {
      return root.path;
    },
    placesOf: (file) => [...new Set(downloadPlaces({ root: root.path, map: map() }, file))],
    placeOf: (path) =>
      use(async () => ({
        root: 'downloads',
        path: relative(await realpath(root.path), path)
          .split(sep)
          .join('/'),
      })),
    pathOf: (place) => (place.root === null ? place.path : join(root.path, place.path)),
    use,
    find: (file) =>
      use(async () => {
        const found = await findDownload({ root: root.path, map: map() }, file);
        if (found === null) await root.mustBeInOrder(); // "not there" counts only in a folder that was there all the while
        return found;
      }),
    hashOf: (path) =>
      use(async () => {
        try {
          return await hashFile(path);
        } catch (error) {
          if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
          throw error;
        }
      }),
    remove: (path) =>
      use(async () => {
        try {
          await rm(path, { force: true });
        } catch (error) {
          if (isForbidden(error)) return false;
          throw error;
        }
        const folder = dirname(path);
        if (folder !== (await realpath(root.path))) await rmdir(folder).catch(() => undefined); // not empty: others' files stay
        return true;
      }),
  };
}
