import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { artworkCache } from '@soulsync/gateway';
import { answer, answerJson, options } from '@soulsync/launcher/command';

/** The promise: a list of 100 covers, warm. */
const [COVERS, LIMIT_MS] = [100, 100];
const SIZE = 160;
const ROUNDS = 20;
/** As browsers ask for them. */
const SIDE_BY_SIDE = 6;

/** 100 covers of 1000 pixels through the gateway's cache of pictures: made, and shown again, against reading the made files alone. */
export async function artworkBench(args: readonly string[]): Promise<number> {
  const { values } = options({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const folder = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  try {
    const covers = await Promise.all(Array.from({ length: COVERS }, cover));
    const cache = artworkCache(join(folder, 'artwork'), { maxBytes: 1e9, freshMs: 1e9, nowMs: Date.now });
    const shown = (n: number) => cache.get('albums', `album ${n}`, SIZE, async () => covers[n] ?? null);
    const madeMs = await timed(shown);
    const plain = join(folder, 'plain');
    await mkdir(plain);
    for (let n = 0; n < COVERS; n += 1) await writeFile(join(plain, String(n)), (await shown(n))?.webp ?? '');
    const warm: number[] = [];
    const read: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      warm.push(await timed(shown));
      read.push(await timed((n) => readFile(join(plain, String(n)))));
    }
    const [warmMs, readMs] = [median(warm), median(read)];
    const figures = { covers: COVERS, madeMs, warmMs, readMs, ratio: warmMs / readMs, limitMs: LIMIT_MS };
    if (values.json) answerJson(figures);
    else
      answer(
        [
          `${COVERS} covers of 1000 pixels in ${SIZE}, ${SIDE_BY_SIDE} at a time`,
          `made:  ${ms(madeMs)} a cover`,
          `shown: ${ms(warmMs)} a cover (limit ${LIMIT_MS} ms), ${figures.ratio.toFixed(1)} times what reading the files alone takes (${ms(readMs)})`,
        ].join('\n'),
      );
    return warmMs <= LIMIT_MS ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Noise: as much work to decode as a cover can be. */
const cover = (): Promise<Buffer> =>
  sharp({ create: { width: 1_000, height: 1_000, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 120, sigma: 60 } } })
    .jpeg({ quality: 85 })
    .toBuffer();

/** Milliseconds a cover. */
async function timed(show: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  const one = async () => {
    for (let n = next++; n < COVERS; n = next++) await show(n);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
  return (performance.now() - begun) / COVERS;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const ms = (value: number) => `${value.toFixed(2)} ms`;
