import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface MirrorEntryRow {
  /** `<playlistId>/<entryId>` */
  readonly id: string;
  readonly playlistId: string;
  readonly entryId: string;
  /** null: no recording. */
  readonly wantedRecordingId: string | null;
  readonly title: string;
  readonly artists: readonly string[];
}

const rowId = (playlistId: string, entryId: string) => `${playlistId}/${entryId}`;

/** Which recording stands on each line of a followed playlist. */
export const mirrorEntriesProjection = projection<MirrorEntryRow>({
  name: 'mirror-entries',
  version: 1,
  key: 'id',
  columns: { id: 'text', playlistId: 'text', entryId: 'text', wantedRecordingId: 'text', title: 'text', artists: 'text[]' },
  indexes: ['("playlistId")', '("wantedRecordingId")'],
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'EntriesAdded':
      case 'EntriesRemoved':
        return event.data.entries.map(({ entryId }) => rowId(event.data.playlistId, entryId));
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'EntriesRemoved':
        return null;
      case 'EntriesAdded': {
        const { playlistId } = event.data;
        const entry = event.data.entries.find(({ entryId }) => rowId(playlistId, entryId) === id);
        if (!entry) return row;
        const { entryId, wantedRecordingId, recording } = entry;
        return { id, playlistId, entryId, wantedRecordingId, title: recording.title, artists: recording.artists };
      }
      default:
        return row;
    }
  },
});
