import { subjectToken } from '@soulsync/contracts';
import { encoded, envelopes, firstAnswer } from '../envelopes.js';
import { pointOf, samePoint } from '../continuity/log-point.js';
import { ConcurrencyConflict, LogDiverged } from '../event-store.js';
import { newId } from '../ids.js';
import type { EventStore, Position, StoredCommit, StreamId, Token } from '../event-store.js';
import { todaysShapes } from '../upcasters.js';
import type { Upcasters } from '../upcasters.js';
import { batchedDelivery } from '../batched-delivery.js';

const UNKNOWN = { commitId: null, committedAt: null };
const at = (place: number) => String(place).padStart(12, '0');

/** Keeps the log in memory: for tests and for runs that need no history. */
export function inMemoryEventStore(options: { upcasters?: Upcasters } = {}): EventStore {
  const { up, versionOf } = options.upcasters ?? todaysShapes;
  const log: StoredCommit[] = [];
  const waiting = new Set<() => void>();
  const nameOf = ({ aggregateType, aggregateId }: StreamId) => `${subjectToken(aggregateType)}.${subjectToken(aggregateId)}`;
  const byStream = new Map<string, StoredCommit[]>();
  const identity = newId();
  const point = (position: Position) => {
    const commit = log[Number(position) - 1];
    return commit ? pointOf(commit) : null;
  };
  const after = (from: Position | null) => (from === null ? 0 : Number(from));

  return {
    async append(stream, events, expected, commitId, context) {
      const known = byStream.get(nameOf(stream)) ?? [];
      const same = known.find((commit) => commit.commitId === commitId);
      if (same) return firstAnswer({ ...same, events: same.events.map(up) }, events);
      const last = known.at(-1)?.token ?? null;
      const fits = expected === 'any' || (expected === 'none' ? last === null : expected === 'exists' ? last !== null : last === expected);
      if (!fits) throw new ConcurrencyConflict(stream);
      const version = known.reduce((sum, commit) => sum + commit.events.length, 1);
      const stored = envelopes(stream, events, version, commitId, context, versionOf);
      encoded(stream, stored);
      const place = at(log.length + 1);
      const commit: StoredCommit = {
        commitId,
        stream,
        token: place as Token, // made here
        position: place as Position, // made here
        events: structuredClone(stored),
      };
      log.push(commit);
      byStream.set(nameOf(stream), [...known, commit]);
      for (const wake of waiting) wake();
      return { token: commit.token, position: commit.position };
    },
    async load(stream, from) {
      const commits = (byStream.get(nameOf(stream)) ?? []).filter((commit) => from === undefined || commit.token > from);
      return {
        commits: commits.map((commit) => ({ ...commit, events: commit.events.map(up) })),
        token: commits.at(-1)?.token ?? from ?? null,
      };
    },
    async *readAll(from) {
      for (const commit of log.slice(after(from))) yield { ...commit, events: commit.events.map(up) };
    },
    subscribeAll(from, handler, { maxBatch = 1000, fromPoint = null } = {}) {
      return batchedDelivery(handler, maxBatch, async (push, stopped) => {
        if (from !== null && !samePoint({ position: from, ...(fromPoint ?? UNKNOWN) }, point(from))) throw new LogDiverged(from);
        let next = after(from);
        let wake: () => void = () => undefined;
        stopped.addEventListener('abort', () => wake(), { once: true });
        while (!stopped.aborted) {
          for (; next < log.length; next += 1) {
            const commit = log[next]!; // below the length
            await push({ ...commit, events: commit.events.map(up) });
          }
          if (stopped.aborted) return; // an abort of the past is not heard again
          await new Promise<void>((resolve) => waiting.add((wake = resolve)));
          waiting.delete(wake);
        }
      });
    },
    lastPosition: async () => log.at(-1)?.position ?? null,
    pointAt: async (position) => point(position),
    open: async () => identity,
    onReconnect: () => () => undefined, // there is nothing to be away
    compare: (a, b) => Number(a) - Number(b),
    distance: (from, to) => Math.max(0, after(to) - after(from)),
    close: async () => undefined,
  };
}
