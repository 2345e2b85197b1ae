import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resetPassword as resetPasswordIn } from '@soulsync/gateway';
import { startPostgres } from '../postgres/start-postgres.js';
import { ownVariables } from '../processes/environment.js';
import { claim, isClaimed } from '../processes/leftovers.js';
import { valueOf } from '../servers.js';
import { answer, Explained, Misused, say } from '../terminal.js';
import { dataDirOf, options } from './options.js';

/** For whoever lost the password of the last admin: who may read the data folder, or the database, may make a new one. */
export async function resetPassword(args: readonly string[]): Promise<number> {
  const { values, positionals } = options({ args: [...args], allowPositionals: true, options: { data: { type: 'string' } } });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Misused('reset-password needs the name of one account');
  const outcome = await withDatabase(dataDirOf(values.data), (url) => resetPasswordIn(url, name));
  if (outcome.password === null)
    throw new Explained(
      outcome.names.length === 0
        ? 'there is no account yet: the set-up code in run/setup-code of the data folder makes the first one'
        : `there is no account called ${name}; there are: ${outcome.names.join(', ')}`,
    );
  answer(outcome.password);
  say(`This is the new password of ${name}. Sign in with it and choose your own. All sessions of ${name} have ended.`);
  return 0;
}

/** The owner's database where one is named, else that of the data folder, which is started where it does not run. */
async function withDatabase<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const given = await valueOf(ownVariables(), 'SOULSYNC_DATABASE_URL');
  if (given !== undefined) return work(given);
  const urlFile = join(dataDir, 'credentials', 'gateway.database-url');
  if (!existsSync(urlFile)) throw new Explained(`${dataDir} holds no data of SoulSync; name its folder with --data`);
  const runDir = join(dataDir, 'run');
  if (await isClaimed(runDir)) return work((await readFile(urlFile, 'utf8')).trim());
  const letGo = await claim(runDir);
  try {
    const { url, server } = await startPostgres(dataDir);
    try {
      return await work(url);
    } finally {
      await server.stop();
    }
  } finally {
    await letGo();
  }
}
