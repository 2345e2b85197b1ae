import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync } from 'node:fs';

/** Disks for one spec: small ones in memory, that come, go, become read-only and are full. Needs root; all are gone after `endAll`. */
export interface Mounts {
  /** An empty disk of its own at the folder. */
  disk(folder: string, sizeMb?: number): void;
  /** The same disk at another folder, as a mount point shows it. */
  show(disk: string, folder: string): void;
  /** `lazy`: also while files on it are open, as when a cable is pulled. */
  hide(folder: string, lazy?: boolean): void;
  readOnly(folder: string, readOnly: boolean): void;
  endAll(): void;
}

/** May we mount here? Says loudly when not: what needs a disk is then not tested. */
export function canMount(): boolean {
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    const probe = `/tmp/soulsync-mount-probe-${process.pid}`;
    try {
      mkdirSync(probe, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', probe], { stdio: 'pipe' });
      execFileSync('umount', [probe], { stdio: 'pipe' });
      return true;
    } catch {
      // a container without the right to mount
    } finally {
      rmdirSync(probe);
    }
  }
  process.stderr.write('NOT TESTED: disks that are unmounted, read-only or full need root and the right to mount\n');
  return false;
}

export function mounts(): Mounts {
  const mounted: string[] = [];
  const mount = (folder: string, ...args: readonly string[]) => {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', [...args, folder], { stdio: 'pipe' });
    mounted.push(folder);
  };
  const hide = (folder: string, lazy = false) => {
    execFileSync('umount', [...(lazy ? ['-l'] : []), folder], { stdio: 'pipe' });
    mounted.splice(mounted.lastIndexOf(folder), 1);
  };
  return {
    disk: (folder, sizeMb = 64) => mount(folder, '-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0755`, 'tmpfs'),
    show: (disk, folder) => mount(folder, '--bind', disk),
    hide,
    readOnly: (folder, readOnly) => {
      execFileSync('mount', ['-o', `remount,bind,${readOnly ? 'ro' : 'rw'}`, folder], { stdio: 'pipe' });
    },
    endAll() {
      for (const folder of [...mounted].reverse()) hide(folder, true);
    },
  };
}
