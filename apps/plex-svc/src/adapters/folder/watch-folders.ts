import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import type { DirtyFolders } from './dirty-folders.js';
import { isAudio, isCover, isHidden } from './file-kinds.js';
import { isRemote, mountsAround, readMounts } from './mounts.js';
import type { Mount } from './mounts.js';
import { codeOf } from './unread.js';
import { watchOneFolder } from './watch-one-folder.js';
import type { OneFolderWatch, WatchOneFolder } from './watch-one-folder.js';
import { FolderGone, rootFolder, walk } from './walk.js';
import type { FolderRef, Place } from './walk.js';

/** How the music folder is watched. */
export interface WatchState {
  readonly watched: number;
  /** Folders whose times are looked at now and then instead. */
  readonly polled: number;
  /** The system gives no more watches; null: it does. */
  readonly exhausted: string | null;
}

export interface WatchOptions {
  readonly musicDir: string;
  readonly dirty: DirtyFolders;
  readonly changed: () => void;
  readonly logger: Logger;
  /** All folders are polled, this often; null: only where no watch can tell. */
  readonly pollMs: number | null;
  /** How often the music folder and its mounts are looked at. */
  readonly checkMs: number;
  readonly onState: (state: WatchState) => void;
  readonly watchFolder?: WatchOneFolder;
}

export interface FolderWatch {
  /** From here on nothing that changes is missed. */
  readonly armed: Promise<void>;
  stop(): Promise<void>;
}

interface Watched {
  readonly folder: string;
  readonly place: Place;
  /** null: polled. */
  watcher: OneFolderWatch | null;
  /** Its times when last looked at; null: they say nothing. */
  times: string | null;
}

const POLL_REMOTE_MS = 60_000;
const POLLED_AT_ONCE = 8;
/** Events come in floods. */
const GATHER_MS = 200;
const ANNOUNCE_EVERY_MS = 1_000;
/** Coarser than the clock of any file system (FAT, SMB: 2 s): what changed later in the same tick has the same time. */
const COARSE_MS = 3_000;

/**
 * One watch a folder, none a file: the kernel tells of a file by its folder (docs/adr/0008). On shares, where it tells nothing, and
 * where it gives no more watches, the folders' times are looked at instead. Whatever was away and is back is watched anew.
 */
