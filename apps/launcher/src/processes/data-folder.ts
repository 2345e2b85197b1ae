import { chmod, chown, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { Explained, say } from '../terminal.js';

const OTHERS = 0o077;
/** Of folders that all write to, such as /tmp. */
const STICKY = 0o1000;
/** Their files are for others too: media servers, slskd. Postgres closes its own folder. */
const NOT_OURS_TO_CLOSE: ReadonlySet<string> = new Set(['music', 'downloads', 'world', 'postgres']);

/**
 * The data folder is its owner's alone, and so is what lies in it, though an earlier version or an open umask left it open. Postgres, where
 * it runs as another user, passes through by a group that nobody else is in.
 */
export async function closeDataFolder(dataDir: string, passingGid: number | null): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const uid = process.getuid?.();
  const { uid: owner, mode: found } = await stat(dataDir);
  if ((found & STICKY) !== 0 || `${homedir()}${sep}`.startsWith(dataDir.endsWith(sep) ? dataDir : `${dataDir}${sep}`))
    throw new Explained(`${dataDir} is used by others too, and a data folder is closed to them; choose a folder below it with --data`);
  if (uid !== undefined && owner !== uid)
    throw new Explained(
      `the data folder ${dataDir} belongs to the user with the number ${owner}, this program runs as ${uid}; run it as that user, or choose another folder with --data`,
    );
  if (passingGid !== null) await chown(dataDir, owner, passingGid);
  const mode = passingGid === null ? 0o700 : 0o710;
  await chmod(dataDir, mode);
  if (((await stat(dataDir)).mode & 0o777) !== mode)
    say(`WARNING: ${dataDir} can't be closed to other users: its file system knows no permissions`);
  for (const name of await readdir(dataDir)) if (!NOT_OURS_TO_CLOSE.has(name)) await closeEntry(join(dataDir, name));
}

async function closeEntry(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => null); // gone in between
  if (!entry) return;
  const { mode } = entry;
  if ((mode & OTHERS) === 0 || (mode & 0o170000) === 0o120000) return; // closed, or a link: what it names is not ours
  await chmod(path, mode & 0o700).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPERM') throw error;
    say(`WARNING: ${path} belongs to another user; who may read it is not changed`);
  });
}
