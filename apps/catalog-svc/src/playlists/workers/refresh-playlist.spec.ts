import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { PlaylistId, RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId, StoreUnavailable } from '@soulsync/event-store';
import type { CommandContext, EventStore } from '@soulsync/event-store';
import { followedPlaylist } from '../domain/followed-playlist/decide.js';
import { SourceTrouble } from '../ports/playlist-source.js';
import type { PlaylistSource } from '../ports/playlist-source.js';
import { refreshPlaylist, storeRead } from './refresh-playlist.js';
import { ownRecordingId } from '../../recordings/recording-id.js';

const identify = (recordings: readonly RecordingDescription[]) => Promise.resolve(recordings.map(ownRecordingId));

const playlistId = 'list' as PlaylistId; // the test's own
const AT = '2026-11-24T12:00:00.000Z';
const context = (): CommandContext => ({
  commandId: newId(),
  correlationId: 'test',
  causationId: null,
  actor: { kind: 'account', id: 'ann' },
  traceparent: null,
  time: AT,
});
const recording = (n: number): RecordingDescription => ({
  ...unknownRecording,
  title: `Song ${n}`,
  artists: creditsOf(['Someone']),
  durationMs: 200_000,
  sourceUris: [`spotify:track:${n}`],
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
      return storeRead(playlists, identify, state, { name: 'List', snapshotId: null, entries }, request);
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

describe('a playlist that is refreshed', () => {
  it('says at which snapshot it was read last: a source may tell by it that it has changed hands', async () => {
    const playlists = commandHandler(inMemoryEventStore(), followedPlaylist);
    const follow = {
      playlistId,
      source: 'spotify',
      sourceRef: 'liked',
      name: 'Liked Songs',
      start: 'ask',
      refreshEveryMinutes: 60,
      at: AT,
    } as const;
    await playlists(playlistId, { type: 'FollowPlaylist', data: follow }, context());
    const known: (string | null | undefined)[] = [];
    const source: PlaylistSource = {
      async probe(_ref, _due, last) {
        known.push(last);
        if (known.length > 1) throw new SourceTrouble('other-account', 'these are of another account');
        return { name: 'Liked Songs', snapshotId: 's1' };
      },
      read: async () => ({ name: 'Liked Songs', snapshotId: 's1', entries: [{ kind: 'track', recording: recording(1), addedAt: null }] }),
    };
    expect(await refreshPlaylist(playlists, identify, source, playlistId, context())).toEqual({ kind: 'changed' });
    expect((await refreshPlaylist(playlists, identify, source, playlistId, context())).kind).toBe('trouble');
    expect(known).toEqual([null, 's1']);
    const state = await playlists.load(playlistId);
    expect(state).toMatchObject({ trouble: 'other-account', order: [expect.anything()] }); // nothing was taken off
  });
});
