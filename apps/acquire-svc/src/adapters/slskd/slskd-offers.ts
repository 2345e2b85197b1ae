import type { OfferFile } from '@soulsync/music';
import type { WireFile, WireResponse } from './slskd-wire.js';

/** Files of all peers' answers. A locked file is one in `lockedFiles`; `isLocked` is always false (apis/slskd.md 2.4). Our own files are left out. */
export function offerFiles(responses: readonly WireResponse[], ownName: string | null): readonly OfferFile[] {
  return responses
    .filter((response) => typeof response.username === 'string' && response.username !== ownName)
    .flatMap((response) => [
      ...(response.files ?? []).map((file) => offerFile(response, file, false)),
      ...(response.lockedFiles ?? []).map((file) => offerFile(response, file, true)),
    ])
    .filter((file) => file !== null);
}

function offerFile(response: WireResponse, file: WireFile, locked: boolean): OfferFile | null {
  if (typeof file.filename !== 'string' || typeof file.size !== 'number' || unsafe(file.filename)) return null;
  return {
    username: response.username ?? '',
    filename: file.filename,
    sizeBytes: file.size,
    bitrateKbps: positive(file.bitRate),
    bitDepth: positive(file.bitDepth),
    sampleRateHz: positive(file.sampleRate),
    lengthS: positive(file.length),
    variableBitrate: file.isVariableBitRate ?? null,
    locked,
    hasFreeUploadSlot: response.hasFreeUploadSlot ?? false,
    queueLength: response.queueLength ?? 0,
    uploadSpeedBps: response.uploadSpeed ?? 0,
  };
}

/** Older slskd follows `..` out of its download folder (apis/slskd.md 4.2): such a name is never asked for. */
const unsafe = (filename: string) =>
  filename.includes('\0') || filename.split(/[\\/]/).some((segment) => segment === '.' || segment === '..');

const positive = (value: number | undefined) => (typeof value === 'number' && value > 0 ? value : null);
