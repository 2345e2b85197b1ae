import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kit } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import type { Accounts } from './accounts.js';

/** The one-time code of a system without an account: whoever can read the log or the data folder may open the door. */
export interface SetUpCode {
  fits(code: string): boolean;
  used(): Promise<void>;
  readonly needed: boolean;
}

export async function setUpCode(kit: Kit<GatewayConfig>, known: Accounts): Promise<SetUpCode> {
  const { adminUser, adminPassword, dataDir } = kit.config;
  if ((await known.empty()) && adminUser && adminPassword)
    await known.create(adminUser, adminPassword.reveal(), 'admin', 'service:environment');
  let code = (await known.empty()) ? randomBytes(9).toString('base64url') : null;
  const file = join(dataDir, 'run', 'setup-code');
  if (code) {
    await mkdir(join(dataDir, 'run'), { recursive: true });
    await writeFile(file, `${code}\n`, { mode: 0o600 });
    kit.logger.warn('no account yet: the set-up code is in the data folder, run/setup-code');
  } else await rm(file, { force: true });
  return {
    get needed() {
      return code !== null;
    },
    fits: (given) => code !== null && given.trim() === code,
    async used() {
      code = null;
      await rm(file, { force: true });
    },
  };
}