export function watchFolders(options: WatchOptions): FolderWatch {
  const { musicDir, dirty, logger, checkMs, watchFolder = watchOneFolder } = options;
  const places = new Map<string, Watched>();
  const toList = new Set<string>();
  let root: FolderRef | null = null;
  /** The music folder, and what is mounted around it, as last seen. */
  let ground = '';
  let mounts: readonly Mount[] = [];
  let exhausted: string | null = null;
  let polledAt = performance.now();
  let stopped = false;
  let listing: NodeJS.Timeout | undefined;
  let announcing: NodeJS.Timeout | undefined;
  let announcedAt = -Infinity;
  /** One thing after the other. */
  let line: Promise<void> = Promise.resolve();

  const inLine = (work: () => Promise<void>): Promise<void> =>
    (line = line.then(async () => {
      if (!stopped)
        await work().catch((error: unknown) => logger.warn('the music folder could not be watched', { error: messageOf(error) }));
    }));
  const armed = inLine(pollOnce);
  const checking = setInterval(() => void inLine(pollOnce), Math.min(checkMs, options.pollMs ?? checkMs)).unref();

  return {
    armed,
    async stop() {
      stopped = true;
      clearInterval(checking);
      clearTimeout(listing);
      clearTimeout(announcing);
      await line;
      closeAll();
    },
  };

  async function pollOnce(): Promise<void> {
    const now = await groundNow();
    if (now !== ground) {
      const first = ground === '';
      ground = now;
      await armAll();
      if (first) return;
      dirty.markAll();
      announce();
    }
    const due = performance.now() - polledAt >= (options.pollMs ?? POLL_REMOTE_MS);
    if (due) polledAt = performance.now();
    const polled = [...places.values()].filter(({ watcher }) => watcher === null);
    for (let from = 0; from < polled.length && !stopped; from += POLLED_AT_ONCE)
      await Promise.all(polled.slice(from, from + POLLED_AT_ONCE).map((watched) => poll(watched, due)));
    await listAgain();
  }

  /** Empty while the music folder is away. */
  async function groundNow(): Promise<string> {
    try {
      root = await rootFolder(musicDir);
      const { dev, ino } = await stat(musicDir, { bigint: true });
      mounts = readMounts(await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')); // only Linux has it
      return `${dev}:${ino} ${JSON.stringify(mountsAround(mounts, root.places[0]?.real ?? musicDir))}`;
    } catch (error) {
      if (ground !== 'away') logger.warn('the music folder is away', { error: messageOf(error) });
      return 'away';
    }
  }

  async function armAll(): Promise<void> {
    closeAll();
    if (ground !== 'away' && root) await armBelow(root);
    reportState();
  }

  async function armBelow(folder: FolderRef): Promise<void> {
    if (!root) return;
    for await (const _folder of walk(root, folder, { enter: arm })) if (stopped) return;
  }

  /** Before it is listed, so that nothing falls between. */
  async function arm(folder: string, place: Place): Promise<void> {
    const key = String(place.path);
    if (places.has(key)) return;
    const watched: Watched = { folder, place, watcher: null, times: null };
    places.set(key, watched);
    if (isWatchable(place)) await openWatch(watched);
    if (watched.watcher === null) watched.times = await timesOf(place);
  }

  function isWatchable({ real }: Place): boolean {
    return options.pollMs === null && exhausted === null && !isRemote(mounts, real);
  }

  async function openWatch(watched: Watched): Promise<void> {
    try {
      const watcher = await watchFolder(watched.place.path, (type, file) => heard(watched, type, file));
      // It was forgotten, or all are polled, while the watch was opened.
      if (stopped || exhausted !== null || places.get(String(watched.place.path)) !== watched) return watcher.close();
      watcher.onError((error) => {
        logger.warn('a folder is no longer watched', { path: watched.folder, error: messageOf(error) });
        watcher.close();
        watched.watcher = null;
      });
      watched.watcher = watcher;
    } catch (error) {
      if (['ENOSPC', 'EMFILE', 'ENFILE'].includes(codeOf(error))) pollAll(messageOf(error));
      // One that may not be read, or is gone, is looked at again.
    }
  }

  /** The watches are given back: other programs need some, too. */
  function pollAll(because: string): void {
    exhausted = because;
    logger.warn('the system gives no more watches; the music folder is polled', { error: because });
    for (const watched of places.values()) {
      watched.watcher?.close();
      watched.watcher = null;
    }
    dirty.markAll();
  }

  function heard(watched: Watched, type: string, file: string | null): void {
    const name = file?.normalize('NFC') ?? '';
    const music = isAudio(name) || isCover(name);
    if (stopped || isHidden(name) || (type === 'change' && !music && /\.\w{1,5}$/.test(name))) return;
    dirty.mark(watched.folder);
    announce();
    if (type === 'change' && music) return;
    toList.add(watched.folder);
    listing ??= setTimeout(() => {
      listing = undefined;
      void inLine(listAgain);
    }, GATHER_MS).unref();
  }

  /** `due`: also those on shares. One we could not watch for another reason is tried each time. */
  async function poll(watched: Watched, due: boolean): Promise<void> {
    const watchable = isWatchable(watched.place);
    if (!due && !watchable) return;
    const times = await timesOf(watched.place);
    if (times !== null && times === watched.times) return;
    watched.times = times;
    if (watchable) await openWatch(watched);
    dirty.mark(watched.folder);
    toList.add(watched.folder);
    announce();
  }

  /** Finds folders that came or went below those in which something did. */
  async function listAgain(): Promise<void> {
    const before = places.size;
    for (const name of [...toList].sort()) {
      toList.delete(name);
      const of = [...places.values()].filter(({ folder }) => folder === name);
      if (!root || stopped || of.length === 0) continue;
      try {
        for await (const { folders } of walk(root, { name, places: of.map(({ place }) => place) }, { flat: true }))
          await compare(name, folders);
      } catch (error) {
        if (error instanceof FolderGone) forget(name);
      }
    }
    if (places.size !== before) reportState();
  }

  async function compare(name: string, folders: readonly FolderRef[]): Promise<void> {
    const now = new Set(folders.flatMap(({ places: each }) => each.map(({ path }) => String(path))));
    const gone = [...places].filter(([key, { folder }]) => isRightBelow(folder, name) && !now.has(key));
    for (const [, { folder }] of gone) forget(folder);
    for (const folder of folders) {
      if (folder.places.every(({ path }) => places.has(String(path)))) continue;
      dirty.mark(folder.name, true);
      announce();
      await armBelow(folder).catch((error: unknown) => {
        if (!(error instanceof FolderGone)) logger.warn('a folder could not be watched', { path: folder.name, error: messageOf(error) });
      });
    }
  }

  function forget(name: string): void {
    for (const [key, { folder, watcher }] of places)
      if (folder === name || folder.startsWith(`${name}/`)) {
        watcher?.close();
        places.delete(key);
      }
    dirty.mark(name);
    announce();
  }

  function announce(): void {
    announcing ??= setTimeout(
      () => {
        announcing = undefined;
        announcedAt = performance.now();
        options.changed();
      },
      Math.max(GATHER_MS, announcedAt + ANNOUNCE_EVERY_MS - performance.now()),
    ).unref();
  }

  function reportState(): void {
    const watched = [...places.values()].filter(({ watcher }) => watcher !== null).length;
    options.onState({ watched, polled: places.size - watched, exhausted });
  }

  function closeAll(): void {
    for (const { watcher } of places.values()) watcher?.close();
    places.clear();
  }
}

const isRightBelow = (folder: string, parent: string) =>
  folder !== '' && folder !== parent && folder.slice(0, Math.max(0, folder.lastIndexOf('/'))) === parent;

/** Both times: rights move only the second. null: so fresh that the next change may not show. */
async function timesOf({ path }: Place): Promise<string | null> {
  try {
    const { mtimeMs, ctimeMs } = await stat(path);
    return Math.abs(Date.now() - Math.max(mtimeMs, ctimeMs)) < COARSE_MS ? null : `${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    return codeOf(error); // its parent shows whether it is gone
  }
}
