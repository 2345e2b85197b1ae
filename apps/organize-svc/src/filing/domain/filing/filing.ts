import { acquisitionOf } from '@soulsync/contracts';
import type {
  AudioQuality,
  BroughtFile,
  DownloadEnd,
  FilePlace,
  FileRefusal,
  FilingEvent,
  FilingId,
  FilingSource,
  Instant,
  FilingFailure,
  RecordingDescription,
  WantedRecordingId,
} from '@soulsync/contracts';

export type FilingCommand =
  | {
      type: 'StartFiling';
      data: {
        filingId: FilingId;
        source: FilingSource;
        recordingId: WantedRecordingId | null;
        recording: RecordingDescription;
        file: BroughtFile;
        at: Instant;
      };
    }
  | { type: 'ReportVerified'; data: { place: FilePlace; quality: AudioQuality; sizeBytes: number; sha256: string; at: Instant } }
  | { type: 'ReportRefused'; data: { reasons: readonly FileRefusal[]; at: Instant } }
  | { type: 'ReportQuarantined'; data: { path: string; at: Instant } }
  | { type: 'ReportTagged'; data: { path: string; sizeBytes: number; sha256: string; cover: boolean; at: Instant } }
  | { type: 'ReportPublished'; data: { at: Instant } }
  | { type: 'ReportTidied'; data: { download: DownloadEnd; at: Instant } }
  | { type: 'ReportFailed'; data: { cause: FilingFailure; detail: string; at: Instant } };

interface Started {
  readonly filingId: FilingId;
  readonly source: FilingSource;
  readonly recordingId: WantedRecordingId | null;
  readonly recording: RecordingDescription;
  readonly file: BroughtFile;
  readonly startedAt: Instant;
}

export interface Verified {
  readonly place: FilePlace;
  /** Of the download as it was checked. */
  readonly sourceSha256: string;
  readonly quality: AudioQuality;
}

export interface Tagged {
  /** Where it is to be, relative to the music folder. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export type Filing =
  | { readonly status: 'none' }
  | ({ readonly status: 'started' } & Started)
  | ({ readonly status: 'verified' } & Started & Verified)
  /** The intent to publish: target and hash are known before anything is put there. */
  | ({ readonly status: 'tagged' } & Started & Verified & Tagged)
  /** Leftovers are still to go: the staging, and the download. */
  | ({ readonly status: 'published' } & Started & Verified & Tagged)
  | ({ readonly status: 'tidied' } & Started)
  | ({ readonly status: 'refused'; readonly reasons: readonly FileRefusal[] } & Started)
  | ({ readonly status: 'quarantined' } & Started)
  | ({ readonly status: 'failed' } & Started);

const initialState: Filing = { status: 'none' };

function decide(command: FilingCommand, state: Filing): readonly FilingEvent[] {
  if (command.type === 'StartFiling') {
    const { at, ...started } = command.data;
    return state.status === 'none' ? [{ type: 'FilingStarted', data: { ...started, startedAt: at } }] : [];
  }
  if (state.status === 'none') return [];
  const { filingId, source, recordingId } = state;
  const { at } = command.data;
  switch (command.type) {
    case 'ReportVerified': {
      const { place, quality, sizeBytes, sha256 } = command.data;
      return state.status === 'started'
        ? [{ type: 'FileVerified', data: { filingId, place, quality, sizeBytes, sha256, verifiedAt: at } }]
        : [];
    }
    case 'ReportRefused':
      return state.status === 'started'
        ? [{ type: 'FileRefused', data: { filingId, source, recordingId, reasons: command.data.reasons, refusedAt: at } }]
        : [];
    case 'ReportQuarantined':
      return state.status === 'refused'
        ? [{ type: 'FileQuarantined', data: { filingId, root: 'quarantine', path: command.data.path, at } }]
        : [];
    case 'ReportTagged': {
      const { path, sizeBytes, sha256, cover } = command.data;
      return state.status === 'verified' || state.status === 'tagged'
        ? [{ type: 'FileTagged', data: { filingId, root: 'music', path, sizeBytes, sha256, cover, taggedAt: at } }]
        : [];
    }
    case 'ReportPublished': {
      if (state.status !== 'tagged') return [];
      const { path, sizeBytes, sha256, quality } = state;
      const acquisitionId = acquisitionOf(source);
      return [
        {
          type: 'FilePublished',
          data: { filingId, acquisitionId, recordingId, root: 'music', path, sizeBytes, sha256, quality, publishedAt: at },
        },
      ];
    }
    case 'ReportTidied':
      return state.status === 'published' ? [{ type: 'FilingTidied', data: { filingId, download: command.data.download, at } }] : [];
    case 'ReportFailed': {
      const { cause, detail } = command.data;
      const open = state.status === 'started' || state.status === 'verified' || state.status === 'tagged';
      return open ? [{ type: 'FilingFailed', data: { filingId, source, recordingId, cause, detail, at } }] : [];
    }
  }
}

function evolve(state: Filing, event: FilingEvent): Filing {
  if (event.type === 'FilingStarted') return { status: 'started', ...event.data };
  if (state.status === 'none') return state;
  const { filingId, source, recordingId, recording, file, startedAt } = state;
  const started = { filingId, source, recordingId, recording, file, startedAt };
  switch (event.type) {
    case 'FileVerified':
      return {
        ...started,
        status: 'verified',
        place: event.data.place,
        sourceSha256: event.data.sha256,
        quality: event.data.quality,
      };
    case 'FileTagged': {
      if (state.status !== 'verified' && state.status !== 'tagged') return state;
      const { path, sizeBytes, sha256 } = event.data;
      const { place, sourceSha256, quality } = state;
      return { ...started, status: 'tagged', place, sourceSha256, quality, path, sizeBytes, sha256 };
    }
    case 'FilePublished':
      return state.status === 'tagged' ? { ...state, status: 'published' } : { ...started, status: 'tidied' };
    case 'FilingTidied':
      return { ...started, status: 'tidied' };
    case 'FileRefused':
      return { ...started, status: 'refused', reasons: event.data.reasons };
    case 'FileQuarantined':
      return { ...started, status: 'quarantined' };
    case 'FilingFailed':
      return { ...started, status: 'failed' };
  }
}

export const filing = { aggregateType: 'filing', initialState, decide, evolve };
