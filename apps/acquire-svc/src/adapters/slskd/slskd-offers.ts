import { soulseekFile, wholeOf } from '@soulsync/contracts';
import type { FoundFile } from '../../acquisition/ports/audio-source.js';
import type { WireFile, WireResponse } from './slskd-wire.js';

/** Files of all peers' answers. A locked file is one in `lockedFiles`; `isLocked` is always false (apis/slskd.md 2.4). Our own files are left out. */
export function offerFiles(responses: readonly WireResponse[], ownName: string | null): readonly FoundFile[] {
  return responses
    .filter((response) => typeof response.username === 'string' && response.username !== ownName)
    .flatMap((response) => [
      ...(response.files ?? []).map((file) => offerFile(response, file, false)),
      ...(response.lockedFiles ?? []).map((file) => offerFile(response, file, true)),
    ])
    .filter((file) => file !== null);
}

function offerFile(response: WireResponse, file: WireFile, locked: boolean): FoundFile | null {
  const sizeBytes = wholeOf(file.size, 0, Number.MAX_SAFE_INTEGER);
  if (typeof file.filename !== 'string' || sizeBytes === null || unsafe(file.filename)) return null;
  return {
    ...soulseekFile({ username: response.username ?? '', filename: file.filename }),
    filename: file.filename,
    sizeBytes,
    bitrateKbps: positive(file.bitRate),
    bitDepth: positive(file.bitDepth),
    sampleRateHz: positive(file.sampleRate),
    lengthS: positive(file.length),
    variableBitrate: file.isVariableBitRate ?? null,
    locked,
    hasFreeUploadSlot: response.hasFreeUploadSlot ?? false,
    queueLength: wholeOf(response.queueLength, 0) ?? 0,
    uploadBytesPerS: wholeOf(response.uploadSpeed, 0, Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

/** Older slskd follows `..` out of its download folder (apis/slskd.md 4.2): such a name is never asked for. */
const unsafe = (filename: string) =>
  filename.includes('\0') || filename.split(/[\\/]/).some((segment) => segment === '.' || segment === '..');

const positive = (value: number | undefined) => (typeof value === 'number' && value > 0 ? value : null);
