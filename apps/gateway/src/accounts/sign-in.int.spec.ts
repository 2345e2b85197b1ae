import { describe, expect, it } from '@jest/globals';
import { loginLimiter } from './login-limiter.js';
import type { Attempt } from './login-limiter.js';
import { hashPassword } from './passwords.js';
import { signIn } from './sign-in.js';
import { wrongGuesses } from './wrong-guesses.js';

const attempt: Attempt = { name: 'admin', address: '10.0.0.1', device: null, fresh: false };
const identity = { accountId: 'a', name: 'admin', role: 'admin', by: 'session' } as const;
const here = new AbortController().signal;

async function accounts(password = 'a long enough password') {
  const passwordHash = await hashPassword(password);
  const slept: number[] = [];
  const found: string[] = [];
  const accounts = {
    find: (name: string) => {
      found.push(name);
      return Promise.resolve(name === 'admin' ? { identity, passwordHash } : null);
    },
  };
  const now = () => 0;
  const sleep = (ms: number) => Promise.resolve(void slept.push(ms));
  return { slept, found, enter: signIn(accounts, loginLimiter(now), wrongGuesses(now), sleep) };
}

describe('signing in', () => {
  it('takes the right password, and no other', async () => {
    const { enter } = await accounts();
    expect(await enter(attempt, 'a long enough password', here)).toEqual(identity);
    expect(await enter(attempt, 'another password', here)).toBeNull();
    expect(await enter({ ...attempt, name: 'nobody' }, 'a long enough password', here)).toBeNull();
  }, 30_000);

  it('is refused after five guesses, after a second, and without a look at the account', async () => {
    const { enter, slept, found } = await accounts();
    for (let n = 0; n < 5; n += 1) expect(await enter(attempt, `guess ${n}`, here)).toBeNull();
    await expect(enter(attempt, 'a long enough password', here)).rejects.toMatchObject({ reason: 'too-many-tries', waitMs: 60_000 });
    expect([slept, found.length]).toEqual([[1_000], 5]);
  }, 30_000);

  it('with a guess that was wrong before costs nothing and is not counted', async () => {
    const { enter } = await accounts();
    for (let n = 0; n < 50; n += 1) expect(await enter(attempt, 'an old password', here)).toBeNull();
    expect(await enter(attempt, 'a long enough password', here)).toEqual(identity);
  }, 30_000);

  it('is not computed for who has gone', async () => {
    const { enter } = await accounts();
    await expect(enter(attempt, 'a long enough password', AbortSignal.abort())).rejects.toMatchObject({ name: 'Abandoned' });
  }, 30_000);
});
