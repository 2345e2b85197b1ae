import type { LiveTransfer } from '@soulsync/contracts';

export interface TransferProgress {
  readonly share: number | null;
  readonly what: string;
  readonly pace: string;
  readonly isWaiting: boolean;
  readonly isStalled: boolean;
}

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);

/** `24.1 MB`. */
export const sizeInWords = (bytes: number): string => `${megabytes(bytes)} MB`;

/** `1.8 MB/s`, `240 kB/s`. */
export const speedInWords = (bytesPerS: number): string =>
  bytesPerS >= MEGABYTE ? `${megabytes(bytesPerS)} MB/s` : `${Math.round(bytesPerS / 1000)} kB/s`;

/** `3rd`. */
export function ordinal(place: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${place}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(place)]}`;
}

function timeLeft(seconds: number): string {
  if (seconds >= 3600) return `${Math.round(seconds / 3600)} h left`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')} left`;
}

/** What was last heard of a transfer, as its line shows it. A next peer begins at its own bytes, so nothing of the one before stays. */
export function transferProgress({
  state,
  bytes,
  sizeBytes,
  bytesPerS,
  placeInQueue,
}: Omit<LiveTransfer, 'acquisitionId'>): TransferProgress {
  if (state === 'queued')
    return {
      share: 0,
      what: placeInQueue === null ? 'Waiting for a peer' : `${ordinal(placeInQueue)} in the queue`,
      pace: '',
      isWaiting: true,
      isStalled: false,
    };
  const share = sizeBytes > 0 ? bytes / sizeBytes : null;
  const what = sizeBytes > 0 ? `${megabytes(bytes)} of ${sizeInWords(sizeBytes)}` : sizeInWords(bytes);
  if (bytesPerS === 0) return { share, what, pace: 'Stalled, 0 kB/s', isWaiting: false, isStalled: true };
  if (bytesPerS === null) return { share, what, pace: '', isWaiting: false, isStalled: false };
  const left = sizeBytes > 0 ? `, ${timeLeft((sizeBytes - bytes) / bytesPerS)}` : '';
  return { share, what, pace: `${speedInWords(bytesPerS)}${left}`, isWaiting: false, isStalled: false };
}
