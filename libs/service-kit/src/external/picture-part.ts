import { createHash } from 'node:crypto';
import type { PicturePart } from '@soulsync/contracts';
import { Invalid } from '../errors.js';

/** Of a message of 1 MiB, as base64. */
const PART_BYTES = 512 * 1024;

/** Throws Invalid for what is no place in a picture. */
export function placeIn(offset: unknown): number {
  if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < 0) throw new Invalid({ offset: 'is no whole number' });
  return offset;
}

/** What of a picture fits into one message. */
export const picturePart = (image: Uint8Array, offset: number): PicturePart => ({
  base64: Buffer.from(image)
    .subarray(offset, offset + PART_BYTES)
    .toString('base64'),
  sizeBytes: image.length,
  sha256: createHash('sha256').update(image).digest('hex'),
});

export const isLastPart = (image: Uint8Array, offset: number): boolean => offset + PART_BYTES >= image.length;
