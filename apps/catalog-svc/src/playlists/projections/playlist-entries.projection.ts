import { lineAfter, linesOf, published } from '@soulsync/contracts';
import type { EntryKind } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface PlaylistEntryRow {
  /** `<playlistId>/<entryId>` */
  readonly id: string;
  readonly playlistId: string;
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly wantedRecordingId: string | null;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly uri: string | null;
  readonly coverUrl: string | null;
  readonly addedAt: string | null;
}

/** What stands on each line of a playlist. */
export const playlistEntriesProjection = projection<PlaylistEntryRow>({
  name: 'playlist-entries',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    playlistId: 'text',
    entryId: 'text',
    kind: 'text',
    wantedRecordingId: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    durationMs: 'integer',
    isrc: 'text',
    uri: 'text',
    coverUrl: 'text',
    addedAt: 'timestamptz',
  },
  indexes: ['("playlistId")', '("wantedRecordingId")'],
  keys: (envelope) => linesOf(published(envelope)),
  evolve: (row, envelope, id) =>
    lineAfter(row, published(envelope), id, ({ entryId, kind, wantedRecordingId, addedAt, recording }, playlistId) => {
      const { title, artists, album, durationMs, isrc, uri, coverUrl } = recording;
      return { id, playlistId, entryId, kind, wantedRecordingId, title, artists, album, durationMs, isrc, uri, coverUrl, addedAt };
    }),
});
