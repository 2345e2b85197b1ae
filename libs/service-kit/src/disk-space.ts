import { statfs } from 'node:fs/promises';
import type { DiskSpace, RootName } from '@soulsync/contracts';

/** A folder whose disk is looked at. */
export interface Root {
  readonly name: RootName;
  readonly path: string;
  /** Less than this is too little. */
  readonly minFreeMb: number;
}

export interface DiskWatch {
  /** As last seen; roots that are not there are left out. */
  spaces(): readonly DiskSpace[];
  start(): void;
  stop(): void;
}

const MB = 1_048_576;
const LOOK_MS = 1_000;

/** Free space of the disks that these folders lie on, looked at each second. */
export function diskWatch(roots: readonly Root[], seen: (spaces: readonly DiskSpace[]) => void): DiskWatch {
  let spaces: readonly DiskSpace[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  /** A disk that does not answer, such as a network share that is gone, is asked once, and what was last seen of it stands. */
  const asked = new Map<string, Promise<void>>();
  const known = new Map<string, DiskSpace>();

  async function look(root: Root): Promise<void> {
    try {
      const { bavail, blocks, bsize } = await statfs(root.path);
      if (blocks === 0)
        known.delete(root.path); // a network file system that does not tell
      else known.set(root.path, { ...root, freeMb: Math.floor((bavail * bsize) / MB), sizeMb: Math.floor((blocks * bsize) / MB) });
    } catch {
      known.delete(root.path); // not there: whoever needs it says so
    } finally {
      asked.delete(root.path);
    }
  }

  async function lookAtAll(): Promise<void> {
    for (const root of roots) if (!asked.has(root.path)) asked.set(root.path, look(root));
    await Promise.race([Promise.all(asked.values()), new Promise((over) => setTimeout(over, LOOK_MS).unref())]);
    if (stopped) return;
    spaces = [...known.values()];
    seen(spaces);
    timer = setTimeout(() => void lookAtAll(), LOOK_MS).unref();
  }

  return {
    spaces: () => spaces,
    start: () => void lookAtAll(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
