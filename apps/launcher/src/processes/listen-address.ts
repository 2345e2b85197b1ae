import { readFileSync } from 'node:fs';
import { Explained } from '../terminal.js';

/** Where the gateway listens, and where it is reached from this machine. */
export interface ListenAddress {
  /** `host:port`, for the gateway. */
  readonly listen: string;
  readonly port: number;
  readonly url: string;
}

const NAME = 'SOULSYNC_HTTP_LISTEN';

/** As the environment says it, itself or by a file; undefined: it does not. */
export function givenListen(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = environment[`${NAME}_FILE`];
  if (!file) return environment[NAME];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Explained(`${NAME}_FILE names a file that can't be read: ${file}`);
  }
}

const EVERYWHERE = new Set(['0.0.0.0', '[::]', '::', '*']);

/** `given`: of SOULSYNC_HTTP_LISTEN, which wins; null where it is no address, as the gateway itself says best. */
export function listenAddress(given: string | undefined, port: number): ListenAddress | null {
  if (given === undefined || given === '') return addressOf('127.0.0.1', port);
  const [, host, named] = /^(\S+):(\d{1,5})$/.exec(given) ?? [];
  return host === undefined || named === undefined ? null : addressOf(host, Number(named) || port);
}

function addressOf(host: string, port: number): ListenAddress {
  const reached = EVERYWHERE.has(host) ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return { listen: `${host}:${port}`, port, url: `http://${reached}:${port}` };
}
