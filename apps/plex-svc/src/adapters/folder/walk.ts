import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { UnreadFile } from '@soulsync/contracts';
import { compare, listFolder } from './disk-name.js';
import type { DiskEntry, DiskPath } from './disk-name.js';
import { isAudio, isCover, isCueSheet, isHidden } from './file-kinds.js';
import { isGone, unreadBecause } from './unread.js';

export interface AudioFile {
  /** Relative to the music folder, NFC. */
  readonly name: string;
  readonly path: DiskPath;
}

/** One place on the disk; a folder has two where its name is there in NFC and in NFD. */
export interface Place {
  readonly path: DiskPath;
  /** Without links; where it is mounted is looked up by this. */
  readonly real: string;
}

export interface FolderRef {
  /** Relative to the music folder, NFC; '' is the music folder itself. */
  readonly name: string;
  readonly places: readonly Place[];
}

export interface WalkedFolder extends FolderRef {
  readonly files: readonly AudioFile[];
  /** A picture for the album lies beside its files. */
  readonly cover: boolean;
  /** Cue sheets beside its files. */
  readonly sheets: readonly AudioFile[];
  /** Right below it. */
  readonly folders: readonly FolderRef[];
}

export type OnUnread = (unread: UnreadFile) => void;

export interface WalkOptions {
  /** Only what comes behind this file. */
  readonly after?: string | null;
  readonly onUnread?: OnUnread;
  /** Called before a place is listed. */
  readonly enter?: (folder: string, place: Place) => Promise<void>;
  /** Does not go into the folders below. */
  readonly flat?: boolean;
}

interface PlacedEntry extends DiskEntry {
  /** Of the folder it lies in. */
  readonly place: Place;
}

/** A folder could not be listed: it is gone. */
export class FolderGone extends Error {}

/** Deeper than any library; a disk that is mounted into itself ends here. */
const DEEPEST = 64;
/** No music lies there, and no end of files. */
const machinery = /^\/(proc|sys|dev)(\/|$)/;

export async function rootFolder(musicDir: string): Promise<FolderRef> {
  return { name: '', places: [{ path: musicDir, real: await realpath(musicDir) }] };
}

/**
 * The folders below one, each before those inside it, in an order that is the same every time. Links lead to folders outside of the music
 * folder; what lies inside has its own place already. A place met before is not entered again. Throws `FolderGone`, or what the file system
 * says, for the folder it begins with; what can't be read below it is told.
 */
