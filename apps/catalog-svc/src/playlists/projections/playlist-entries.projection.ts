import { lineAfter, linesOf, published, summaryOf } from '@soulsync/contracts';
import type { PlaylistEntryRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredEntry = Pick<
  PlaylistEntryRow,
  'id' | 'playlistId' | 'kind' | 'wantedRecordingId' | 'title' | 'artists' | 'album' | 'releaseDate' | 'durationMs' | 'isrc' | 'uri'
> & {
  /** With the playlist it makes the `id`: `<playlistId>/<entryId>`. */
  readonly entryId: string;
  readonly coverUrl: string | null;
  readonly addedAt: string | null;
};

/** What stands on each line of a playlist. */
export const playlistEntriesProjection = projection<StoredEntry>({
  name: 'playlist-entries',
  version: 2,
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
    releaseDate: 'text',
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
      const { title, artists, album, durationMs, isrc } = summaryOf(recording);
      const [uri = null] = recording.sourceUris;
      const coverUrl = recording.release?.cover?.url ?? null;
      const releaseDate = recording.release?.date ?? null;
      return {
        id,
        playlistId,
        entryId,
        kind,
        wantedRecordingId,
        title,
        artists,
        album,
        releaseDate,
        durationMs,
        isrc,
        uri,
        coverUrl,
        addedAt,
      };
    }),
});
