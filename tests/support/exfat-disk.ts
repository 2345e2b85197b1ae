import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A real exFAT of its own at a folder: no hard links, no case, no `: ? *` in names. In a file, through FUSE. */
export interface ExfatDisk {
  readonly path: string;
  unmount(): void;
}

const has = (program: string) => spawnSync('which', [program]).status === 0;

/** May one be made here? Says loudly when not: then nothing is tested on a file system without hard links. */
export function canMakeExfat(): boolean {
  if (process.getuid?.() === 0 && existsSync('/dev/fuse') && ['mkfs.exfat', 'mount.exfat-fuse', 'losetup'].every(has)) return true;
  process.stderr.write('NOT TESTED: filing on exFAT, which has no hard links, needs root, /dev/fuse, exfat-fuse and exfatprogs\n');
  return false;
}

export function exfatDisk(base: string, name: string, sizeMb = 64): ExfatDisk {
  const image = join(base, `${name}.img`);
  const path = join(base, name);
  writeFileSync(image, '');
  truncateSync(image, sizeMb * 1_048_576);
  mkdirSync(path, { recursive: true });
  execFileSync('mkfs.exfat', [image], { stdio: 'pipe' });
  const device = execFileSync('losetup', ['-f', '--show', image], { encoding: 'utf8' }).trim();
  execFileSync('mount.exfat-fuse', [device, path], { stdio: 'pipe' });
  return {
    path,
    unmount() {
      spawnSync('umount', ['-l', path]);
      spawnSync('losetup', ['-d', device]);
    },
  };
}
