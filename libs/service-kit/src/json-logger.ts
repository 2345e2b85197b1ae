import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@soulsync/event-store';
import { harmlessJson } from './harmless-text.js';

export interface Correlation {
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The context a piece of work belongs to; every log line within carries it. */
export const correlation = new AsyncLocalStorage<Correlation>();

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** JSON lines: one outcome a line, no payloads. */
export function jsonLogger(service: string, level: string, write: (line: string) => void): Logger {
  const lowest = levels.indexOf(level as Level); // an unknown level is -1: everything is logged
  const at = (own: Level) => (message: string, fields?: object) => {
    if (levels.indexOf(own) < lowest) return;
    const line = { time: new Date().toISOString(), level: own, service, message, ...correlation.getStore() };
    write(`${jsonOf({ ...line, ...fields }) ?? harmlessJson(line)}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** null: a field can't be told in JSON; what is logged is no reason to fail. */
function jsonOf(line: object): string | null {
  try {
    return harmlessJson(line);
  } catch {
    return null;
  }
}
