import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { Explained, Misused } from '../terminal.js';

/** parseArgs with a sentence instead of a stack. Throws Misused. */
export function options<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's own first sentence says it; what may follow is about arguments that look like options.
    throw new Misused((error instanceof Error ? error.message : String(error)).split('. ')[0] ?? '', { cause: error });
  }
}

export function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Explained(`--port is a number from 0 to 65535, not ${text}`);
  return port;
}

/** More of each service than a machine of one needs is a trial of what happens on several. */
const MOST_REPLICAS = 5;

export function replicasOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST_REPLICAS)
    throw new Explained(`--replicas is a number from 1 to ${MOST_REPLICAS}, not ${text}`);
  return count;
}

/** Where `up` keeps its state unless told otherwise. */
export const dataDirOf = (given: string | undefined): string =>
  given === undefined ? join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'soulsync') : resolve(given);
