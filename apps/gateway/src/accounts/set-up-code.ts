import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isCode, Refused, refused } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import type { Accounts } from './accounts.js';

/** The one-time code of a system without an account: whoever can read the log or the data folder may open the door. */
export interface SetUpCode {
  /** For one alone: whoever comes with the right code while it is being used finds it used. Given back when `make` throws. */
  use(code: string, make: () => Promise<void>): Promise<void>;
  needed(): Promise<boolean>;
}

export async function setUpCode(kit: Kit<GatewayConfig>, known: Accounts): Promise<SetUpCode> {
  const { adminUser, adminPassword, dataDir } = kit.config;
  if ((await known.empty()) && adminUser && adminPassword)
    await known.createFirst(adminUser, adminPassword.reveal(), { kind: 'process', id: 'environment' }).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error; // another replica was faster
    });
  const file = join(dataDir, 'run', 'setup-code');
  let code = (await known.empty()) ? await codeIn(file) : null;
  if (code) {
    kit.logger.warn('no account yet: the set-up code is in the data folder, run/setup-code');
  } else await rm(file, { force: true });
  return {
    async needed() {
      if (code !== null && !(await known.empty())) code = null; // made by another replica
      return code !== null;
    },
    async use(given, make) {
      const taken = code;
      if (taken === null || !same(given.trim(), taken)) throw refused('wrong-code', {});
      code = null;
      try {
        await make();
      } catch (error) {
        if (!(error instanceof Refused)) code = taken;
        throw error;
      }
      await rm(file, { force: true });
    },
  };
}

const CODE = /^[\w-]{12}$/;

/** Replicas that share the data folder share the code: whoever comes first writes it, the others read it. */
async function codeIn(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  for (let tries = 0; ; tries += 1) {
    const code = randomBytes(9).toString('base64url');
    try {
      await writeFile(file, `${code}\n`, { mode: 0o600, flag: 'wx' });
      return code;
    } catch (error) {
      if (!isCode(error, 'EEXIST') || tries === MOST_TRIES) throw error;
    }
    const known = await ownCode(file);
    if (known !== null) return known;
    if (tries < MOST_TRIES / 2)
      await delay(WRITTEN_MS); // another one may be writing it
    else await rm(file, { force: true });
  }
}
const MOST_TRIES = 8;
const WRITTEN_MS = 50;

/** null: no code, or one that others could read or have put there. */
async function ownCode(file: string): Promise<string | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (handle === null) return null;
  try {
    const { mode, uid } = await handle.stat();
    const text = (await handle.readFile('utf8')).trim();
    return (mode & 0o077) === 0 && uid === process.getuid?.() && CODE.test(text) ? text : null;
  } finally {
    await handle.close();
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
/** Takes the same time wherever the two differ. */
const same = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected));
