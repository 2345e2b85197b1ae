import { stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { FileNote, FileNotes, FileState, ReadFile } from '../../library/ports/file-notes.js';
import { UnsteadyFullSync } from '../../library/ports/library-server.js';
import type { Capabilities } from '../../connection/server-identity.js';
import type { ChangesPage, ServerTrack, FullSyncOptions, FullSyncPage } from '../../library/ports/library-server.js';
import type { MediaServer } from '../../media-server.js';
import { dirtyFolders } from './dirty-folders.js';
import type { DirtyFolder } from './dirty-folders.js';
import { albumsInOneFile, readSheet } from './cue-sheets.js';
import { staleNotes } from './stale-notes.js';
import { tagReader } from './tag-reader.js';
import type { TagReader } from './tag-reader.js';
import { remarksOn, SECTION, trackOf } from './track-of-file.js';
import type { Beside } from './track-of-file.js';
import { codeOf, isGone, unreadBecause } from './unread.js';
import { countAudio, findFolder, FolderGone, folderOf, rootFolder, walk } from './walk.js';
import type { AudioFile, FolderRef, OnUnread, WalkedFolder } from './walk.js';
import { watchFolders } from './watch-folders.js';
import type { FolderWatch, WatchOptions } from './watch-folders.js';

const abilities: Capabilities = {
  incrementalSync: true,
  folderScan: true,
  scanStatus: 'exact',
  changeNotifications: true,
  realPaths: true,
  playlists: 'none',
  edits: false,
  admin: true,
};
const PAGE = 200;
/** Of one folder. */
const MOST_SHEETS = 50;
/** A file that is the same after so long is no longer being written. */
const STEADY_MS = 500;
/** When one that was still being written is looked at again. */
const AGAIN_MS = 2_000;

export interface FolderOptions {
  readonly notes: FileNotes;
  readonly logger: Logger;
  readonly reader?: TagReader;
  /** Words of what is wrong where the folder is not the one that is known; null: it is. */
  readonly trouble?: () => Promise<string | null>;
  /** As of `node:fs/promises`. */
  readonly statFile?: (path: AudioFile['path']) => Promise<Stats>;
  readonly watch?: Partial<Pick<WatchOptions, 'pollMs' | 'checkMs' | 'onState' | 'watchFolder'>>;
}

/** A file, what lies beside it, and how it shows itself; `known`: its note, where it is still as noted. */
interface Compared {
  readonly file: AudioFile;
  readonly beside: Beside;
  readonly state: FileState;
  readonly known: FileNote | null;
}

type Found = Pick<Compared, 'file' | 'beside'>;

/** The music folder itself as the library: tags are read once, an unchanged file costs one stat. */
export function folderLibraryServer(musicDir: string, options: FolderOptions): MediaServer {
  const { notes, logger, reader = tagReader(), statFile = stat, trouble = () => Promise.resolve(null) } = options;
  const dirty = dirtyFolders();
  /** Noted files that are gone and for which a full sync was advised. */
  const advised = new Set<string>();
  let changed: () => void = () => undefined;
  let watching: FolderWatch | null = null;

  return {
    kind: 'folder',
    identify: async () => ({ serverId: 'folder', name: 'Music folder', version: null, capabilities: abilities }),
    sections: async () => [{ key: SECTION, title: basename(musicDir), folders: [''], stamp: dirty.cursor() }],
    fullSync,
    changes,
    async scan(folder) {
      await openRoot();
      dirty.mark(folder, true);
      changed();
      return { progress: async () => 'settled' }; // nothing is between the disk and `find`
    },
    async find(sought) {
      const wanted = new Set(sought.map(({ path }) => path));
      const tracks = new Map<string, ServerTrack>();
      const root = await openRoot();
      for (const name of new Set([...wanted].map(folderOf)))
        for (const folder of await flat(root, { folder: name, deep: false }))
          for await (const page of pagesOf([folder], (file) => wanted.has(file.name)))
            for (const track of (await read(page)).tracks) tracks.set(track.serverKey, track);
      return tracks;
    },
    watch(onChange) {
      changed = onChange;
      const { pollMs = null, checkMs = 10_000, onState = () => undefined, ...rest } = options.watch ?? {};
      const started = watchFolders({ musicDir, dirty, changed: onChange, logger, pollMs, checkMs, onState, ...rest });
      watching = started;
      return async () => {
        changed = () => undefined;
        watching = null;
        await started.stop();
      };
    },
    playlists: null,
    editor: null,
    pictures: null, // its pictures are files
  };

  async function openRoot(): Promise<FolderRef> {
    await mustBeOurs();
    return readable(rootFolder(musicDir));
  }

  /** The bare folder below an unmounted disk is no library that lost its files. */
  async function mustBeOurs(): Promise<void> {
    const words = await trouble();
    if (words !== null) throw new Unavailable('folder', words);
  }

  async function* fullSync(_section: string, { resume, onUnread = () => undefined }: FullSyncOptions = {}): AsyncGenerator<FullSyncPage> {
    const root = await openRoot();
    const identity = await readable(identityOf(musicDir));
    const total = await readable(countAudio(root));
    const stale = await staleNotes(notes);
    const walked = walk(root, root, { onUnread: stale.hiding(onUnread), after: resume?.pageCursor ?? null });
    const pages = pagesOf(resume ? walked : stale.passing(walked));
    for (;;) {
      const { value: page } = await readable(pages.next());
      if (!page) break;
      const { tracks } = await read(page, onUnread);
      yield { tracks, pageCursor: page.at(-1)?.file.name ?? '', total };
    }
    // What was mounted elsewhere in the meantime shows an empty folder, not one whose files are gone.
    await mustBeOurs();
    if ((await readable(identityOf(musicDir))) !== identity) throw new UnsteadyFullSync('folder', 'the music folder became another one');
    if (!resume) await stale.forget();
  }

  async function* changes(_section: string, cursor: string | null): AsyncGenerator<ChangesPage> {
    await watching?.armed;
    const now = dirty.cursor();
    const touched = cursor === null ? [] : dirty.since(cursor);
    const root = await openRoot();
    const folders: WalkedFolder[] = [];
    let gone = touched === null;
    for (const one of touched ?? []) {
      const found = await flat(root, one);
      gone ||= found.length === 0 || (await anyGone(found));
      folders.push(...found);
      if (gone) break;
    }
    // A full sync tells a file that was moved from a new one; an incremental sync would not.
    if (!gone)
      for await (const page of pagesOf(folders)) {
        const { tracks, fresh } = await read(await steadyOf(page));
        // Only a full sync lists what can't be taken in.
        yield { tracks, cursor: now, fullSyncAdvised: fresh.some(({ read: { kind } }) => kind === 'unread') };
      }
    yield { tracks: [], cursor: now, fullSyncAdvised: gone };
  }

  /** The folder, and those below where it is marked deep; none where it is not there or may not be read. */
  async function flat(root: FolderRef, { folder, deep }: DirtyFolder): Promise<readonly WalkedFolder[]> {
    const folders: WalkedFolder[] = [];
    try {
      const found = await findFolder(root, folder);
      if (found) for await (const walked of walk(root, found, { flat: !deep })) folders.push(walked);
      return folders;
    } catch (error) {
      if (!(error instanceof FolderGone)) logger.warn('a folder could not be read', { path: folder, error: messageOf(error) });
      return [];
    }
  }

  /** Is a noted file gone, as no one was told yet? */
  async function anyGone(folders: readonly WalkedFolder[]): Promise<boolean> {
    const there = new Set(folders.flatMap(({ files }) => files.map(({ name }) => name)));
    for (const name of there) advised.delete(name);
    const news = (await notes.inFolders(folders.map(({ name }) => name))).filter((path) => !there.has(path) && !advised.has(path));
    for (const path of news) advised.add(path);
    return news.length > 0;
  }

  /** Without those that are still being written: they are looked at again later. */
  async function steadyOf(page: readonly Found[]): Promise<readonly Found[]> {
    const compared = await compare(page);
    const fresh = compared.filter(({ known }) => known === null);
    if (fresh.length === 0) return page;
    await delay(STEADY_MS);
    const later = new Map((await compare(fresh)).map(({ file, state }) => [file.name, state]));
    const moving = new Set(fresh.filter(({ file, state }) => !isSame(state, later.get(file.name))).map(({ file }) => file.name));
    for (const folder of new Set([...moving].map(folderOf))) dirty.mark(folder);
    if (moving.size > 0) setTimeout(() => changed(), AGAIN_MS).unref();
    return page.filter(({ file }) => !moving.has(file.name));
  }

  /** How each file shows itself: one stat each. */
  async function compare(page: readonly Found[], onUnread: OnUnread = () => undefined): Promise<readonly Compared[]> {
    const known = await notes.find(page.map(({ file }) => file.name));
    const compared = await Promise.all(
      page.map(async (found): Promise<Compared | null> => {
        const { name, path } = found.file;
        try {
          const stats = await statFile(path);
          if (!stats.isFile()) return null;
          const state: FileState = { mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, sizeBytes: stats.size };
          const note = known.get(name);
          return { ...found, state, known: note && isSame(note.state, state) ? note : null };
        } catch (error) {
          if (!isGone(error)) onUnread({ path: name, kind: 'file', ...unreadBecause(error) });
          return null;
        }
      }),
    );
    return compared.filter((one) => one !== null);
  }

  /** Reads what is not yet noted, side by side; tells what can't be read. `fresh`: what was noted now. */
  async function read(page: readonly Found[], onUnread: OnUnread = () => undefined): Promise<{ tracks: ServerTrack[]; fresh: FileNote[] }> {
    const fresh: FileNote[] = [];
    const all = await Promise.all(
      (await compare(page, onUnread)).map(async ({ file, beside, state, known }) => {
        const note = known ?? { path: file.name, state, read: await readNow(file, state) };
        if (!known && isLasting(note.read)) fresh.push(note);
        return { note, beside };
      }),
    );
    await notes.keep(fresh);
    const tracks: ServerTrack[] = [];
    for (const { note, beside } of all)
      if (note.read.kind === 'tags') {
        const track = trackOf(note, note.read.tags, beside);
        tracks.push(track);
        for (const remark of remarksOn(track, note.read.tags, beside)) onUnread(remark);
      } else onUnread({ path: note.path, kind: 'file', reason: note.read.reason, detail: note.read.detail });
    return { tracks, fresh };
  }

  async function readNow({ name, path }: AudioFile, { sizeBytes }: FileState): Promise<ReadFile> {
    if (sizeBytes === 0) return { kind: 'unread', reason: 'empty', detail: 'the file has no bytes' };
    const read = await reader.read(path, name);
    if (read.kind === 'unread')
      logger.warn('a file of the music folder could not be read as audio', { path: name, reason: read.reason, error: read.detail });
    return read;
  }
}

/** Files in pages, each with what lies beside it. */
async function* pagesOf(
  folders: AsyncIterable<WalkedFolder> | Iterable<WalkedFolder>,
  wanted: (file: AudioFile) => boolean = () => true,
): AsyncGenerator<readonly Found[], undefined> {
  let page: Found[] = [];
  for await (const { files, cover, sheets } of folders) {
    const albums = sheets.length > 0 ? await albumsOf(files, sheets) : null;
    for (const file of files) {
      if (!wanted(file)) continue;
      page.push({ file, beside: { cover, sheetSongs: albums?.get(file.name) ?? null } });
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
  return undefined;
}

/** Which files are whole albums, by the sheets beside them. */
async function albumsOf(files: readonly AudioFile[], sheets: readonly AudioFile[]): Promise<ReadonlyMap<string, number>> {
  const texts: { name: string; text: string }[] = [];
  for (const { name, path } of sheets.slice(0, MOST_SHEETS)) texts.push({ name: basename(name), text: await readSheet(path) });
  const names = new Map(files.map(({ name }) => [basename(name), name]));
  return new Map([...albumsInOneFile(texts, [...names.keys()])].map(([name, songs]) => [names.get(name) ?? name, songs]));
}

/** Rights and faults of a disk pass; what a file holds stays until it changes. */
const isLasting = (read: ReadFile) => read.kind === 'tags' || (read.reason !== 'no-rights' && read.reason !== 'unreadable');

const isSame = (a: FileState, b: FileState | undefined) =>
  a.mtimeMs === b?.mtimeMs && a.ctimeMs === b.ctimeMs && a.sizeBytes === b.sizeBytes;

/** What the file system says of the music folder itself: it could not be asked. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof FolderGone) && !codeOf(error).startsWith('E')) throw error;
    throw new Unavailable('folder', `the music folder can't be read: ${messageOf(error)}`, { cause: error });
  }
}

async function identityOf(musicDir: string): Promise<string> {
  const { dev, ino } = await stat(musicDir, { bigint: true });
  return `${dev}:${ino}`;
}
