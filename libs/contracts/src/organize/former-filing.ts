import type { AcquisitionId, FilingId, Instant, TransferId, WantedRecordingId } from '../ids.js';
import { soulseekFile } from '../acquire/former-offer.js';
import type { BroughtFile, FilingSource } from './filing.js';

/** What a filing worked on when all were of slskd's transfers. */
export interface FormerTransfer {
  readonly transferId: TransferId;
  readonly username: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly localFilename: string | null;
  readonly destination: string | null;
  readonly path?: string;
}

export interface FormerStart {
  readonly filingId: FilingId;
  readonly acquisitionId: AcquisitionId;
  readonly transfer: FormerTransfer;
  readonly startedAt: Instant;
}

/** Then an acquisition had the id of its recording. */
export const recordingOf = (acquisitionId: AcquisitionId) => acquisitionId as string as WantedRecordingId;

export function withBroughtFile({ acquisitionId, transfer, ...data }: FormerStart): object {
  const { transferId, username, filename, sizeBytes, localFilename, destination, path } = transfer;
  const source: FilingSource = { kind: 'download', acquisitionId, transferId };
  const file: BroughtFile = {
    root: 'downloads',
    path: path ?? null,
    sizeBytes,
    label: soulseekFile({ username, filename }).label,
    localFilename,
    ...(path === undefined ? { former: { filename, destination } } : {}),
  };
  return { ...data, source, recordingId: recordingOf(acquisitionId), file };
}

export interface FormerOutcome {
  readonly acquisitionId: AcquisitionId;
  readonly transferId: TransferId;
}

export function withFilingSource({ acquisitionId, transferId, ...data }: FormerOutcome): object {
  const source: FilingSource = { kind: 'download', acquisitionId, transferId };
  return { ...data, source, recordingId: recordingOf(acquisitionId) };
}