export async function* walk(root: FolderRef, from: FolderRef, options: WalkOptions = {}): AsyncGenerator<WalkedFolder> {
  const { onUnread = () => undefined, enter = async () => undefined, flat = false } = options;
  const home = root.places[0]?.real ?? '';
  const entered = new Set<string>();
  const after = options.after?.split('/') ?? null;
  yield* below(from, after, from.name.split('/').length);

  async function* below(folder: FolderRef, pageCursor: readonly string[] | null, depth: number): AsyncGenerator<WalkedFolder> {
    const entries = await listed(folder);
    if (!entries) return;
    const [next = '', ...rest] = pageCursor ?? [];
    const files = rest.length > 0 ? [] : filesOf(folder, entries, pageCursor === null ? null : next);
    const folders = await foldersOf(folder, entries);
    const sheets = entries
      .filter(({ name, kind }) => isCueSheet(name) && !isHidden(name) && kind !== 'folder')
      .map(({ name, path }) => ({ name: within(folder.name, name), path }));
    yield { ...folder, files, cover: entries.some(({ name }) => isCover(name)), sheets, folders };
    if (flat) return;
    for (const child of folders) {
      const name = child.name.slice(folder.name === '' ? 0 : folder.name.length + 1);
      const place = rest.length > 0 ? compare(name, next) : 1;
      if (place < 0) continue;
      if (depth >= DEEPEST) onUnread({ path: child.name, kind: 'folder', reason: 'unreadable', detail: `deeper than ${DEEPEST} folders` });
      else yield* below(child, place === 0 ? rest : null, depth + 1);
    }
  }

  /** null: met before, or not to be read. */
  async function listed(folder: FolderRef): Promise<readonly PlacedEntry[] | null> {
    const entries: PlacedEntry[] = [];
    let read = false;
    for (const place of folder.places)
      try {
        const { dev, ino } = await stat(place.path, { bigint: true }); // 64 bits on network shares
        const id = `${dev}:${ino}`;
        if (ino !== 0n && entered.has(id)) continue;
        entered.add(id);
        await enter(folder.name, place);
        for (const entry of await listFolder(place.path)) entries.push({ ...entry, place });
        read = true;
      } catch (error) {
        if (folder === from) throw isGone(error) ? new FolderGone(`${from.name} is gone`, { cause: error }) : error;
        if (!isGone(error)) onUnread({ path: folder.name, kind: 'folder', ...unreadBecause(error) });
      }
    return read ? (folder.places.length > 1 ? entries.sort((a, b) => compare(a.name, b.name)) : entries) : null;
  }

  function filesOf(folder: FolderRef, entries: readonly DiskEntry[], after: string | null): readonly AudioFile[] {
    const files: AudioFile[] = [];
    for (const { name, path, kind } of entries) {
      if (kind === 'folder' || kind === 'other' || isHidden(name) || !isAudio(name) || (after !== null && name <= after)) continue;
      const full = within(folder.name, name);
      if (files.at(-1)?.name === full)
        onUnread({
          path: full,
          kind: 'file',
          reason: 'twin-name',
          detail: 'another file has the same name, written with other Unicode signs',
        });
      else files.push({ name: full, path });
    }
    return files;
  }

  async function foldersOf(folder: FolderRef, entries: readonly PlacedEntry[]): Promise<readonly FolderRef[]> {
    const byName = new Map<string, Place[]>();
    for (const { name, path, kind, place } of entries) {
      if (isHidden(name) || (kind !== 'folder' && kind !== 'link')) continue;
      const full = within(folder.name, name);
      const found =
        kind === 'folder'
          ? { path, real: `${place.real === sep ? '' : place.real}${sep}${basename(String(path))}` }
          : await target(full, path);
      if (found) byName.set(full, [...(byName.get(full) ?? []), found]);
    }
    return [...byName].map(([name, places]) => ({ name, places }));
  }

  /** Where a link leads, where that is a folder to go into. */
  async function target(name: string, path: DiskPath): Promise<Place | null> {
    try {
      if (!(await stat(path)).isDirectory()) return null;
      const real = await realpath(path);
      if (home === real || machinery.test(real)) return null;
      if (home.startsWith(`${real === sep ? '' : real}${sep}`)) {
        onUnread({
          path: name,
          kind: 'folder',
          reason: 'unreadable',
          detail: 'a link to a folder around the music folder is not followed',
        });
        return null;
      }
      const inside = real.startsWith(`${home}${sep}`) ? real.slice(home.length + 1).split(sep) : null;
      return inside && !inside.some(isHidden) ? null : { path, real };
    } catch (error) {
      if (!isGone(error)) onUnread({ path: name, kind: 'folder', ...unreadBecause(error) }); // a link to nothing is nothing
      return null;
    }
  }
}

export const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

/** How many audio files there are, by their names alone. */
export async function countAudio(root: FolderRef): Promise<number> {
  let count = 0;
  for await (const { files } of walk(root, root)) count += files.length;
  return count;
}

/** A folder by its name, whichever Unicode form the disk has it in; null: there is none, or it is none of the library's. */
export async function findFolder(root: FolderRef, name: string): Promise<FolderRef | null> {
  let places = root.places;
  for (const segment of name === '' ? [] : name.split('/')) {
    if (segment === '' || isHidden(segment)) return null;
    const found: Place[] = [];
    for (const place of places)
      try {
        for (const entry of await listFolder(place.path))
          if (entry.name === segment && (await stat(entry.path)).isDirectory())
            found.push({ path: entry.path, real: await realpath(entry.path) });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    if (found.length === 0) return null;
    places = found;
  }
  return { name, places };
}
