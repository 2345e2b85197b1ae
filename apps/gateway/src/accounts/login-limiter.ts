import { isIPv6 } from 'node:net';
import type { Rank } from './hash-queue.js';

/** A try to sign in, before anything of it is computed. */
export interface Attempt {
  readonly name: string;
  readonly address: string;
  /** The browser, when it has signed in to this name before; null: a stranger. */
  readonly device: string | null;
  /** Nothing was tried on this connection before. */
  readonly fresh: boolean;
}

export type Admission = { readonly kind: 'admitted'; readonly rank: Rank } | { readonly kind: 'wait'; readonly waitMs: number };

/** How many guesses there are, whoever makes them; docs/adr says why each of these is as it is. */
export interface LoginLimiter {
  /** Would it have to wait? Counts nothing; 0: no, or only `admit` can tell. */
  waitMs(attempt: Attempt): number;
  /** Counts the attempt. Only what is admitted is counted: a flood that is refused locks nobody out for longer. */
  admit(attempt: Attempt): Admission;
  /** It was no guess: it counts no longer, and its address is known to belong to the name from now on. */
  succeeded(attempt: Attempt): void;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 15 * MINUTE_MS;
const FORGOTTEN_MS = 60 * MINUTE_MS;
/** Tries before the waits begin: of a browser or address on one name, of an address, on a name from anywhere, and of all strangers. */
const FREE = { own: 5, address: 30, name: 50, all: 300 };
/** Above the limits, one at a time, for connections that have tried nothing yet: an owner among many who hammer. */
const RESERVE = { anHour: 30, gapMs: 1_000 };
const KNOWN_ADDRESSES = 1_000;

export function loginLimiter(nowMs: () => number): LoginLimiter {
  const [own, byAddress, byName, all] = [
    budget(FREE.own, nowMs),
    budget(FREE.address, nowMs),
    budget(FREE.name, nowMs),
    budget(FREE.all, nowMs),
  ];
  const knownAddresses = new Set<string>();
  const reserved: number[] = [];

  /** Each budget that this attempt is counted in, its own first. Who is known is counted apart from all strangers. */
  function countedIn({ name, address, device }: Attempt) {
    const from = network(address);
    const pair = `${from} ${name}`;
    const known = device !== null || knownAddresses.has(pair);
    const mine = { budget: own, key: device === null ? pair : `device ${device}` };
    const strangers = [
      { budget: byAddress, key: from },
      { budget: byName, key: name },
      { budget: all, key: '' },
    ];
    return { pair, mine, shared: known ? [] : strangers, rank: device !== null ? 0 : known ? 1 : 2 } as const;
  }

  function takesReserve(attempt: Attempt): boolean {
    while (reserved[0] !== undefined && nowMs() - reserved[0] > FORGOTTEN_MS) reserved.shift();
    if (!attempt.fresh || reserved.length >= RESERVE.anHour || nowMs() - (reserved.at(-1) ?? -Infinity) < RESERVE.gapMs) return false;
    reserved.push(nowMs());
    return true;
  }

  function waitMs(attempt: Attempt): number {
    const { mine, shared } = countedIn(attempt);
    return Math.max(...[mine, ...shared].map(({ budget: one, key }) => one.waitMs(key)));
  }

  return {
    waitMs: (attempt) => (attempt.fresh ? 0 : waitMs(attempt)),
    admit(attempt) {
      const longest = waitMs(attempt);
      if (longest > 0) return takesReserve(attempt) ? { kind: 'admitted', rank: 1 } : { kind: 'wait', waitMs: longest };
      const { mine, shared, rank } = countedIn(attempt);
      for (const { budget: one, key } of [mine, ...shared]) one.count(key);
      return { kind: 'admitted', rank };
    },
    succeeded(attempt) {
      const { pair, mine, shared } = countedIn(attempt);
      mine.budget.reset(mine.key);
      for (const { budget: one, key } of shared) one.refund(key);
      knownAddresses.delete(pair);
      knownAddresses.add(pair);
      const [oldest] = knownAddresses;
      if (oldest !== undefined && knownAddresses.size > KNOWN_ADDRESSES) knownAddresses.delete(oldest);
    },
  };
}

/** Some tries are free, each later one waits twice as long as the one before; forgotten an hour after the last. */
function budget(free: number, nowMs: () => number) {
  // In the order of the last try. Only admitted tries are here, and the budget of all strangers bounds those.
  const tries = new Map<string, { readonly count: number; readonly lastMs: number }>();
  const forget = () => {
    for (const [key, { lastMs }] of tries) {
      if (nowMs() - lastMs <= FORGOTTEN_MS) return;
      tries.delete(key);
    }
  };
  return {
    waitMs(key: string): number {
      forget();
      const known = tries.get(key);
      if (!known || known.count < free) return 0;
      return Math.max(0, known.lastMs + Math.min(LONGEST_MS, MINUTE_MS * 2 ** (known.count - free)) - nowMs());
    },
    count(key: string): void {
      const count = (tries.get(key)?.count ?? 0) + 1;
      tries.delete(key);
      tries.set(key, { count, lastMs: nowMs() });
    },
    refund(key: string): void {
      const known = tries.get(key);
      if (known) tries.set(key, { ...known, count: Math.max(0, known.count - 1) });
    },
    reset: (key: string) => void tries.delete(key),
  };
}

/** Whoever has an IPv6 address has 2^64 of them. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after].slice(0, 4).join(':');
}
