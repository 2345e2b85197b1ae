import { describe, expect, it } from '@jest/globals';
import type { WantedRecordingId } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId, silentLogger, StoreUnavailable } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import { systemClock } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import { match } from '../domain/match/decide.js';
import { deskDoor } from './desk-door.js';
import { matchWorker } from './match-worker.js';
import type { Matches } from './match-worker.js';

const context = { correlationId: 'c', causationId: null, actor: 'service:test', traceparent: null, time: '2026-01-01T00:00:00.000Z' };

/** A worker on an empty log: it asks no database. */
function worker(store: EventStore, matches: Matches) {
  const kit = { store, clock: systemClock, logger: silentLogger } as Kit<MatchConfig>; // all that is touched here
  return matchWorker(kit, deskDoor(), matches);
}

const append = (store: EventStore, aggregateType: string, aggregateId: string, type: string, data: object) =>
  store.append({ aggregateType, aggregateId }, [{ type, data }], 'any', newId(), context);

const want = (store: EventStore, id: string) =>
  append(store, 'wanted-recording', id, 'RecordingWanted', {
    wantedRecordingId: id,
    recording: { title: `Song ${id}`, artists: ['The Quiet Pier'], album: null, durationMs: 200_000, isrc: null },
  });

const sweep = (store: EventStore) => append(store, 'library', 'l', 'LibrarySweepFinished', { libraryId: 'l' });

async function decisions(store: EventStore): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { stream, events } of store.readAll(null))
    if (stream.aggregateType === 'match') found.push(...events.map(({ type }) => `${stream.aggregateId} ${type}`));
  return found;
}

describe('a worker whose log fails in the middle of its decisions', () => {
  it('makes each of them once when it begins again, without a new event to wake it', async () => {
    const store = inMemoryEventStore();
    const real = commandHandler(store, match);
    let failures = 1;
    const failing: Matches = Object.assign(
      (async (id, ...rest) => {
        if (id === 'b' && failures-- > 0) throw new StoreUnavailable('away');
        return real(id, ...rest);
      }) as Matches,
      { load: real.load },
    );
    const one = worker(store, failing);
    const stopping = new AbortController();
    const first = one.run(stopping.signal);
    first.catch(() => undefined); // looked at below
    for (const id of ['a', 'b', 'c']) await want(store, id);
    await sweep(store);
    await expect(first).rejects.toThrow('away');
    const second = one.run(stopping.signal);
    await until(async () => (await decisions(store)).length === 3);
    await want(store, 'd');
    await until(async () => (await decisions(store)).includes('d RecordingMissing'));
    stopping.abort();
    await second;
    expect([...(await decisions(store))].sort()).toEqual(['a', 'b', 'c', 'd'].map((id) => `${id} RecordingMissing`));
  });
});

describe('an outcome that the desk knows as decided', () => {
  it('is not even asked of the log', async () => {
    const store = inMemoryEventStore();
    const real = commandHandler(store, match);
    const asked: WantedRecordingId[] = [];
    const counting: Matches = Object.assign(
      (async (id, ...rest) => {
        asked.push(id as WantedRecordingId); // as the worker gave it
        return real(id, ...rest);
      }) as Matches,
      { load: real.load },
    );
    const stopping = new AbortController();
    const running = worker(store, counting).run(stopping.signal);
    await want(store, 'a');
    await sweep(store);
    await until(async () => (await decisions(store)).length === 1);
    await want(store, 'a');
    await want(store, 'b');
    await until(async () => (await decisions(store)).includes('b RecordingMissing'));
    stopping.abort();
    await running;
    expect(asked).toEqual(['a', 'b']);
  });
});

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let waits = 0; !(await met()); waits += 1) {
    if (waits > 500) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
