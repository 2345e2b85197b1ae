import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { BroughtFile } from '@soulsync/contracts';
import { isCode, throughPair } from '@soulsync/service-kit';

/** From the peer network's view to ours. */
export interface PathMap {
  readonly remote: string;
  readonly local: string;
}

export interface SearchedFolder {
  readonly root: string;
  readonly map: PathMap | null;
}

/**
 * Where the finished file of a transfer may lie: whoever fetched it said where. Of before that (no `path`) are the place the network named,
 * and the folder that was asked for and is no one else's.
 */
export function downloadPlaces(folder: SearchedFolder, { path, localFilename, former }: BroughtFile): readonly string[] {
  if (path !== null) {
    const mappedPath = folder.map && localFilename !== null ? throughPair(folder.map, localFilename) : null;
    return [mappedPath ?? join(folder.root, path)];
  }
  const name = sanitised(former?.filename.split(/[\\/]/).findLast((part) => part !== '') ?? '');
  return [
    ...(localFilename === null ? [] : [mapped(folder, localFilename)]),
    ...(former === undefined || former.destination === null ? [] : [join(folder.root, former.destination, name)]),
  ];
}

/** The file as it was brought; null: it is not there (yet). Never outside the folder, and never one that may be somebody else's. */
export async function findDownload(folder: SearchedFolder, file: BroughtFile): Promise<string | null> {
  const places = downloadPlaces(folder, file);
  for (const place of places) {
    const found = await inside(folder.root, place);
    if (found) return found;
  }
  if (file.path !== null) return null;
  for (const place of places) {
    const renamed = await renamedDuplicate(folder.root, place, file.sizeBytes);
    if (renamed) return renamed;
  }
  return null;
}

/** slskd on Linux changes only these (apis/slskd.md 4.2). */
const sanitised = (name: string) => (name === '.' || name === '..' ? '_' : name.replace(/[\0/\\]/g, '_'));

const mapped = ({ root, map }: SearchedFolder, path: string): string =>
  (map && throughPair(map, path)) ?? (path.startsWith('/') ? path : join(root, path));

/** The real path of a file under the root; a link that leads out of it is no find. */
async function inside(root: string, path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    const within = relative(await realpath(root), real);
    if (within.startsWith('..') || resolve(within) === within || within.split(sep)[0] === '..') return null;
    return (await stat(real)).isFile() ? real : null;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return null;
    throw error;
  }
}

/** An existing name makes slskd add `_<18 digits>`: the newest one with the right size. */
async function renamedDuplicate(root: string, path: string, sizeBytes: number): Promise<string | null> {
  const folder = await inside(root, path).then(() => dirname(path));
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const end = dot > 0 ? name.slice(dot) : '';
  const entries = await readdir(folder).catch(() => []); // no such folder: no duplicate
  const duplicates = entries.filter(
    (entry) => entry.startsWith(`${stem}_`) && entry.endsWith(end) && /^_\d{18}$/.test(entry.slice(stem.length, entry.length - end.length)),
  );
  for (const duplicate of duplicates.sort().reverse()) {
    const found = await inside(root, join(folder, duplicate));
    if (found && (await stat(found)).size === sizeBytes) return found;
  }
  return null;
}
