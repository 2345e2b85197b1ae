import { stat, statfs } from 'node:fs/promises';
import type { DiskSpace, DiskName } from '@soulsync/contracts';

/** A folder whose disk is looked at. */
export interface Disk {
  readonly name: DiskName;
  readonly path: string;
  /** Less than this is too little. */
  readonly minFreeMb: number;
}

export interface DiskWatch {
  /** As last seen; disks that are not there are left out. */
  spaces(): readonly DiskSpace[];
  start(): void;
  stop(): void;
}

const MB = 1_048_576;
const POLL_MS = 1_000;

/** Free space of the disks that these folders lie on, looked at each second. */
export function diskWatch(disksNow: () => readonly Disk[], seen: (spaces: readonly DiskSpace[]) => void): DiskWatch {
  let spaces: readonly DiskSpace[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  /** A disk that does not answer, such as a network share that is gone, is asked once, and what was last seen of it stands. */
  const asked = new Map<string, Promise<void>>();
  const known = new Map<string, DiskSpace>();

  async function probe(disk: Disk): Promise<void> {
    try {
      const [{ bavail, blocks, bsize }, { dev }] = await Promise.all([statfs(disk.path), stat(disk.path)]);
      if (blocks === 0)
        known.delete(disk.path); // a network file system that does not tell
      else
        known.set(disk.path, {
          ...disk,
          device: String(dev),
          freeMb: Math.floor((bavail * bsize) / MB),
          sizeMb: Math.floor((blocks * bsize) / MB),
        });
    } catch {
      known.delete(disk.path); // not there: whoever needs it says so
    } finally {
      asked.delete(disk.path);
    }
  }

  async function pollAll(): Promise<void> {
    const disks = disksNow();
    const named = new Map(disks.map((disk) => [disk.path, disk]));
    for (const path of known.keys()) if (!named.has(path)) known.delete(path);
    for (const disk of disks) if (!asked.has(disk.path)) asked.set(disk.path, probe(disk));
    await Promise.race([Promise.all(asked.values()), new Promise((over) => setTimeout(over, POLL_MS).unref())]);
    if (stopped) return;
    spaces = [...known.values()].flatMap((space) => {
      const disk = named.get(space.path);
      return disk ? [{ ...space, ...disk }] : [];
    });
    seen(spaces);
    timer = setTimeout(() => void pollAll(), POLL_MS).unref();
  }

  return {
    spaces: () => spaces,
    start: () => void pollAll(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
