import { lstat, realpath, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isCode, throughPair } from '@soulsync/service-kit';
import type { RootGuard } from '@soulsync/service-kit';
import type { LocalDownloads } from '../../acquisition/ports/local-downloads.js';

/** From slskd's view to ours. */
export interface PathMap {
  readonly remote: string;
  readonly local: string;
}

/** A folder that is not the known one (a disk that is away) is never taken for an empty one. */
export function localDownloads(guard: RootGuard, map: PathMap | null): LocalDownloads {
  const isInOrder = async () => (await guard.judge()).verdict === 'in-order';
  const placeOf = (path: string, localFilename: string) => (map && throughPair(map, localFilename)) ?? join(guard.path, path);

  return {
    async remove({ path, localFilename, sizeBytes }) {
      if (!(await isInOrder())) return 'away';
      try {
        const [root, place] = [await realpath(guard.path), await realpath(placeOf(path, localFilename))];
        const within = relative(root, place);
        if (within === '' || within.startsWith('..') || within.startsWith('/')) return 'forbidden';
        const found = await stat(place);
        if (!found.isFile() || (sizeBytes !== null && found.size !== sizeBytes)) return 'forbidden';
        await rm(place);
        if (dirname(place) !== root) await rmdir(dirname(place)).catch(() => undefined); // not empty: others' files stay
        return 'removed';
      } catch (error) {
        if (isCode(error, 'ENOENT', 'ENOTDIR')) return (await isInOrder()) ? 'removed' : 'away';
        if (isCode(error, 'EACCES', 'EPERM', 'EROFS')) return 'forbidden';
        throw error;
      }
    },
    async removeSame({ localFilename, sizeBytes, modifiedMs }) {
      try {
        const found = await lstat(localFilename);
        // One program writes a time to 100 ns, the other reads it to the millisecond.
        const isSame = found.isFile() && found.size === sizeBytes && Math.abs(found.mtimeMs - modifiedMs) < 2;
        if (!isSame) return 'forbidden';
        await rm(localFilename);
        return 'removed';
      } catch (error) {
        if (isCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS')) return 'forbidden'; // another machine's path, or not ours to write
        throw error;
      }
    },
  };
}
