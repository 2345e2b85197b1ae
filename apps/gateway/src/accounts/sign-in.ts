import type { Accounts, Identity } from './accounts.js';
import type { Attempt, LoginLimiter } from './login-limiter.js';
import { decoyHash, passwordFits } from './passwords.js';
import { TryLater } from './try-later.js';
import type { WrongGuesses } from './wrong-guesses.js';

/** null: the name or the password is wrong. Throws TryLater, and Abandoned when `gone` aborts first. */
export type SignIn = (attempt: Attempt, password: string, gone: AbortSignal) => Promise<Identity | null>;

/** A refusal keeps whoever hammers waiting, at the price of a timer: so many connections are so many refusals a second at most. */
const REFUSAL_MS = 1_000;

/** Every try is counted before it costs anything, and an unknown name costs what a known one does. */
export function signIn(
  accounts: Pick<Accounts, 'find'>,
  limiter: LoginLimiter,
  wrong: WrongGuesses,
  sleep: (ms: number, gone: AbortSignal) => Promise<void>,
): SignIn {
  async function refuse(waitMs: number, gone: AbortSignal): Promise<never> {
    await sleep(REFUSAL_MS, gone);
    throw new TryLater('too-many-tries', waitMs);
  }
  return async (attempt, password, gone) => {
    const waitMs = limiter.waitMs(attempt);
    if (waitMs > 0) return refuse(waitMs, gone);
    const account = await accounts.find(attempt.name);
    const hash = account?.passwordHash ?? decoyHash;
    if (wrong.has(attempt.name, password, hash)) return null;
    const admission = limiter.admit(attempt);
    if (admission.kind === 'wait') return refuse(admission.waitMs, gone);
    const fits = await passwordFits(password, hash, { rank: admission.rank, gone });
    if (!account || !fits) {
      wrong.add(attempt.name, password, hash);
      return null;
    }
    limiter.succeeded(attempt);
    return account.identity;
  };
}
