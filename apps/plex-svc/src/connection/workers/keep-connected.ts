import { underSignals } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { stopsWork } from '../ports/server-connection.js';
import type { ConnectionState, ServerConnection } from '../ports/server-connection.js';

const ISSUE = 'media-server';
/** Nothing to wait for: a change wakes it. */
const IDLE_MS = 3_600_000;

/** Connects at the start and again after every loss, and tells how it stands. `back`: it was gone and is there again. */
export function keepConnected(kit: Kit<PlexConfig>, connection: ServerConnection, back: () => void): Worker {
  return {
    name: 'keep-connected',
    async run(signal) {
      let changed = new AbortController();
      /** The standing that the log knows; that it works, and no longer does, is told with the connections. */
      let reported: ConnectionState['state'] = 'connected';
      const stop = connection.onChange((state) => {
        reportConnection(kit, state);
        if (state.state !== reported && ![state.state, reported].includes('connected'))
          kit.logger.info('the media server still does not work, otherwise than before', { state: state.state, detail: state.detail });
        reported = state.state;
        changed.abort();
      });
      try {
        while (!signal.aborted) {
          changed = new AbortController();
          const gone = connection.state().nextTryAt !== null;
          const { state } = await connection.connect();
          if (gone && state === 'connected') back();
          const waitMs = connection.nextTryInMs();
          await kit.sleep(waitMs === null ? IDLE_MS : waitMs + 1, signal, changed.signal);
        }
      } finally {
        stop();
      }
    },
  };
}

/** How it stands, for the health page. While work rests, one issue says so, and none promises a next try. */
export function reportConnection({ connections, health }: Kit<PlexConfig>, state: ConnectionState): void {
  const { detail, advice, nextTryAt } = state;
  if (state.state === 'connected') connections.ok('plex');
  else connections.failing('plex', detail ?? state.state, nextTryAt);
  if (stopsWork(state)) {
    health.clear('library-unreadable:plex');
    health.raise({
      code: ISSUE,
      level: state.state === 'unconfigured' ? 'warning' : 'error',
      params: { detail: detail ?? state.state, advice },
    });
  } else health.clear(ISSUE);
}

/** A worker that rests, without a single call, while only a person can help the connection; what it knows is kept. `rested`: it came to rest. */
export function whileUsable(connection: ServerConnection, worker: Worker, rested: () => void): Worker {
  const rests = (state: ConnectionState) => stopsWork(state) || state.state === 'unknown';
  return {
    name: worker.name,
    async run(signal) {
      while (!signal.aborted) {
        if (rests(connection.state())) await change(connection, signal);
        else {
          const resting = new AbortController();
          const stop = connection.onChange((state) => {
            if (rests(state)) resting.abort();
          });
          await underSignals([signal, resting.signal], (either) => worker.run(either)).finally(stop);
          if (rests(connection.state())) rested();
        }
      }
    },
  };
}

function change(connection: ServerConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = connection.onChange(done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
