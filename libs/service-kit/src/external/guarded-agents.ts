import { lookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { forbiddenAddress } from './web-address.js';

/** A name was resolved to an address that nothing is asked at. */
export class ForbiddenAddress extends Error {
  readonly code = 'EFORBIDDENADDRESS';

  constructor(readonly kind: string) {
    super(`the name leads to ${kind}`);
    this.name = 'ForbiddenAddress';
  }
}

/** Node's own settings for connections that are kept (its global agent). */
const kept = { keepAlive: true, scheduling: 'lifo', timeout: 5_000 } as const;

/**
 * Every new connection resolves its name here, and goes to the very address that was judged: a name that answered harmlessly when it was
 * configured and otherwise now gets nowhere. One forbidden address among several spoils all of them.
 */
export function guardedAgents(resolve: LookupFunction = lookup) {
  const guarded: LookupFunction = (name, options, answered) =>
    resolve(name, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      const kind = error ? null : (addresses.map(forbiddenAddress).find((one) => one !== null) ?? null);
      if (kind === null) answered(error, found, family);
      else answered(new ForbiddenAddress(kind), '');
    });
  return { httpAgent: new HttpAgent({ ...kept, lookup: guarded }), httpsAgent: new HttpsAgent({ ...kept, lookup: guarded }) };
}

export type GuardedAgents = ReturnType<typeof guardedAgents>;

/** One set for the process: connections are shared by the clients of one host. */
export const sharedAgents: GuardedAgents = guardedAgents();
