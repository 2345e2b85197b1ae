import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import type { DiskSpace } from '@soulsync/contracts';
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
  let silence: string | null = null;
  let disk: DiskSpace | null = null;
  let full = false;
  let known: string | null = null;

  const trouble = () => (full && disk ? noRoom(disk) : silence);

  function report(): void {
    const now = trouble();
    if (now === known) return;
    if (now === null) {
      health.clear(EVENT_LOG_UNAVAILABLE);
      logger.info('the event log takes commands again');
    } else {
      if (known === null) logger.error('the event log takes nothing', { reason: now });
      health.raise({ code: EVENT_LOG_UNAVAILABLE, level: 'error', message: now, advice: full ? ADVICE_FULL : ADVICE_SILENT });
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
        if (silences >= SILENCES) silence = silent(performance.now() - silentSinceMs, messageOf(error), disk);
      }
      report();
      await sleep(silences === 0 ? PROBE_MS : PROBE_AGAIN_MS, stopped);
    }
  }

  return {
    trouble,
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

const noRoom = ({ path, freeMb, minFreeMb }: DiskSpace) =>
  `Nothing can be stored: the disk of the event log (${path}) has ${freeMb} MB free, and ${minFreeMb} MB are needed.`;

const silent = (forMs: number, why: string, disk: DiskSpace | null) =>
  `Nothing can be stored: the event log (JetStream) has not answered for ${forMs < 60_000 ? 'some seconds' : `${Math.floor(forMs / 60_000)} min`} (${why})${disk ? `; its disk (${disk.path}) has ${disk.freeMb} MB free` : ''}.`;

const ADVICE_FULL =
  'Free space on that disk. What was accepted is safe, what is asked meanwhile is refused, and everything goes on by itself once there is room.';
const ADVICE_SILENT =
  'Look at nats-server and the free space of its disk. The launcher starts its own server again by itself; a server of yours that keeps silent has to be restarted. What was accepted is safe, and everything goes on by itself once it answers.';
