import { realpath, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import type { DownloadFolder } from '../../filing/ports/filing-tools.js';
import type { Root } from '../../roots/root-folder.js';
import { downloadPlaces, findDownload } from './find-download.js';
import type { PathMap } from './find-download.js';
import { hashFile } from './hash-file.js';
import { inFolder, isForbidden } from './held-root.js';

export function downloadFolder(root: Root, map: PathMap | null): DownloadFolder {
  const use = <T>(work: () => Promise<T>): Promise<T> =>
    inFolder('downloads', root.path, async () => {
      await root.mustBeInOrder();
      return work();
    });
  return {
    path: root.path,
    placesOf: (transfer) => [...new Set(downloadPlaces({ root: root.path, map }, transfer))],
    use,
    find: (transfer) =>
      use(async () => {
        const found = await findDownload({ root: root.path, map }, transfer);
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
