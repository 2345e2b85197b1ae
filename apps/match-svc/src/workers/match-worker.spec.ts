import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { EventEnvelope, WantedRecordingId } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId, silentLogger, StoreUnavailable } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import { systemClock } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import { match } from '../domain/match/decide.js';
import { matchReadiness } from './match-readiness.js';
import { matchWorker } from './match-worker.js';
import type { Matches } from './match-worker.js';

const context = {
  correlationId: 'c',
  causationId: null,
  actor: { kind: 'process', id: 'test' } as const,
  traceparent: null,
  time: '2026-01-01T00:00:00.000Z',
};

/** A worker on an empty log: it asks no database. */
function worker(store: EventStore, matches: Matches) {
  const kit = { store, clock: systemClock, logger: silentLogger } as Kit<MatchConfig>; // all that is touched here
  return matchWorker(kit, matchReadiness(), matches);
}

const append = (store: EventStore, aggregateType: string, aggregateId: string, type: string, data: object) =>
  store.append({ aggregateType, aggregateId }, [{ type, data }], 'any', newId(), { ...context, correlationId: newId() });

const want = (store: EventStore, id: string) =>
  append(store, 'wanted-recording', id, 'RecordingWanted', {
    wantedRecordingId: id,
    recording: { ...unknownRecording, title: `Song ${id}`, artists: creditsOf(['The Quiet Pier']), durationMs: 200_000 },
  });

const indexAs = (store: EventStore, id: string, path: string | null) =>
  append(store, 'library-album', 'album', 'TracksIndexed', {
    libraryAlbumId: 'album',
    tracks: [
      {
        libraryTrackId: id,
        title: 'Something else',
        artist: 'Nobody',
        albumArtist: null,
        album: null,
        durationMs: 100_000,
        isrc: null,
        path,
      },
    ],
    indexedAt: context.time,
  });

const index = (store: EventStore, id: string) => indexAs(store, id, null);

const fullSync = (store: EventStore) => append(store, 'library', 'l', 'LibrarySweepFinished', { libraryId: 'l' });

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
      { load: real.load, read: real.read, first: real.first },
    );
    const one = worker(store, failing);
    const stopping = new AbortController();
    const first = one.run(stopping.signal);
    first.catch(() => undefined); // looked at below
    for (const id of ['a', 'b', 'c']) await want(store, id);
    await fullSync(store);
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

describe('an outcome that the match index knows as decided', () => {
  it('is not even asked of the log', async () => {
    const store = inMemoryEventStore();
    const real = commandHandler(store, match);
    const asked: WantedRecordingId[] = [];
    const counting: Matches = Object.assign(
      (async (id, ...rest) => {
        asked.push(id as WantedRecordingId); // as the worker gave it
        return real(id, ...rest);
      }) as Matches,
      { load: real.load, read: real.read, first: real.first },
    );
    const stopping = new AbortController();
    const running = worker(store, counting).run(stopping.signal);
    await want(store, 'a');
    await fullSync(store);
    await until(async () => (await decisions(store)).length === 1);
    await append(store, 'filing', 'a', 'FilePublished', { recordingId: 'a', path: 'not/there/yet.flac' });
    await want(store, 'b');
    await until(async () => (await decisions(store)).includes('b RecordingMissing'));
    stopping.abort();
    await running;
    expect(asked).toEqual(['a', 'b']);
  });
});

describe('a recording that is no longer wanted and then wanted again', () => {
  it('hears its decision again, be it the engine’s or a person’s, and once, also when the worker begins again', async () => {
    const store = inMemoryEventStore();
    const real = commandHandler(store, match);
    const stopping = new AbortController();
    const one = worker(store, real);
    const first = one.run(stopping.signal);
    const drop = (id: string) =>
      append(store, 'wanted-recording', id, 'RecordingNoLongerWanted', { wantedRecordingId: id, at: context.time });
    await index(store, 't');
    for (const id of ['a', 'b']) await want(store, id);
    await fullSync(store);
    await until(async () => (await decisions(store)).length === 2);
    await append(store, 'match', 'b', 'MatchConfirmed', {
      wantedRecordingId: 'b',
      libraryTrackId: 't',
      by: 'person:ida',
      at: context.time,
    });
    for (const id of ['a', 'b']) await drop(id);
    for (const id of ['a', 'b']) await want(store, id);
    const all = ['a RecordingMissing', 'a RecordingMissing', 'b MatchConfirmed', 'b MatchConfirmed', 'b RecordingMissing'];
    await until(async () => (await decisions(store)).length === all.length);
    stopping.abort();
    await first;

    const again = new AbortController();
    const second = one.run(again.signal);
    await want(store, 'c');
    await until(async () => (await decisions(store)).includes('c RecordingMissing'));
    again.abort();
    await second;
    expect([...(await decisions(store))].filter((said) => !said.startsWith('c')).sort()).toEqual(all);
  });
});

async function all(store: EventStore): Promise<readonly EventEnvelope[]> {
  const found: EventEnvelope[] = [];
  for await (const { events } of store.readAll(null)) found.push(...events);
  return found;
}

describe('a decision', () => {
  it('goes on with the correlation of its recording and names what made it due, also after it began again', async () => {
    const store = inMemoryEventStore();
    const real = commandHandler(store, match);
    let failures = 1;
    const failing: Matches = Object.assign(
      (async (id, ...rest) => {
        if (failures-- > 0) throw new StoreUnavailable('away');
        return real(id, ...rest);
      }) as Matches,
      { load: real.load, read: real.read, first: real.first },
    );
    const stopping = new AbortController();
    const one = worker(store, failing);
    const begun = one.run(stopping.signal);
    begun.catch(() => undefined); // looked at below
    await want(store, 'a');
    await fullSync(store);
    await expect(begun).rejects.toThrow('away');
    const first = one.run(stopping.signal);
    await until(async () => (await decisions(store)).length === 1);
    await append(store, 'filing', 'a', 'FilePublished', { recordingId: 'a', path: 'A/1.flac' });
    await indexAs(store, 't', 'A/1.flac');
    await until(async () => (await decisions(store)).includes('a RecordingMatched'));
    await append(store, 'library-album', 'album', 'TracksRemoved', { libraryAlbumId: 'album', libraryTrackIds: ['t'] });
    await until(async () => (await decisions(store)).filter((said) => said === 'a RecordingMissing').length === 2);
    stopping.abort();
    await first;

    const events = await all(store);
    const typed = (id: string, type: string) => events.find(({ type: is, aggregateId }) => aggregateId === id && is === type);
    const ofMatch = events.filter(({ aggregateType }) => aggregateType === 'match');
    const wanted = (id: string) => typed(id, 'RecordingWanted')?.correlationId;
    for (const { aggregateId, correlationId } of ofMatch) expect(correlationId).toBe(wanted(aggregateId));
    expect(
      ofMatch.map(({ aggregateId, type, causationId }) => [aggregateId, type, events.find(({ id }) => id === causationId)?.type]),
    ).toEqual([
      ['a', 'RecordingMissing', 'RecordingWanted'],
      ['a', 'RecordingMatched', 'TracksIndexed'],
      ['a', 'MatchLost', 'TracksRemoved'],
      ['a', 'RecordingMissing', 'MatchLost'],
    ]);
  });
});

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let waits = 0; !(await met()); waits += 1) {
    if (waits > 500) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
