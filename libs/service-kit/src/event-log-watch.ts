import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import type { DiskSpace, HealthIssueParams } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { keepRunning, messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { sleep } from './clock.js';
import type { HealthIssues } from './health.js';

/** Whether the event log takes what it is given. */
export interface EventLogWatch {
  /** Why it can't be stored to now, in a sentence; null: it can. */
  trouble(): string | null;
  /** Of the disk it lies on, where this machine holds it. */
  sawDisk(space: DiskSpace | undefined): void;
  start(): void;
  stop(): Promise<void>;
}

const PROBE_MS = 3_000;
const PROBE_AGAIN_MS = 1_000;
const DEADLINE_MS = 3_000;
/** One missed answer is a busy machine. */
const SILENCES = 2;
/** Room that was too little must grow by so much before it is enough, so that the two don't alternate. */
const ENOUGH_AGAIN = 1.2;
const STREAM_NOT_FOUND = 10059;
export const EVENT_LOG_UNAVAILABLE = 'event-log-unavailable';

type Trouble = HealthIssueParams[typeof EVENT_LOG_UNAVAILABLE];

/**
 * JetStream asked for its stream, with a deadline: a server whose disk is full keeps its connections and may answer nothing else. Where its
 * disk is ours, storing is refused before the last byte is gone: a server that met the end of its disk once has to be started again.
 */
export function eventLogWatch(
  connection: NatsConnection,
  health: HealthIssues,
  logger: Logger,
  probe = streamProbe(connection),
): EventLogWatch {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let silences = 0;
  let silentSinceMs = 0;
  let silence: Pick<Trouble, 'silentMinutes' | 'detail'> | null = null;
  let disk: DiskSpace | null = null;
  let full = false;
  let known: string | null = null;

  function trouble(): Trouble | null {
    if (full && disk) return { reason: 'no-room', disk, silentMinutes: 0, detail: '' };
    return silence && { reason: 'silent', disk, ...silence };
  }

  function inWords(): string | null {
    const params = trouble();
    return params && issueInWords({ code: EVENT_LOG_UNAVAILABLE, params }).message;
  }

  function report(): void {
    const now = inWords();
    if (now === known) return;
    const params = trouble();
    if (now === null || params === null) {
      health.clear(EVENT_LOG_UNAVAILABLE);
      logger.info('the event log takes commands again');
    } else {
      if (known === null) logger.error('the event log takes nothing', { reason: now });
      health.raise({ code: EVENT_LOG_UNAVAILABLE, level: 'error', params });
    }
    known = now;
  }

  async function run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      try {
        await probe();
        silences = 0;
        silence = null;
      } catch (error) {
        if (silences === 0) silentSinceMs = performance.now();
        silences += 1;
        if (silences >= SILENCES)
          silence = { silentMinutes: Math.floor((performance.now() - silentSinceMs) / 60_000), detail: messageOf(error) };
      }
      report();
      await sleep(silences === 0 ? PROBE_MS : PROBE_AGAIN_MS, stopped);
    }
  }

  return {
    trouble: inWords,
    sawDisk(space) {
      disk = space ?? null;
      full = space !== undefined && space.freeMb < space.minFreeMb * (full ? ENOUGH_AGAIN : 1);
      report();
    },
    start: () => void (running = keepRunning('the watch over the event log', run, stopping.signal, logger)),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Rejects when JetStream does not answer for the stream in time. That there is no such stream is an answer, and somebody else's business. */
function streamProbe(connection: NatsConnection): () => Promise<void> {
  const manager = jetstreamManager(connection, { checkAPI: false, timeout: DEADLINE_MS });
  return async () => {
    try {
      await (await manager).streams.info(EVENT_STREAM);
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error;
    }
  };
}
