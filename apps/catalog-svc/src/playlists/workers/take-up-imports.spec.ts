import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { PlaylistId, RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, StoreUnavailable } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { followedPlaylist } from '../domain/followed-playlist/decide.js';
import type { SourceEntry } from '../ports/playlist-source.js';
import type { PlaylistImport, PlaylistImports } from '../store/playlist-imports.js';
import { takeUpImports } from './take-up-imports.js';
import { ownRecordingId } from '../../recordings/recording-id.js';

const identify = (recordings: readonly RecordingDescription[]) => Promise.resolve(recordings.map(ownRecordingId));

const AT = '2026-11-24T12:00:00.000Z';
const contextOf = (commandId: string): CommandContext => ({
  commandId,
  correlationId: 'test',
  causationId: null,
  actor: { kind: 'account', id: 'ann' },
  traceparent: null,
  time: AT,
});
const entry = (n: number): SourceEntry => ({
  kind: 'track',
  addedAt: null,
  recording: { ...unknownRecording, title: `Song ${n}`, artists: creditsOf(['Ida Voß']), sourceUris: [`spotify:track:${n}`] },
});
const followOf = (id: string, name = 'List') =>
  ({ playlistId: id as PlaylistId, source: 'csv', sourceRef: 'list.csv', name, start: 'ask', refreshEveryMinutes: null, at: AT }) as const;

/** Imports in memory; `trouble` is thrown whenever the entries of that import are asked for. */
function accepted(given: readonly (PlaylistImport & { entries: readonly SourceEntry[]; trouble?: Error })[]) {
  const done = new Set<string>();
  const problems: (string | null)[] = [];
  const progress: number[] = [];
  const imports: PlaylistImports = {
    accept: () => Promise.resolve(),
    pending: () => Promise.resolve(given.filter(({ importId }) => !done.has(importId))),
    entriesOf(importId) {
      const found = given.find((one) => one.importId === importId);
      return found?.trouble ? Promise.reject(found.trouble) : Promise.resolve(found?.entries ?? []);
    },
    progress: (_, stored) => Promise.resolve(void progress.push(stored)),
    report: (_, problem) => Promise.resolve(void problems.push(problem)),
    done: (importId) => Promise.resolve(void done.add(importId)),
  };
  return { imports, done, problems, progress };
}

/** Runs the worker until it has nothing to do. */
async function workedThrough(imports: PlaylistImports, store = inMemoryEventStore()) {
  const stopping = new AbortController();
  const issues: string[] = [];
  const playlists = commandHandler(store, followedPlaylist, { keep: 2 });
  const kit = {
    sleep: () => Promise.resolve(stopping.abort()),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    health: { raise: ({ code }: { code: string }) => issues.push(code), clear() {}, list: () => [] },
    live: { records() {} },
  } as unknown as Parameters<typeof takeUpImports>[0]; // all that is used of it
  await takeUpImports(kit, playlists, identify, imports).run(stopping.signal);
  return { issues, playlists, store };
}

const orderOf = (state: Awaited<ReturnType<Awaited<ReturnType<typeof workedThrough>>['playlists']['load']>>) =>
  state.status === 'following' ? state.order.length : state.status;

describe('an import that was accepted', () => {
  const one: PlaylistImport = { importId: 'i1', playlistId: 'p1' as PlaylistId, follow: followOf('p1'), context: contextOf('i1') };
  const entries = Array.from({ length: 3_000 }, (_, n) => entry(n));

  it('follows its playlist, stores every entry and says how far it is', async () => {
    const { imports, done, progress } = accepted([{ ...one, entries }]);
    const { playlists } = await workedThrough(imports);
    expect([orderOf(await playlists.load('p1')), [...done], progress.at(-1)]).toEqual([3_000, ['i1'], 3_000]);
    expect(progress.length).toBeGreaterThan(1);
  });

  it('is taken up where it was, and stores nothing twice', async () => {
    const { imports, done } = accepted([{ ...one, entries }]);
    const { store } = await workedThrough(imports);
    const before = await store.lastPosition();
    done.clear(); // as though its end had not been noted
    await workedThrough(imports, store);
    expect([await store.lastPosition(), [...done]]).toEqual([before, ['i1']]);
  });

  it('that broke off ends where its playlist was unfollowed meanwhile, and follows it no second time', async () => {
    const { imports, done } = accepted([{ ...one, entries }]);
    const store = inMemoryEventStore();
    const brokenOff = { ...imports, progress: () => Promise.reject(new StoreUnavailable('killed')) };
    await expect(workedThrough(brokenOff, store)).rejects.toThrow('killed');
    const playlists = commandHandler(store, followedPlaylist);
    expect(Number(orderOf(await playlists.load('p1')))).toBeGreaterThan(0);
    await playlists('p1', { type: 'UnfollowPlaylist', data: { at: AT } }, contextOf('unfollow'));
    await workedThrough(imports, store);
    expect([orderOf(await playlists.load('p1')), [...done]]).toEqual(['unfollowed', ['i1']]);
  });

  it('replaces the entries of a playlist and leaves its name', async () => {
    const two: PlaylistImport = { importId: 'i2', playlistId: 'p1' as PlaylistId, follow: null, context: contextOf('i2') };
    const { imports } = accepted([
      { ...one, entries },
      { ...two, entries: entries.slice(2_990) },
    ]);
    const { playlists } = await workedThrough(imports);
    expect(await playlists.load('p1')).toMatchObject({
      name: 'List',
      order: entries.slice(2_990).map((_, n) => `spotify:track:${2_990 + n}#1`),
    });
  });

  it('holds up no other where it can never be stored: it is told, and waits with its rows', async () => {
    const { imports, done, problems } = accepted([
      { ...one, entries, trouble: new TypeError('broken') },
      { importId: 'i3', playlistId: 'p3' as PlaylistId, follow: followOf('p3'), context: contextOf('i3'), entries },
    ]);
    const { issues, playlists } = await workedThrough(imports);
    expect([[...done], problems, issues]).toEqual([['i3'], ['broken'], ['playlist-import-failed:p1']]);
    expect(orderOf(await playlists.load('p3'))).toBe(3_000);
  });

  it('waits for a log that is away, however often it is tried', async () => {
    const { imports, done, problems } = accepted([{ ...one, entries, trouble: new StoreUnavailable('away') }]);
    for (let times = 0; times < 5; times += 1) await expect(workedThrough(imports)).rejects.toThrow('away');
    expect([[...done], problems]).toEqual([[], []]);
  });
});
