import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';

export type SizeOf = (path: string) => Promise<number | null>;
/** Names of the folders in one; none where there is none, or it is not for us. */
export type FoldersIn = (path: string) => Promise<readonly string[]>;

export interface SeenFile {
  /** Relative to the folder that is looked for. */
  readonly path: string;
  readonly size: number;
}

/** Where installations in containers mount it. */
const USUAL = ['/data/downloads', '/downloads', '/data/slskd/downloads', '/data/torrents/music', '/mnt/downloads'];
const FOLDERS_LOOKED_AT = 200;

/**
 * The folder here that holds this file of slskd's download folder, of the same size: where slskd itself has it, near the folder that is set,
 * or where containers usually have it. null: none of these.
 */
export async function guessFolder(
  file: SeenFile,
  places: { readonly theirs: string | undefined; readonly ours: string | undefined },
  sizeOf: SizeOf,
  foldersIn: FoldersIn = foldersHere,
): Promise<string | null> {
  for (const folder of await candidates(places, foldersIn)) if ((await sizeOf(`${folder}/${file.path}`)) === file.size) return folder;
  return null;
}

async function candidates(
  { theirs, ours }: { readonly theirs: string | undefined; readonly ours: string | undefined },
  foldersIn: FoldersIn,
) {
  const near = ours === undefined ? [] : [ours, dirname(ours)];
  const below = await Promise.all(
    near.map(async (folder) => (await foldersIn(folder)).map((name) => `${folder === '/' ? '' : folder}/${name}`)),
  );
  const plain = theirs?.startsWith('/') ? [theirs.replace(/\/+$/, '')] : [];
  return [...new Set([...plain, ...near, ...below.flat().slice(0, FOLDERS_LOOKED_AT), ...USUAL])];
}

const foldersHere: FoldersIn = async (path) => {
  try {
    const found = await readdir(path, { withFileTypes: true });
    return found.filter((one) => one.isDirectory() && !one.name.startsWith('.')).map(({ name }) => name);
  } catch {
    return []; // not there, or not for us
  }
};
