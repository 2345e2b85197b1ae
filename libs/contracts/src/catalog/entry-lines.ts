import type { PublishedEvent } from '../events.js';
import type { EntryId, PlaylistId } from '../ids.js';
import { entriesById } from './entries-by-id.js';
import type { PlaylistEntryData } from './followed-playlist.js';

/** Names one line of one playlist among the lines of all: `<playlistId>/<entryId>`. */
export const lineId = (playlistId: PlaylistId, entryId: EntryId): string => `${playlistId}/${entryId}`;

/** The lines that the event fills or takes off. */
export function linesOf(event: PublishedEvent): readonly string[] {
  switch (event.type) {
    case 'EntriesAdded':
    case 'EntriesRemoved':
      return event.data.entries.map(({ entryId }) => lineId(event.data.playlistId, entryId));
    case 'EntriesReidentified':
      return event.data.entryIds.map((entryId) => lineId(event.data.playlistId, entryId));
    default:
      return [];
  }
}

/** A read model's row of a line after an event: `rowOf` makes it of what is put there. */
export function lineAfter<Row extends { readonly wantedRecordingId: string | null }>(
  row: Row | null,
  event: PublishedEvent,
  line: string,
  rowOf: (entry: PlaylistEntryData, playlistId: PlaylistId) => Row,
): Row | null {
  switch (event.type) {
    case 'EntriesRemoved':
      return null;
    case 'EntriesAdded': {
      const { playlistId, entries } = event.data;
      const entry = entriesById(entries).get(line.slice(playlistId.length + 1));
      return entry ? rowOf(entry, playlistId) : row;
    }
    case 'EntriesReidentified':
      return row && { ...row, wantedRecordingId: event.data.wantedRecordingId };
    default:
      return row;
  }
}
