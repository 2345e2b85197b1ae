import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, errors } from '@nats-io/transport-node';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import type { Supervised } from '../processes/supervised.js';
import { say } from '../terminal.js';
import { afterPoll, unwatched } from './wedged.js';

const POLL_MS = 2_000;
const DEADLINE_MS = 3_000;
/** The server runs, and JetStream in it does not. */
const NOT_ENABLED = 503;

/**
 * The same server, looked at as long as it runs. nats-server 2.9.10 that could not write one message answers nothing about its streams any
 * more, to nobody, also with room again, and does not end on SIGTERM (measured); newer ones switch JetStream off. Both need a restart; what
 * was acknowledged is on the disk.
 */
export function watchedNats(server: Supervised, access: NodeConnectionOptions, storeDir: string): Supervised {
  const stopping = new AbortController();
  const watching = watch(server, access, storeDir, stopping.signal);
  return {
    name: server.name,
    get pid() {
      return server.pid;
    },
    kill: () => server.kill(),
    async stop() {
      stopping.abort();
      await watching;
      await server.stop();
    },
  };
}

async function watch(server: Supervised, access: NodeConnectionOptions, storeDir: string, stopped: AbortSignal): Promise<void> {
  let state = unwatched;
  for (;;) {
    await delay(POLL_MS, undefined, { signal: stopped, ref: false }).catch(() => undefined); // aborted: looked at below
    if (stopped.aborted) return;
    const [answers, freeBytes] = await Promise.all([answersForStreams(access), freeBytesOf(storeDir)]);
    if (answers === 'not-running') continue; // whoever supervises it starts it
    const { watched, restart } = afterPoll(state, { answers: answers === 'yes', freeBytes, nowMs: performance.now() });
    state = watched;
    if (!restart || stopped.aborted) continue;
    const free = freeBytes === null ? '' : `, with ${Math.floor(freeBytes / 1_048_576)} MB free on its disk`;
    say(`the event log does not answer${free}: nats-server is started again; nothing that was acknowledged is lost`);
    server.kill();
  }
}

/** Asked on a connection of its own: those that stored something in vain are stuck with the server. */
async function answersForStreams(access: NodeConnectionOptions): Promise<'yes' | 'no' | 'not-running'> {
  let connection;
  try {
    connection = await connect({ ...access, timeout: DEADLINE_MS, reconnect: false });
  } catch (error) {
    return error instanceof errors.TimeoutError ? 'no' : 'not-running';
  }
  try {
    const answer = await connection.request(`$JS.API.STREAM.INFO.${EVENT_STREAM}`, '', { timeout: DEADLINE_MS });
    const { error } = answer.json<{ error?: { code?: number } }>();
    return error?.code === NOT_ENABLED ? 'no' : 'yes';
  } catch {
    return 'no'; // in time, or at all: JetStream is off
  } finally {
    void connection.close().catch(() => undefined); // stuck, it ends with the server
  }
}

async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null; // not made yet
  }
}
