import { published } from '@soulsync/contracts';
import type { EntryId, Instant, PlaylistEntryData, PublishedEnvelope, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler, Reactor } from '@soulsync/event-store';
import type { HeldRecording, WantedRecording, WantedRecordingCommand } from '../domain/wanted-recording/wanted-recording.js';

export type WantedRecordings = CommandHandler<WantedRecordingCommand, WantedRecording, WantedRecordingEvent>;

/** What is asked of a playlist. */
export type HoldingPlaylist =
  | { readonly status: 'none' }
  | { readonly status: 'unfollowed'; readonly everHeld: EverHeld }
  | {
      readonly status: 'following';
      readonly everHeld: EverHeld;
      readonly started: boolean;
      readonly paused: boolean;
      /** null: what no recording can be told from. */
      readonly recordings: ReadonlyMap<EntryId, WantedRecordingId | null>;
    };

/** Entries as they ever came. */
type EverHeld = readonly (readonly PlaylistEntryData[])[];

export interface HoldingPlaylists {
  load(id: string): Promise<HoldingPlaylist>;
}

/** Recordings of one event: a playlist of 10,000 is unfollowed in seconds. */
const SIDE_BY_SIDE = 8;

/**
 * Every recording of a followed playlist is wanted, and released for fetching once the playlist is started. An event only says which
 * recordings to look at; what is said of them is how the playlist holds them now, so that events may come twice, late and out of order.
 *
 * Its name is newer than origins are: it reads older logs from their beginning, in which only the first playlist that wanted a recording
 * is known, and nothing was ever un-wanted.
 */
export function wantEntries(playlists: HoldingPlaylists, wanted: WantedRecordings, now: () => Instant): Reactor {
  return {
    name: 'entry-origins',
    on: ['EntriesAdded', 'EntriesRemoved', 'EntriesReidentified', 'PlaylistStarted', 'PlaylistResumed', 'PlaylistUnfollowed'],
    concurrency: 4,
    async react(envelope) {
      const event = published(envelope);
      const playlist = await playlists.load(event.aggregateId);
      const commands = holdings(event, playlist, now());
      for (let from = 0; from < commands.length; from += SIDE_BY_SIDE)
        await Promise.all(
          commands.slice(from, from + SIDE_BY_SIDE).map((command) => {
            const { wantedRecordingId, at } = command.data;
            const context = contextOf(event, wantedRecordingId, at);
            // Of a long list nearly all are wanted for the first time.
            return event.type === 'EntriesAdded'
              ? wanted.first(wantedRecordingId, command, context)
              : wanted(wantedRecordingId, command, context);
          }),
        );
    },
  };
}

type HoldForPlaylist = Extract<WantedRecordingCommand, { type: 'HoldForPlaylist' }>;

/** How the playlist holds each of the recordings that an event of it is about. */
export function holdings(event: PublishedEnvelope, playlist: HoldingPlaylist, at: Instant): readonly HoldForPlaylist[] {
  if (event.aggregateType !== 'followed-playlist' || playlist.status === 'none') return [];
  const concerned = concernedBy(event, playlist);
  const entryIds = entriesOf(playlist, concerned);
  return [...concerned].flatMap(([wantedRecordingId, recording]): HoldForPlaylist[] => {
    const ids = entryIds.get(wantedRecordingId);
    const held: HeldRecording | null =
      playlist.status === 'following' && recording && ids
        ? { recording, entryIds: ids, released: playlist.started, paused: playlist.paused }
        : null;
    // An entry that is gone by now is let go of by the event that says so: until then another playlist may come to want the recording.
    if (held === null && event.type === 'EntriesAdded') return [];
    // The stream of a playlist has its id.
    const playlistId = event.aggregateId as HoldForPlaylist['data']['playlistId'];
    return [{ type: 'HoldForPlaylist', data: { wantedRecordingId, playlistId, held, at } }];
  });
}

type Described = ReadonlyMap<WantedRecordingId, PlaylistEntryData['recording']>;

function concernedBy(event: PublishedEnvelope, { everHeld }: Exclude<HoldingPlaylist, { status: 'none' }>): Described {
  switch (event.type) {
    case 'EntriesAdded':
      return described(event.data.entries);
    case 'EntriesRemoved': {
      const gone = new Set(event.data.entries.map(({ entryId }) => entryId));
      return described(everHeld.flat().filter(({ entryId }) => gone.has(entryId)));
    }
    case 'EntriesReidentified': {
      // What they were is let go of, what they are is held.
      const { formerId, wantedRecordingId, entryIds } = event.data;
      const recording = everHeld.flat().find(({ entryId }) => entryIds.includes(entryId))?.recording;
      return recording ? new Map([formerId, wantedRecordingId].map((id) => [id, recording])) : new Map();
    }
    case 'PlaylistStarted':
    case 'PlaylistResumed':
    case 'PlaylistUnfollowed':
      return described(everHeld.flat());
    default:
      return new Map();
  }
}

const described = (entries: readonly PlaylistEntryData[]): Described =>
  new Map(entries.flatMap(({ wantedRecordingId, recording }) => (wantedRecordingId === null ? [] : [[wantedRecordingId, recording]])));

function entriesOf(playlist: HoldingPlaylist, concerned: Described): ReadonlyMap<WantedRecordingId, readonly EntryId[]> {
  const found = new Map<WantedRecordingId, EntryId[]>();
  if (playlist.status !== 'following') return found;
  for (const [entryId, id] of playlist.recordings) if (id !== null && concerned.has(id)) found.set(id, [...(found.get(id) ?? []), entryId]);
  return found;
}

const contextOf = (event: PublishedEnvelope, part: string, time: Instant): CommandContext => ({
  commandId: uuid5(event.id, 'hold', part),
  correlationId: event.correlationId,
  causationId: event.id,
  actor: { kind: 'process', id: 'want-entries' },
  traceparent: event.traceparent,
  time,
});
