import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** 64 MiB and about a quarter of a second a hash; the parameters stand with it, so that they can be raised. */
const PARAMETERS = { N: 2 ** 16, r: 8, p: 2 };
const MAX_MEMORY = 160 * 1024 * 1024;
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Two at a time: each takes 64 MiB. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => {
    const salt = randomBytes(16);
    const key = await derive(password, salt, 32, { ...PARAMETERS, maxmem: MAX_MEMORY });
    return ['scrypt', PARAMETERS.N, PARAMETERS.r, PARAMETERS.p, salt.toString('base64'), key.toString('base64')].join('$');
  });
}

export function passwordFits(password: string, hash: string): Promise<boolean> {
  return inTurn(async () => {
    const [, N, r, p, salt = '', key = ''] = hash.split('$');
    const expected = Buffer.from(key, 'base64');
    const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length || 32, {
      N: Number(N),
      r: Number(r),
      p: Number(p),
      maxmem: MAX_MEMORY,
    });
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  });
}

/** An unknown name costs the same time as a wrong password. */
export const decoyHash = hashPassword(randomBytes(16).toString('hex'));
