import { isrcsOf } from '@soulsync/contracts';
import type { EntryId, FollowedPlaylistEvent, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import { evolve, initialPlaylist } from './followed-playlist.js';
import type { FollowedPlaylist, FollowedPlaylistCommand, Following } from './followed-playlist.js';

export function decide(command: FollowedPlaylistCommand, state: FollowedPlaylist): readonly FollowedPlaylistEvent[] {
  if (command.type === 'FollowPlaylist') {
    if (state.status === 'following') return [];
    const { at, ...followed } = command.data;
    return [{ type: 'PlaylistFollowed', data: { ...followed, followedAt: at } }];
  }
  if (state.status !== 'following') return [];
  const { playlistId } = state;
  switch (command.type) {
    case 'StartPlaylist':
      return state.started ? [] : [{ type: 'PlaylistStarted', data: { playlistId, startedAt: command.data.at } }];
    case 'ChangeEntries':
      return changes(command.data, state);
    case 'ReidentifyEntries': {
      const { formerId, wantedRecordingId, identifiers } = command.data;
      const entryIds = entriesOf(state, formerId, identifiers);
      return entryIds.length === 0 ? [] : [{ type: 'EntriesReidentified', data: { playlistId, formerId, wantedRecordingId, entryIds } }];
    }
    case 'TakeSnapshot':
      return snapshot(command.data, state);
    case 'ReportUnreachable': {
      const { cause, detail, at } = command.data;
      const isKnown = state.trouble === cause && (cause !== 'shrink-unconfirmed' || state.unconfirmedShrink === detail);
      return isKnown ? [] : [{ type: 'PlaylistUnreachable', data: { playlistId, cause, detail, at } }];
    }
    case 'PausePlaylist':
      return state.paused ? [] : [{ type: 'PlaylistPaused', data: { playlistId, at: command.data.at } }];
    case 'ResumePlaylist':
      return state.paused ? [{ type: 'PlaylistResumed', data: { playlistId, at: command.data.at } }] : [];
    case 'ChangeOptions':
      return state.refreshEveryMinutes === command.data.refreshEveryMinutes
        ? []
        : [{ type: 'PlaylistOptionsChanged', data: { playlistId, ...command.data } }];
    case 'UnfollowPlaylist':
      return [{ type: 'PlaylistUnfollowed', data: { playlistId, at: command.data.at } }];
  }
}

function entriesOf({ recordings, everHeld }: Following, id: WantedRecordingId, identifiers: readonly string[] | null): readonly EntryId[] {
  const ofIt = [...recordings].flatMap(([entryId, recordingId]) => (recordingId === id ? [entryId] : []));
  if (identifiers === null || ofIt.length === 0) return ofIt;
  const heldRecordings = new Map(everHeld.flat().map(({ entryId, recording }) => [entryId, recording]));
  return ofIt.filter((entryId) => identifiers.some((identifier) => says(heldRecordings.get(entryId), identifier)));
}

const says = (recording: RecordingDescription | undefined, identifier: string) =>
  recording !== undefined &&
  (recording.sourceUris.includes(identifier) ||
    isrcsOf(recording).some((isrc) => identifier === `isrc:${isrc}`) ||
    identifier === `mbid:${recording.mbid}`);

/** Only what still fits: a repeated command finds its entries already there or gone. */
function changes(
  { removed, moved, added }: Extract<FollowedPlaylistCommand, { type: 'ChangeEntries' }>['data'],
  { playlistId, recordings }: Following,
): readonly FollowedPlaylistEvent[] {
  const gone = removed.filter((entryId) => recordings.has(entryId));
  const shifted = moved.filter(({ entryId }) => recordings.has(entryId));
  const fresh = added.filter(({ entryId }) => !recordings.has(entryId));
  const events: FollowedPlaylistEvent[] = [];
  if (gone.length > 0)
    events.push({
      type: 'EntriesRemoved',
      data: { playlistId, entries: gone.map((entryId) => ({ entryId, wantedRecordingId: recordings.get(entryId) ?? null })) },
    });
  if (shifted.length > 0) events.push({ type: 'EntriesMoved', data: { playlistId, moves: shifted } });
  if (fresh.length > 0) events.push({ type: 'EntriesAdded', data: { playlistId, entries: fresh } });
  return events;
}

function snapshot(
  { name, snapshotId, fingerprint, at }: Extract<FollowedPlaylistCommand, { type: 'TakeSnapshot' }>['data'],
  state: Following,
): readonly FollowedPlaylistEvent[] {
  const { playlistId } = state;
  const events: FollowedPlaylistEvent[] = [];
  if (name !== state.name) events.push({ type: 'PlaylistRenamed', data: { playlistId, name } });
  if (snapshotId !== state.snapshotId || fingerprint !== state.fingerprint || state.trouble !== null)
    events.push({
      type: 'PlaylistSnapshotTaken',
      data: { playlistId, snapshotId, fingerprint, entryCount: state.order.length, takenAt: at },
    });
  return events;
}

export const followedPlaylist = { aggregateType: 'followed-playlist', initialState: initialPlaylist, decide, evolve };
