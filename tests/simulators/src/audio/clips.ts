import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'clips');

/** A committed clip: a row of soft notes, a few seconds long. */
export const clip = (name: string): Buffer => readFileSync(join(folder, name));

/** `count` of the items, beginning at `start` and going round. */
export const goingRound = <T>(items: readonly T[], start: number, count: number): readonly T[] =>
  Array.from({ length: count }, (_, place) => items[(start + place) % items.length]!); // the remainder is in range
