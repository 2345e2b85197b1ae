import { describe, expect, it } from '@jest/globals';
import type { PlaylistId, RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId, StoreUnavailable } from '@soulsync/event-store';
import type { CommandContext, EventStore } from '@soulsync/event-store';
import { followedPlaylist } from '../domain/followed-playlist/decide.js';
import { storeRead } from './refresh-playlist.js';

const playlistId = 'list' as PlaylistId; // the test's own
const AT = '2026-11-24T12:00:00.000Z';
const context = (): CommandContext => ({
  commandId: newId(),
  correlationId: 'test',
  causationId: null,
  actor: 'person:ann',
  traceparent: null,
  time: AT,
});
const recording = (n: number): RecordingDescription => ({
  title: `Song ${n}`,
  artists: ['Someone'],
  album: null,
  albumArtists: [],
  durationMs: 200_000,
  isrc: null,
  uri: `spotify:track:${n}`,
  trackNumber: null,
  discNumber: null,
  trackTotal: null,
  releaseDate: null,
  coverUrl: null,
});

/** A log that goes away once, before the append of this number. */
function failingOnce(store: EventStore, at: number): EventStore {
  let appends = 0;
  return {
    ...store,
    append: async (...given) => {
      appends += 1;
      if (appends === at) throw new StoreUnavailable('the event log does not answer');
      return store.append(...given);
    },
  };
}

describe('an import that broke off and is repeated', () => {
  it('stores every entry once', async () => {
    const store = failingOnce(inMemoryEventStore(), 3); // followed, the first 200, and then nothing
    const playlists = commandHandler(store, followedPlaylist);
    const entries = Array.from({ length: 500 }, (_, n) => ({ kind: 'track' as const, recording: recording(n), addedAt: null }));
    const request = context();
    const importing = async () => {
      const follow = {
        playlistId,
        source: 'csv',
        sourceRef: 'ref',
        name: 'List',
        start: 'ask',
        refreshEveryMinutes: null,
        at: AT,
      } as const;
      await playlists(playlistId, { type: 'FollowPlaylist', data: follow }, request);
      const state = await playlists.load(playlistId);
      if (state.status !== 'following') throw new Error('it is not followed');
      return storeRead(playlists, state, { name: 'List', snapshotId: null, entries }, request);
    };
    await expect(importing()).rejects.toBeInstanceOf(StoreUnavailable);
    await importing();
    await importing();
    const { commits } = await store.load({ aggregateType: 'followed-playlist', aggregateId: playlistId });
    const added = commits
      .flatMap(({ events }) => events)
      .flatMap(({ type, data }) => (type === 'EntriesAdded' && 'entries' in data ? (data.entries as unknown[]) : []));
    expect(added).toHaveLength(500);
    const state = await playlists.load(playlistId);
    expect(state).toMatchObject({ status: 'following' });
    expect(state.status === 'following' && state.order.length).toBe(500);
  });
});
