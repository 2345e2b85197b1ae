import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

const MB = 1_048_576;

/** A small file system of our own over a folder; filled by making it smaller, which takes no time. */
export interface SmallDisk {
  readonly path: string;
  /** Nothing is free any more but so much. */
  fill(leaveMb?: number): Promise<void>;
  /** As large as it was. */
  free(): void;
  unmount(): void;
}

/** Where one can be made: root, and allowed to mount. */
export const mayMount: boolean = (() => {
  if (process.getuid?.() !== 0) return false;
  return spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).status === 0;
})();

export function smallDisk(path: string, sizeMb: number, mode = '755'): SmallDisk {
  mkdirSync(path, { recursive: true });
  if (!mount('-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=${mode}`, 'none', path)) throw new Error(`no small disk could be made at ${path}`);
  return {
    path,
    async fill(leaveMb = 0) {
      // Others write meanwhile: a size below what is used by then is refused.
      for (let tries = 0; tries < 50; tries += 1) {
        const { blocks, bfree, bsize } = await statfs(path);
        if (mount('-o', `remount,size=${(blocks - bfree) * bsize + leaveMb * MB}`, path)) return;
      }
      throw new Error(`${path} could not be filled`);
    },
    free() {
      if (!mount('-o', `remount,size=${sizeMb}m`, path)) throw new Error(`${path} could not be made larger again`);
    },
    unmount: () => void spawnSync('umount', ['-l', path]),
  };
}

const mount = (...args: readonly string[]) => spawnSync('mount', args).status === 0;
