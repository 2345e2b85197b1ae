import { describe, expect, it } from '@jest/globals';
import type { MediaServerState } from '@soulsync/contracts';
import type { ConnectionState, ServerConnection } from '../ports/server-connection.js';
import { whileUsable } from './keep-connected.js';

/** A connection whose state the test sets. */
function connection() {
  const listeners = new Set<(state: ConnectionState) => void>();
  let state = at('unknown');
  function at(name: MediaServerState): ConnectionState {
    const none = { detail: null, advice: null, nextTryAt: null, url: null, serverId: null, version: null, foundServerId: null };
    return { ...none, state: name, since: '' };
  }
  const fake: Pick<ServerConnection, 'state' | 'onChange'> = {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    connection: fake as ServerConnection, // what a resting worker uses of it
    async become(name: MediaServerState) {
      state = at(name);
      for (const listener of [...listeners]) listener(state);
      await new Promise(setImmediate);
    },
    listeners,
  };
}

function worker() {
  const runs: { ended: boolean }[] = [];
  const rests: number[] = [];
  return {
    runs,
    rests,
    rested: () => void rests.push(runs.length),
    name: 'works',
    run: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const run = { ended: false };
        runs.push(run);
        const end = () => {
          run.ended = true;
          resolve();
        };
        if (signal.aborted) end();
        else signal.addEventListener('abort', end);
      }),
  };
}

describe('work on a media server', () => {
  it('begins with the connection, rests while a person is needed, goes on after, and stops when it is told to', async () => {
    const server = connection();
    const work = worker();
    const stopping = new AbortController();
    const running = whileUsable(server.connection, work, work.rested).run(stopping.signal);
    expect(work.runs).toHaveLength(0);
    await server.become('connected');
    expect(work.runs).toEqual([{ ended: false }]);
    await server.become('needs-sign-in');
    expect(work.runs).toEqual([{ ended: true }]);
    expect(work.rests).toEqual([1]);
    await server.become('other-server');
    expect(work.runs).toHaveLength(1);
    await server.become('connected');
    expect(work.runs).toEqual([{ ended: true }, { ended: false }]);
    stopping.abort();
    await running;
    expect(work.runs.every(({ ended }) => ended)).toBe(true);
    expect(server.listeners.size).toBe(0);
  });

  it('goes on while the server is only away for a moment', async () => {
    const server = connection();
    const work = worker();
    const stopping = new AbortController();
    const running = whileUsable(server.connection, work, work.rested).run(stopping.signal);
    await server.become('connected');
    await server.become('unreachable');
    await server.become('starting');
    expect(work.runs).toEqual([{ ended: false }]);
    stopping.abort();
    await running;
  });

  it('stops also while it rests', async () => {
    const server = connection();
    const stopping = new AbortController();
    const running = whileUsable(server.connection, worker(), () => undefined).run(stopping.signal);
    await server.become('unconfigured');
    stopping.abort();
    await running;
    expect(server.listeners.size).toBe(0);
  });
});
