import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chmod, chown, cp, lchown, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Explained, say } from '../terminal.js';
import { privateUser, reachable } from './run-as.js';
import type { RunAs } from './run-as.js';

/** Of root alone; others may pass through. Nothing tidies up in there, as it does in /var/tmp. */
export const STATE = '/var/lib/soulsync';
/** Where clusters lay until 0.1; it is moved away from. */
const FORMER = '/var/tmp/soulsync-postgres-data';

export interface ClusterFolder {
  readonly path: string;
  /** null: as ourselves. */
  readonly runAs: RunAs | null;
  /** The group that must pass through the data folder; null: none. */
  readonly passingGid: number | null;
}

export const isCluster = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

/**
 * Where the cluster of a data folder lies. As root it belongs to a user of its own, who must be able to get there: where a folder above is
 * closed to that user, it lies below STATE. One that is found in another place is moved.
 */
export async function clusterFolder(dataDir: string): Promise<ClusterFolder> {
  const wanted = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { path: await existing(wanted), runAs: null, passingGid: null };
  const inside = reachable(dirname(dataDir));
  const aside = asideOf(dataDir);
  if (!inside) await stateFolder();
  const path = inside ? wanted : aside;
  const elsewhere = [wanted, aside, join(FORMER, wanted.replaceAll(/[^\w.-]/g, '_'))].find((other) => other !== path && isCluster(other));
  if (!isCluster(path) && elsewhere !== undefined) {
    if (mayBeTrusted(elsewhere)) await move(elsewhere, path);
    else say(notTrusted(elsewhere, path));
  }
  await existing(path);
  const runAs = privateUser(path, path);
  await giveTo(runAs, path);
  return { path, runAs, passingGid: inside ? runAs.gid : null };
}

const asideOf = (dataDir: string): string =>
  join(STATE, `${basename(dataDir)}-${createHash('sha256').update(join(dataDir, 'postgres')).digest('hex').slice(0, 16)}`);

/** A data folder that was for once, with the cluster that may lie elsewhere. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  for (const folder of [asideOf(dataDir), dataDir]) await rm(folder, { recursive: true, force: true });
}

export async function stateFolder(): Promise<string> {
  await mkdir(STATE, { recursive: true, mode: 0o711 });
  await chmod(STATE, 0o711);
  if (!reachable(STATE))
    throw new Explained(`Postgres must run as another user than root, and ${STATE} is closed to it; open it (chmod a+x)`);
  return STATE;
}

async function existing(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  return path;
}

/** In a folder that is open to all, anybody could have put it there. */
function mayBeTrusted(cluster: string): boolean {
  const { uid, mode } = statSync(dirname(cluster));
  return uid === 0 && (mode & 0o022) === 0;
}

const notTrusted = (found: string, path: string): string =>
  `WARNING: the database in ${found} is left alone, since others than root may write beside it. A new one is built from the event log, with ` +
  `no accounts in it. To keep the old one, make sure that it is yours, stop SoulSync, remove ${path} and move ${found} there.`;

async function move(from: string, to: string): Promise<void> {
  say(`moving the database from ${from} to ${to}`);
  const unfinished = `${to}.moving`;
  await rm(unfinished, { recursive: true, force: true });
  if (existsSync(to)) await rm(to, { recursive: true }); // empty, or half made
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    await rename(unfinished, to);
    await rm(from, { recursive: true, force: true });
  }
}

/** Closed to all others before what lies in it changes hands: a file that another user put there as a link is not followed. */
export async function giveTo(runAs: RunAs, folder: string): Promise<void> {
  const { uid, gid } = await lstat(folder);
  if (uid === runAs.uid && gid === runAs.gid) return;
  await chown(folder, 0, 0);
  await chmod(folder, 0o700);
  await giveContents(runAs, folder);
  await chown(folder, runAs.uid, runAs.gid);
}

async function giveContents(runAs: RunAs, folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const entry = await lstat(path);
    if (entry.isDirectory()) await giveContents(runAs, path);
    else if (entry.nlink > 1) throw new Explained(`${path} has a second name elsewhere, which no file of Postgres has; it was not touched`);
    await lchown(path, runAs.uid, runAs.gid);
  }
}
