import { setTimeout as delay } from 'node:timers/promises';
import { errors } from '@nats-io/transport-node';
import { messageOf } from './logger.js';
import type { Logger } from './logger.js';
import { isTransientError } from './transient-error.js';

const connectionLost =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|connection timeout|terminating connection|the database system is|not queryable|Client was closed|socket hang up|Driver not Connected|timeout exceeded when trying to connect/i;

/** NATS, asked by its own client: who is asked is not there, or did not answer in time, or the connection is gone. */
const NATS_AWAY = [
  errors.TimeoutError,
  errors.NoRespondersError,
  errors.ConnectionError,
  errors.ClosedConnectionError,
  errors.DrainingConnectionError,
];

interface ErrorFields {
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Trouble of the world around, which passes: waited out, never parked. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (isTransientError(error) || NATS_AWAY.some((kind) => error instanceof kind)) return true;
  const { code, cause } = error as ErrorFields; // each is looked at before it is used
  const known = typeof code === 'string' ? code : '';
  return (
    // 58030: the server could not read or write its files, such as on a full disk.
    /^(08|57P|53|58030)/.test(known) || connectionLost.test(`${known} ${messageOf(error)}`) || (cause !== undefined && isOutage(cause))
  );
}

const DISK_FULL = '53100';

/** Postgres has no room on its disk. */
export function isDiskFull(error: unknown): error is Error {
  return (
    error instanceof Error && (('code' in error && error.code === DISK_FULL) || (error.cause !== undefined && isDiskFull(error.cause)))
  );
}

const WAITS_MS = [100, 200, 500, 1_000, 2_000, 5_000];

/** Runs something for ever, beginning again after each failure with growing waits, until `stopped` aborts. */
export async function keepRunning(
  what: string,
  run: (stopped: AbortSignal) => Promise<void>,
  stopped: AbortSignal,
  logger: Logger,
): Promise<void> {
  let failures = 0;
  while (!stopped.aborted) {
    const startedAt = performance.now();
    try {
      await run(stopped);
    } catch (error) {
      if (stopped.aborted) return;
      if (performance.now() - startedAt > 10_000) failures = 0;
      const waitMs = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 5_000;
      failures += 1;
      logger.warn(`${what} begins again`, { error: messageOf(error), waitMs });
      await delay(waitMs, undefined, { signal: stopped }).catch(() => undefined); // aborted: the loop ends
    }
  }
}
