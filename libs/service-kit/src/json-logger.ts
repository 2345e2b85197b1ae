import { AsyncLocalStorage } from 'node:async_hooks';
import { logLevels } from '@soulsync/contracts';
import type { LogLevel } from '@soulsync/contracts';
import type { Logger } from '@soulsync/event-store';
import { harmlessJson } from './harmless-text.js';

export interface Correlation {
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The context a piece of work belongs to; every log line within carries it. */
export const correlation = new AsyncLocalStorage<Correlation>();

/** JSON lines: one outcome a line, no payloads. `level` is asked for each of them: it may change while the service runs. */
export function jsonLogger(service: string, level: () => LogLevel, write: (line: string, level: LogLevel) => void): Logger {
  const at = (own: LogLevel) => (message: string, fields?: object) => {
    if (logLevels.indexOf(own) < logLevels.indexOf(level())) return;
    const line = { time: new Date().toISOString(), level: own, service, message, ...correlation.getStore() };
    write(`${jsonOf({ ...line, ...fields }) ?? harmlessJson(line)}\n`, own);
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
