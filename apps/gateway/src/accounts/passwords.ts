import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hashQueue } from './hash-queue.js';
import type { Turn } from './hash-queue.js';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** 64 MiB and about a quarter of a second a hash; the parameters stand with it, so that they can be raised. */
const PARAMETERS = { N: 2 ** 16, r: 8, p: 2 };
const MAX_MEMORY = 160 * 1024 * 1024;
/** Those who wait beyond the two at work are a second of work. */
const inTurn = hashQueue(2, 4);

export function hashPassword(password: string): Promise<string> {
  return inTurn({ rank: 0 }, async () => {
    const salt = randomBytes(16);
    const key = await derive(password, salt, 32, { ...PARAMETERS, maxmem: MAX_MEMORY });
    return ['scrypt', PARAMETERS.N, PARAMETERS.r, PARAMETERS.p, salt.toString('base64'), key.toString('base64')].join('$');
  });
}

/** Throws TryLater when too many wait, Abandoned when its client has gone. */
export function passwordFits(password: string, hash: string, turn: Turn): Promise<boolean> {
  return inTurn(turn, async () => {
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

/** The hash of no password: an unknown name costs the same time as a wrong password. */
export const decoyHash = [
  'scrypt',
  PARAMETERS.N,
  PARAMETERS.r,
  PARAMETERS.p,
  randomBytes(16).toString('base64'),
  randomBytes(32).toString('base64'),
].join('$');
