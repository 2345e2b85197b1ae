import { published } from '@soulsync/contracts';
import type { PlaylistEntryData, PlaylistId, WantedOrigin, WantedRecordingEvent } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler, Reactor } from '@soulsync/event-store';
import type { WantedRecording, WantedRecordingCommand } from '../domain/wanted-recording/wanted-recording.js';
import type { Playlists } from './refresh-playlist.js';

type WantedRecordings = CommandHandler<WantedRecordingCommand, WantedRecording, WantedRecordingEvent>;

/** Every recording of a followed playlist is wanted; it is released for fetching once the playlist is started. */
export function wantEntries(playlists: Playlists, wanted: WantedRecordings, now: () => string): Reactor {
  return {
    name: 'want-entries',
    on: ['EntriesAdded', 'PlaylistStarted'],
    concurrency: 4,
    async react(envelope) {
      const event = published(envelope);
      const context = (part: string): CommandContext => ({
        commandId: uuid5(event.id, 'want', part),
        correlationId: event.correlationId,
        causationId: event.id,
        actor: 'process:want-entries',
        traceparent: event.traceparent,
        time: now(),
      });
      if (event.type === 'EntriesAdded') {
        const state = await playlists.load(event.data.playlistId);
        if (state.status !== 'following') return;
        const origin: WantedOrigin = { kind: 'playlist', playlistId: event.data.playlistId, name: state.name };
        for (const entry of event.data.entries) await want(entry, origin, state.started, context);
      } else if (event.type === 'PlaylistStarted') await release(event.data.playlistId, context);
    },
  };

  async function want(entry: PlaylistEntryData, origin: WantedOrigin, released: boolean, context: (part: string) => CommandContext) {
    const { wantedRecordingId, recording, entryId } = entry;
    if (wantedRecordingId === null) return;
    await wanted(
      wantedRecordingId,
      { type: 'WantRecording', data: { wantedRecordingId, recording, origin, released, at: now() } },
      context(entryId),
    );
  }

  async function release(playlistId: PlaylistId, context: (part: string) => CommandContext) {
    const state = await playlists.load(playlistId);
    if (state.status !== 'following') return;
    for (const id of new Set(state.recordings.values()))
      if (id !== null) await wanted(id, { type: 'ReleaseRecording', data: { at: now() } }, context(id));
  }
}
