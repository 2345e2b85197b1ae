import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const MB = 1_048_576;
const TRIES = 100;

/** A small disk in memory over a folder; it is filled by being made smaller, which takes no time. */
export interface SmallDisk {
  /** Not a byte is free any more. */
  fill(): Promise<void>;
  /** As large as it was. */
  free(): void;
  unmount(): void;
}

/** null: here it can be made; else why not. */
export function cannotMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'disks of its own need root on Linux';
  return spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).status === 0
    ? null
    : 'root may not mount here (a container without that right)';
}

const mount = (...args: readonly string[]) => spawnSync('mount', args).status === 0;

export function smallDisk(path: string, sizeMb: number): SmallDisk {
  mkdirSync(path, { recursive: true });
  if (!mount('-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=755`, 'none', path)) throw new Error(`no disk could be made at ${path}`);
  const unmount = () => void spawnSync('umount', ['-l', path]);
  process.once('exit', unmount); // a signal ends us in the middle; done twice it does nothing
  return {
    async fill() {
      // Others write meanwhile: a size below what is used by then is refused.
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { blocks, bfree, bsize } = await statfs(path);
        if (mount('-o', `remount,size=${(blocks - bfree) * bsize}`, path)) return;
        await delay(20);
      }
      throw new Error(`${path} could not be filled`);
    },
    free() {
      if (!mount('-o', `remount,size=${sizeMb * MB}`, path)) throw new Error(`${path} could not be made larger again`);
    },
    unmount,
  };
}
