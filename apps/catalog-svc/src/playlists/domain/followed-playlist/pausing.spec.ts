import { describe, expect, it } from '@jest/globals';
import type { PlaylistId } from '@soulsync/contracts';
import { followedPlaylist } from './decide.js';
import type { FollowedPlaylist, FollowedPlaylistCommand } from './followed-playlist.js';

const at = '2026-11-30T12:00:00.000Z';
const playlistId = 'drive' as PlaylistId; // the test's own
const follow: FollowedPlaylistCommand = {
  type: 'FollowPlaylist',
  data: { playlistId, source: 'spotify', sourceRef: 'ref', name: 'Night drive', start: 'now', refreshEveryMinutes: 360, at },
};
const pause: FollowedPlaylistCommand = { type: 'PausePlaylist', data: { at } };
const resume: FollowedPlaylistCommand = { type: 'ResumePlaylist', data: { at } };
const unfollow: FollowedPlaylistCommand = { type: 'UnfollowPlaylist', data: { at } };
const every = (refreshEveryMinutes: number): FollowedPlaylistCommand => ({ type: 'ChangeOptions', data: { refreshEveryMinutes, at } });

function given(...commands: FollowedPlaylistCommand[]) {
  const state = commands.reduce<FollowedPlaylist>(
    (before, command) => followedPlaylist.decide(command, before).reduce(followedPlaylist.evolve, before),
    followedPlaylist.initialState,
  );
  return { state, when: (command: FollowedPlaylistCommand) => followedPlaylist.decide(command, state) };
}

describe('a followed playlist', () => {
  it('is paused and resumed once', () => {
    expect(given(follow).when(pause)).toEqual([{ type: 'PlaylistPaused', data: { playlistId, at } }]);
    expect(given(follow, pause).when(pause)).toEqual([]);
    expect(given(follow, pause).when(resume)).toEqual([{ type: 'PlaylistResumed', data: { playlistId, at } }]);
    expect(given(follow).when(resume)).toEqual([]);
  });

  it('is read as often as it was said last', () => {
    expect(given(follow).when(every(60))).toEqual([{ type: 'PlaylistOptionsChanged', data: { playlistId, refreshEveryMinutes: 60, at } }]);
    expect(given(follow, every(60)).when(every(60))).toEqual([]);
    expect(given(follow, every(60)).state).toMatchObject({ refreshEveryMinutes: 60 });
  });

  it('begins afresh when it is followed again: not paused, and without entries', () => {
    expect(given(follow, pause, unfollow).when(resume)).toEqual([]);
    expect(given(follow, pause, unfollow, follow).state).toMatchObject({ status: 'following', paused: false, order: [] });
  });
});
