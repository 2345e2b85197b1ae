import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@soulsync/event-store';
import { harmlessJson } from './harmless-text.js';

export interface Correlation {
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** The story a piece of work belongs to; every log line within carries it. */
export const correlation = new AsyncLocalStorage<Correlation>();

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** JSON lines: one outcome a line, no payloads. */
export function jsonLogger(service: string, level: string, write: (line: string) => void): Logger {
  const lowest = levels.indexOf(level as Level); // an unknown level is -1: everything is logged
  const at = (own: Level) => (message: string, fields?: object) => {
    if (levels.indexOf(own) < lowest) return;
    write(`${harmlessJson({ time: new Date().toISOString(), level: own, service, message, ...correlation.getStore(), ...fields })}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
