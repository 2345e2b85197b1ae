import { actorOf, published } from '@soulsync/contracts';
import type { PlaylistId, WantedRecordingId } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, Reactor } from '@soulsync/event-store';
import type { WantedRecordings } from './want-entries.js';

export interface Reidentified {
  readonly formerId: WantedRecordingId;
  readonly wantedRecordingId: WantedRecordingId;
  /** Of the entries that are meant; null: all of the recording. */
  readonly identifiers: readonly string[] | null;
}

export type ReidentifyEntries = (playlistId: PlaylistId, reidentified: Reidentified, context: CommandContext) => Promise<unknown>;

/**
 * A recording that was merged into another one, or split, is that in every playlist that wants it. What the playlists then want is heard of by
 * the others as always: what nothing wants any more ends, with its wish and its transfer. Who asked for a merged one by hand asks for the other.
 */
export const reidentifyRecordings = (wanted: WantedRecordings, reidentify: ReidentifyEntries): Reactor => ({
  name: 'reidentify-recordings',
  on: ['RecordingsMerged', 'RecordingSplit'],
  async react(envelope) {
    const event = published(envelope);
    if (event.type !== 'RecordingsMerged' && event.type !== 'RecordingSplit') return;
    const isMerge = event.type === 'RecordingsMerged';
    const formerId = event.data.recordingId;
    const wantedRecordingId = isMerge ? event.data.intoId : event.data.splitId;
    const context: CommandContext = {
      commandId: uuid5(event.id, 'reidentify'),
      correlationId: event.correlationId,
      causationId: event.id,
      actor: actorOf(event.data.by),
      traceparent: event.traceparent,
      time: event.time,
    };
    const state = await wanted.load(formerId);
    const origins = state.status === 'none' ? [] : state.origins.map(({ origin }) => origin);
    const playlists = new Set(origins.flatMap((origin) => (origin.kind === 'playlist' ? [origin.playlistId] : [])));
    const identifiers = isMerge ? null : event.data.identifiers;
    for (const playlistId of playlists) await reidentify(playlistId, { formerId, wantedRecordingId, identifiers }, context);
    if (!isMerge || !origins.some(({ kind }) => kind === 'person')) return;
    await wanted(wantedRecordingId, { type: 'AskByHand', data: { at: event.time } }, context);
    await wanted(formerId, { type: 'WithdrawAsking', data: { at: event.time } }, context);
  },
});
