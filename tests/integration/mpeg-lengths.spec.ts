import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '../../apps/organize-svc/src/adapters/audio/probe.js';
import { readFile } from '../../apps/plex-svc/src/adapters/folder/read-file.js';

/** MPEG 1, layer III, 48 kHz: a frame of any rate plays 24 ms. */
const rates = { 32: 0x14, 128: 0x94, 192: 0xb4, 256: 0xd4 } as const;
const frame = (kbps: keyof typeof rates) => Buffer.concat([Buffer.from([0xff, 0xfb, rates[kbps], 0]), Buffer.alloc(kbps * 3 - 4, 0x55)]);
const music = (frames: number, ...kbps: readonly (keyof typeof rates)[]) =>
  Buffer.concat(Array.from({ length: frames }, (_, n) => frame(kbps[n % kbps.length] ?? 128)));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soulsync-lengths-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['begins in silence', Buffer.concat([music(50, 32), music(2_450, 128, 256, 192)]), true],
  ['is of one rate', music(2_500, 192), false],
  ['has a large tag behind it', Buffer.concat([music(2_500, 192), apeTag(700_000)]), false],
])('an MP3 without a header that %s is as long in the library as for a filing', async (name, bytes, variableBitrate) => {
  const path = join(folder, `${name}.mp3`);
  await writeFile(path, bytes);
  expect(await readFile(path, `${name}.mp3`)).toMatchObject({ kind: 'tags', tags: { durationMs: 60_000 } });
  expect(await probe(path, 'mp3')).toMatchObject({ audio: { durationMs: 60_000, variableBitrate, codec: 'mp3' } });
});

function apeTag(bodyBytes: number): Buffer {
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(2_000, 8);
  footer.writeUInt32LE(bodyBytes + 32, 12);
  return Buffer.concat([Buffer.alloc(bodyBytes, 0x20), footer]);
}
