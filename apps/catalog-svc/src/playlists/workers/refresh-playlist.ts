import type { PlaylistEntryData, PlaylistId, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import type { FollowedPlaylistEvent } from '@soulsync/contracts';
import type { FollowedPlaylist, FollowedPlaylistCommand, Following } from '../domain/followed-playlist/followed-playlist.js';
import { discTotals } from '../domain/followed-playlist/disc-totals.js';
import { planCommits } from '../domain/followed-playlist/plan-commits.js';
import { SourceTrouble } from '../ports/playlist-source.js';
import type { DuePlaylists, PlaylistRead, PlaylistSource } from '../ports/playlist-source.js';
import { ownRecordingId } from '../../recordings/recording-id.js';
import { entryIds, fingerprintOf } from './entry-ids.js';

export type Playlists = CommandHandler<FollowedPlaylistCommand, FollowedPlaylist, FollowedPlaylistEvent> & {
  load(id: string): Promise<FollowedPlaylist>;
};

/** Which recording each description is of, in their order: of those known, or a new one. */
export type IdentifyRecordings = (
  recordings: readonly RecordingDescription[],
  context: CommandContext,
) => Promise<readonly WantedRecordingId[]>;

/** A list that lost more than this share, and more than this many, is believed only at the second equal read (apis/spotify.md 7). */
const SUSPICIOUS_SHRINK = { share: 0.5, entries: 20 };

export type Refreshed = { readonly kind: 'unchanged' | 'changed' } | { readonly kind: 'trouble'; readonly trouble: SourceTrouble };

/** Reads a followed playlist and stores what changed; an unchanged one costs one poll and no event. */
export async function refreshPlaylist(
  playlists: Playlists,
  identify: IdentifyRecordings,
  source: PlaylistSource,
  playlistId: PlaylistId,
  context: CommandContext,
  due?: DuePlaylists,
): Promise<Refreshed> {
  const state = await playlists.load(playlistId);
  if (state.status !== 'following' || state.paused) return { kind: 'unchanged' };
  try {
    const probe = await source.probe(state.sourceRef, due, state.snapshotId);
    if (probe.snapshotId !== null && probe.snapshotId === state.snapshotId && probe.name === state.name && state.trouble === null)
      return { kind: 'unchanged' };
    return await storeRead(playlists, identify, state, await source.read(state.sourceRef, state.snapshotId), context);
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error;
    await playlists(
      playlistId,
      { type: 'ReportUnreachable', data: { cause: error.reason, detail: error.message, at: context.time } },
      context,
    );
    return { kind: 'trouble', trouble: error };
  }
}

/** Also how an imported file's entries are stored. `onStored` hears, after each commit, how many of them stand in the playlist. */
export async function storeRead(
  playlists: Playlists,
  identify: IdentifyRecordings,
  state: Following,
  read: PlaylistRead,
  context: CommandContext,
  onStored: (entries: number) => Promise<void> = () => Promise.resolve(),
): Promise<Refreshed> {
  const { playlistId } = state;
  const entries = placed(read);
  const fingerprint = fingerprintOf(entries.map((entry) => entry.entryId));
  if (suspicious(state, entries.length) && state.unconfirmedShrink !== fingerprint) {
    await playlists(
      playlistId,
      { type: 'ReportUnreachable', data: { cause: 'shrink-unconfirmed', detail: fingerprint, at: context.time } },
      context,
    );
    return { kind: 'unchanged' };
  }
  const commits = planCommits(state.order, entries);
  let stored = entries.length - commits.reduce((sum, { added }) => sum + added.length, 0);
  for (const data of commits) {
    const added = await identified(data.added, identify, context);
    await playlists(playlistId, { type: 'ChangeEntries', data: { ...data, added } }, context);
    stored += data.added.length;
    await onStored(stored);
  }
  await playlists(
    playlistId,
    { type: 'TakeSnapshot', data: { name: read.name, snapshotId: read.snapshotId, fingerprint, at: context.time } },
    context,
  );
  return { kind: commits.length > 0 ? 'changed' : 'unchanged' };
}

function placed(read: PlaylistRead): readonly PlaylistEntryData[] {
  const ids = entryIds(read.entries);
  const discs = discTotals(read.entries.map(({ recording }) => recording));
  return read.entries.map(({ kind, recording, addedAt }, position) => ({
    entryId: ids[position]!, // one id an entry
    position,
    kind,
    wantedRecordingId: kind === 'track' || kind === 'local' ? ownRecordingId(recording) : null,
    recording: recording.release
      ? { ...recording, release: { ...recording.release, discTotal: recording.release.discTotal ?? discs(recording) } }
      : recording,
    addedAt,
  }));
}

/** Only entries that come are asked about: those that stay are the recordings they were. */
async function identified(
  entries: readonly PlaylistEntryData[],
  identify: IdentifyRecordings,
  context: CommandContext,
): Promise<readonly PlaylistEntryData[]> {
  const recordings = entries.filter(({ wantedRecordingId }) => wantedRecordingId !== null);
  if (recordings.length === 0) return entries;
  const ids = await identify(
    recordings.map(({ recording }) => recording),
    context,
  );
  const known = new Map(recordings.map(({ entryId }, place) => [entryId, ids[place] ?? null]));
  return entries.map((entry) => ({ ...entry, wantedRecordingId: known.get(entry.entryId) ?? null }));
}

function suspicious(state: Following, entries: number): boolean {
  if (state.source === 'csv') return false; // a person chose that file
  const lost = state.order.length - entries;
  return (
    (entries === 0 && state.order.length > 0) || (lost > SUSPICIOUS_SHRINK.entries && lost > state.order.length * SUSPICIOUS_SHRINK.share)
  );
}
