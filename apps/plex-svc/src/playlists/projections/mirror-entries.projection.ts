import { lineAfter, linesOf, namesOf, published } from '@soulsync/contracts';
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

/** Which recording stands on each line of a followed playlist. */
export const mirrorEntriesProjection = projection<MirrorEntryRow>({
  name: 'mirror-entries',
  version: 1,
  key: 'id',
  columns: { id: 'text', playlistId: 'text', entryId: 'text', wantedRecordingId: 'text', title: 'text', artists: 'text[]' },
  indexes: ['("playlistId")', '("wantedRecordingId")'],
  keys: (envelope) => linesOf(published(envelope)),
  evolve: (row, envelope, id) =>
    lineAfter(row, published(envelope), id, ({ entryId, wantedRecordingId, recording: { title, artists } }, playlistId) => ({
      id,
      playlistId,
      entryId,
      wantedRecordingId,
      title,
      artists: namesOf(artists),
    })),
});
