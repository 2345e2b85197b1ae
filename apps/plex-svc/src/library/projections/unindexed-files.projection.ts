import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface UnindexedFileRow {
  readonly filingId: string;
  /** The wanted recording that it is for; null: none. */
  readonly recordingId: string | null;
  /** null until it is published. */
  readonly path: string | null;
  readonly title: string | null;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
  /** The scan that looks for it; null: none yet. */
  readonly scanId: string | null;
  readonly publishedAt: string | null;
  /** What its scan goes on with: id, correlation and trace of the event that published it. */
  readonly causationId: string | null;
  readonly correlationId: string | null;
  readonly traceparent: string | null;
}

/** Files that are being filed, and published ones the server has not been seen to hold. */
export const unindexedFilesProjection = projection<UnindexedFileRow>({
  name: 'unindexed-files',
  version: 4,
  key: 'filingId',
  columns: {
    filingId: 'text',
    recordingId: 'text',
    path: 'text',
    title: 'text',
    sizeBytes: 'bigint',
    durationMs: 'integer',
    scanId: 'text',
    publishedAt: 'timestamptz',
    causationId: 'text',
    correlationId: 'text',
    traceparent: 'text',
  },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'FilingStarted':
      case 'FilingFailed':
      case 'FileRefused':
      case 'FilePublished':
      case 'FileIndexed':
        return [event.data.filingId];
      case 'ScanRequested':
        return event.data.files.map((file) => file.filingId);
      default:
        return [];
    }
  },
  evolve(row, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'FilingStarted': {
        const { filingId, recordingId, recording } = event.data;
        return {
          filingId,
          recordingId,
          path: null,
          title: recording.title,
          sizeBytes: null,
          durationMs: null,
          scanId: null,
          publishedAt: null,
          causationId: null,
          correlationId: null,
          traceparent: null,
        };
      }
      case 'FilePublished': {
        const { filingId, recordingId, path, sizeBytes, quality, publishedAt } = event.data;
        const { durationMs } = quality;
        const { id: causationId, correlationId, traceparent } = envelope;
        const cause = { causationId, correlationId, traceparent };
        return { filingId, recordingId, path, title: row?.title ?? null, sizeBytes, durationMs, scanId: null, publishedAt, ...cause };
      }
      case 'ScanRequested':
        return row && { ...row, scanId: event.data.scanId };
      case 'FilingFailed':
      case 'FileRefused':
      case 'FileIndexed':
        return null;
      default:
        return row;
    }
  },
});
