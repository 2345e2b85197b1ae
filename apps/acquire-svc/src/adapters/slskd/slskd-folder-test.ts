import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderPair, StepFailed, throughPair } from '@soulsync/service-kit';
import type { DownloadFolderSettings, StepFinding } from '@soulsync/service-kit';
import { guessFolder } from './guess-folder.js';
import type { SeenFile } from './guess-folder.js';
import type { SlskdClient } from './slskd-client.js';

/** What lies on this machine. */
export interface FilesHere {
  /** null: it is not there, or not for us. */
  sizeOf(path: string): Promise<number | null>;
  foldersIn(path: string): Promise<readonly string[]>;
}

export const filesHere: FilesHere = {
  sizeOf: (path) =>
    stat(path).then(
      ({ size }) => size,
      () => null, // not there, or not for us
    ),
  foldersIn: (path) =>
    readdir(path, { withFileTypes: true }).then(
      (entries) => entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
      () => [], // as above
    ),
};

const SECTION = 'acquire-svc.downloads';
const fixTo = (label: string, values: { readonly dir?: string; readonly pathMap?: string }) => ({ label, values, section: SECTION });
const trimmed = (path: string) => (path.length > 1 ? path.replace(/[\\/]+$/, '') : path);
const isWindows = (path: string) => /^[a-z]:[\\/]|^\\\\/i.test(path);

/** `theirs`: the download folder as slskd's own machine sees it; null: slskd does not say. */
export async function folderFinding(
  client: Pick<SlskdClient, 'folder'>,
  theirs: string | null,
  { dir }: DownloadFolderSettings,
  here: FilesHere,
): Promise<StepFinding> {
  const known = theirs === null ? 'slskd does not say where it downloads to' : `slskd downloads to ${theirs}`;
  const isHere = dir !== undefined && (await here.sizeOf(dir)) !== null;
  if (isHere) return { detail: theirs === null || theirs === dir ? known : `${known}, seen here as ${dir}` };
  const file = await oneFile(client);
  const seen = file && (await guessFolder(file, { theirs: theirs ?? undefined, ours: dir }, here.sizeOf, here.foldersIn));
  throw new StepFailed(dir === undefined ? `${known}; no download folder is set` : `${known}; ${dir} is not there`, {
    advice:
      dir === undefined
        ? 'Set the download folder to the same one, as SoulSync sees it.'
        : 'Mount it, or set the download folder to where it is.',
    fix: seen === null ? null : fixTo(`Use ${seen}`, { dir: seen, ...pairOf(theirs, seen) }),
  });
}

/** A file that slskd lists in the root of its download folder, or in the first folders below, is looked for here as filing would. */
export async function fileFinding(
  client: Pick<SlskdClient, 'folder'>,
  theirs: string | null,
  { dir = '', pathMap }: DownloadFolderSettings,
  here: FilesHere,
): Promise<StepFinding> {
  const file = await oneFile(client);
  if (file === null)
    return {
      detail: 'Not proven yet: nothing that was downloaded lies there',
      advice: 'Test again after the first download: only a file shows that both see the same folder.',
    };
  const pair = folderPair(pathMap);
  const mapped = pair && theirs !== null ? throughPair(pair, joined(theirs, file.path)) : null;
  const place = mapped ?? join(dir, file.path);
  if (place.startsWith(`${trimmed(dir)}/`) && (await here.sizeOf(place)) === file.size) return { detail: `${file.path} is seen here too` };

  const seen = await guessFolder(file, { theirs: theirs ?? undefined, ours: dir }, here.sizeOf, here.foldersIn);
  const missing = `slskd has ${file.path}, which is not ${mapped === null ? `in ${dir}` : `where the path map leads: ${place}`}`;
  if (seen === null)
    throw new StepFailed(missing, { advice: 'Set the download folder to the one slskd downloads into, as SoulSync sees it.' });
  throw new StepFailed(missing, {
    advice: `It lies in ${seen}, with the same size.`,
    fix: fixTo(`Use ${seen}`, { ...(seen === dir ? {} : { dir: seen }), ...pairOf(theirs, seen) }),
  });
}

/** A map can't name a path that holds its own sign; then the folder alone is set, which is enough. */
const pairOf = (theirs: string | null, ours: string) =>
  theirs === null || `${theirs}${ours}`.includes('=') ? {} : { pathMap: `${theirs}=${ours}` };

const joined = (root: string, path: string) =>
  isWindows(root) ? `${trimmed(root)}\\${path.replaceAll('/', '\\')}` : `${trimmed(root)}/${path}`;

const FOLDERS_LOOKED_AT = 5;

async function oneFile(client: Pick<SlskdClient, 'folder'>): Promise<SeenFile | null> {
  const root = await client.folder('downloads', '');
  const folders = (root?.directories ?? []).flatMap(({ name }) => (name ? [name] : [])).slice(0, FOLDERS_LOOKED_AT);
  for (const folder of ['', ...folders]) {
    const listed = folder === '' ? root : await client.folder('downloads', folder);
    const file = listed?.files?.find(({ name = '', length = 0 }) => isPlain(name) && length > 0);
    if (file?.name !== undefined && file.length !== undefined && (folder === '' || isPlain(folder)))
      return { path: folder === '' ? file.name : `${folder}/${file.name}`, size: file.length };
  }
  return null;
}

/** A name that leads nowhere else, and is no file of ours. */
const isPlain = (name: string) => name !== '' && !/^\.|[/\\\0]/.test(name);
