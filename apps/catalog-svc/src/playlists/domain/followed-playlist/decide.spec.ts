import { describe, expect, it } from '@jest/globals';
import type {
  EntryId,
  FollowedPlaylistEvent,
  PlaylistEntryData,
  PlaylistId,
  PlaylistUnreachableCause,
  WantedRecordingId,
} from '@soulsync/contracts';
import { deciding } from '@soulsync/event-store/testing';
import { followedPlaylist } from './decide.js';
import type { FollowedPlaylistCommand } from './followed-playlist.js';

const at = '2026-11-30T12:00:00.000Z';
const playlistId = 'p' as PlaylistId; // the test's own, as all ids here
const following = { playlistId, source: 'spotify', sourceRef: 'ref', name: 'Evening', start: 'ask', refreshEveryMinutes: 60 } as const;
const entry = (name: string, position: number): PlaylistEntryData => ({
  entryId: name as EntryId,
  position,
  kind: 'track',
  wantedRecordingId: `w-${name}` as WantedRecordingId,
  recording: {
    title: name,
    artists: ['Someone'],
    album: null,
    albumArtists: [],
    durationMs: 180_000,
    isrc: null,
    uri: null,
    trackNumber: null,
    discNumber: null,
    trackTotal: null,
    releaseDate: null,
    coverUrl: null,
  },
  addedAt: null,
});
const [x, y, z] = [entry('x', 0), entry('y', 1), entry('z', 2)];

const follow: FollowedPlaylistCommand = { type: 'FollowPlaylist', data: { ...following, at } };
const change = (data: Partial<Extract<FollowedPlaylistCommand, { type: 'ChangeEntries' }>['data']>): FollowedPlaylistCommand => ({
  type: 'ChangeEntries',
  data: { removed: [], moved: [], added: [], ...data },
});
const snapshot = (data: object = {}): FollowedPlaylistCommand => ({
  type: 'TakeSnapshot',
  data: { name: 'Evening', snapshotId: 's1', fingerprint: 'f1', at, ...data },
});
const trouble = (cause: PlaylistUnreachableCause, detail = ''): FollowedPlaylistCommand => ({
  type: 'ReportUnreachable',
  data: { cause, detail, at },
});

const followed: FollowedPlaylistEvent = { type: 'PlaylistFollowed', data: { ...following, followedAt: at } };
const started: FollowedPlaylistEvent = { type: 'PlaylistStarted', data: { playlistId, startedAt: at } };
const added = (...entries: PlaylistEntryData[]): FollowedPlaylistEvent => ({ type: 'EntriesAdded', data: { playlistId, entries } });
const removed = (...entries: PlaylistEntryData[]): FollowedPlaylistEvent => ({
  type: 'EntriesRemoved',
  data: { playlistId, entries: entries.map(({ entryId, wantedRecordingId }) => ({ entryId, wantedRecordingId })) },
});
const taken = (entryCount: number, data: object = {}): FollowedPlaylistEvent => ({
  type: 'PlaylistSnapshotTaken',
  data: { playlistId, snapshotId: 's1', fingerprint: 'f1', entryCount, takenAt: at, ...data },
});
const unreachable = (cause: PlaylistUnreachableCause, detail = ''): FollowedPlaylistEvent => ({
  type: 'PlaylistUnreachable',
  data: { playlistId, cause, detail, at },
});
const unfollowed: FollowedPlaylistEvent = { type: 'PlaylistUnfollowed', data: { playlistId, at } };

const { given } = deciding(followedPlaylist);

describe('a playlist that nobody follows', () => {
  it('is followed, and hears of nothing else', () => {
    given().when(follow).then(followed);
    for (const command of [{ type: 'StartPlaylist', data: { at } } as const, change({ added: [x] }), snapshot(), trouble('gone')]) {
      given().when(command).then();
      given(followed, unfollowed).when(command).then();
    }
  });

  it('may be followed again', () => {
    given(followed, unfollowed).when(follow).then(followed);
  });
});

describe('a followed playlist', () => {
  it('is followed once, started once and left once', () => {
    given(followed).when(follow).then();
    given(followed).when({ type: 'StartPlaylist', data: { at } }).then(started);
    given(followed, started).when({ type: 'StartPlaylist', data: { at } }).then();
    given(followed).when({ type: 'UnfollowPlaylist', data: { at } }).then(unfollowed);
  });

  it('takes entries in once, however often they are told', () => {
    given(followed)
      .when(change({ added: [x, y] }))
      .then(added(x, y));
    given(followed, added(x, y))
      .when(change({ added: [x, y, z] }))
      .then(added(z));
    given(followed, added(x, y))
      .when(change({ added: [x, y] }))
      .then();
  });

  it('lets entries go with what they wanted, and only those that it has', () => {
    given(followed, added(x, y))
      .when(change({ removed: [x.entryId, z.entryId] }))
      .then(removed(x));
    given(followed, added(x, y), removed(x))
      .when(change({ removed: [x.entryId] }))
      .then();
  });

  it('takes removals, moves and additions of one change in this order', () => {
    given(followed, added(x, y))
      .when(change({ removed: [x.entryId], moved: [{ entryId: y.entryId, position: 0 }], added: [z] }))
      .thenTypes('EntriesRemoved', 'EntriesMoved', 'EntriesAdded');
    given(followed, added(x, y))
      .when(change({ moved: [{ entryId: z.entryId, position: 0 }] }))
      .then();
  });

  it('keeps the order that it is told', () => {
    const moved: FollowedPlaylistEvent = { type: 'EntriesMoved', data: { playlistId, moves: [{ entryId: y.entryId, position: 0 }] } };
    expect(given(followed, added(x, y, z), moved, removed(x)).state).toMatchObject({ order: ['y', 'z'] });
  });
});

describe('a read that is complete', () => {
  it('is told once, until it says something else', () => {
    given(followed, added(x)).when(snapshot()).then(taken(1));
    given(followed, added(x), taken(1)).when(snapshot()).then();
    given(followed, added(x), taken(1))
      .when(snapshot({ snapshotId: 's2' }))
      .then(taken(1, { snapshotId: 's2' }));
  });

  it('tells a new name', () => {
    given(followed, taken(0))
      .when(snapshot({ name: 'Night' }))
      .then({ type: 'PlaylistRenamed', data: { playlistId, name: 'Night' } });
  });

  it('ends trouble, also when all is as it was before', () => {
    given(followed, taken(0), unreachable('unavailable')).when(snapshot()).then(taken(0));
  });
});

describe('a playlist that can not be read', () => {
  it('says so once for each cause', () => {
    given(followed).when(trouble('gone')).then(unreachable('gone'));
    given(followed, unreachable('gone')).when(trouble('gone', 'in other words')).then();
    given(followed, unreachable('gone')).when(trouble('forbidden')).then(unreachable('forbidden'));
  });

  it('says anew that it shrank, when it shrank to something else', () => {
    given(followed, unreachable('shrink-unconfirmed', 'f2')).when(trouble('shrink-unconfirmed', 'f2')).then();
    given(followed, unreachable('shrink-unconfirmed', 'f2'))
      .when(trouble('shrink-unconfirmed', 'f3'))
      .then(unreachable('shrink-unconfirmed', 'f3'));
  });
});
