import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Explained } from '../terminal.js';
import type { ClusterFolder } from './cluster-folder.js';

/** The role that owned everything until 0.1 has become the administrator. */
export const ADMINISTRATOR_ROLE = 'soulsync';
const BOOT_MS = 30_000;
const WRONG_PASSWORD = '28P01';

/** With the socket's folder in the query, which wins over the name in front. */
export const administratorUrl = (password: string, socketFolder: string): string =>
  `postgres://${ADMINISTRATOR_ROLE}:${encodeURIComponent(password)}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;

/** From here on everybody needs a password, whatever the cluster allowed before. */
export const closeToStrangers = (cluster: ClusterFolder): Promise<void> => writeAccess(cluster, []);

/**
 * Waits until the server answers the administrator. A cluster that does not know the password (a new one, one of a version without
 * passwords, one whose password file was lost) is told it over its socket, which nobody else can get to.
 */
export async function admitAdministrator(url: string, cluster: ClusterFolder): Promise<void> {
  if ((await answer(url, (error) => error === null || error === WRONG_PASSWORD)) === null) return;
  const { username, password } = new URL(url);
  await writeAccess(cluster, [`local postgres ${username} trust`]);
  try {
    await reload(cluster);
    await answer(url, (error) => error === null);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`SET log_min_error_statement = panic`); // no password in a log
    await client.query(`ALTER ROLE ${client.escapeIdentifier(username)} PASSWORD ${client.escapeLiteral(decodeURIComponent(password))}`);
    await client.end();
  } finally {
    await closeToStrangers(cluster);
    await reload(cluster);
  }
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await answer(wrong.href, (error) => error === WRONG_PASSWORD);
}

/** Asks until the code of the answer (null: let in) is what is waited for. */
async function answer(url: string, awaited: (code: string | null) => boolean): Promise<string | null> {
  for (const giveUpAt = performance.now() + BOOT_MS; ; await delay(50)) {
    const client = new pg.Client({ connectionString: url });
    let trouble: unknown = null;
    try {
      await client.connect();
      await client.end();
    } catch (error) {
      trouble = error;
    }
    const code = trouble === null ? null : trouble instanceof pg.DatabaseError ? (trouble.code ?? '') : '';
    if (awaited(code)) return code;
    if (performance.now() > giveUpAt)
      throw new Explained('Postgres did not start; logs/postgres.log in the data folder says why', { cause: trouble });
  }
}

async function writeAccess({ path, runAs }: ClusterFolder, first: readonly string[]): Promise<void> {
  const unfinished = join(path, 'pg_hba.conf.new');
  const lines = ['# Written at each start.', ...first, 'local all all scram-sha-256', 'host all all all scram-sha-256', ''];
  await writeFile(unfinished, lines.join('\n'), { mode: 0o600 });
  if (runAs) await chown(unfinished, runAs.uid, runAs.gid);
  await rename(unfinished, join(path, 'pg_hba.conf'));
}

async function reload({ path }: ClusterFolder): Promise<void> {
  const [pid = ''] = (await readFile(join(path, 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGHUP');
}
