import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused, refused } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import type { Accounts } from './accounts.js';

/** The one-time code of a system without an account: whoever can read the log or the data folder may open the door. */
export interface SetUpCode {
  /** For one alone: whoever comes with the right code while it is being used finds it used. Given back when `make` throws. */
  use(code: string, make: () => Promise<void>): Promise<void>;
  readonly needed: boolean;
}

export async function setUpCode(kit: Kit<GatewayConfig>, known: Accounts): Promise<SetUpCode> {
  const { adminUser, adminPassword, dataDir } = kit.config;
  if ((await known.empty()) && adminUser && adminPassword)
    await known.createFirst(adminUser, adminPassword.reveal(), 'service:environment').catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error; // another replica was faster
    });
  let code = (await known.empty()) ? randomBytes(9).toString('base64url') : null;
  const file = join(dataDir, 'run', 'setup-code');
  if (code) {
    await mkdir(join(dataDir, 'run'), { recursive: true });
    await rm(file, { force: true }); // one that lay there would keep its mode
    await writeFile(file, `${code}\n`, { mode: 0o600, flag: 'wx' });
    kit.logger.warn('no account yet: the set-up code is in the data folder, run/setup-code');
  } else await rm(file, { force: true });
  return {
    get needed() {
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

const digest = (text: string) => createHash('sha256').update(text).digest();
/** Takes the same time wherever the two differ. */
const same = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected));
