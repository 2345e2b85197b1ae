import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tagReader } from '../../apps/plex-svc/src/adapters/folder/tag-reader.js';
import { songBytes } from '../simulators/src/audio/song.js';

const tags = {
  title: 'One',
  artist: 'A',
  albumArtist: 'A',
  album: 'B',
  track: 1,
  trackTotal: 1,
  disc: 1,
  date: '2001',
  genre: 'Folk',
  isrc: null,
};
const song = songBytes({ container: 'mp3', durationS: 2, tags, tune: 1 });

/** An ID3v2.3 tag of so many frames of two letters each: seconds of work without a pause, and hundreds of megabytes. */
function crowdedTag(bytes: number): Buffer {
  const frame = Buffer.from('TXXX\0\0\0\x04\0\0\0a\0b', 'latin1');
  const frames = Buffer.alloc(bytes - (bytes % frame.length), frame);
  const size = [21, 14, 7, 0].map((bits) => (frames.length >> bits) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), frames]);
}

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soulsync-tags-'));
  for (const name of ['1.mp3', '2.mp3', '3.mp3']) await writeFile(at(name), song);
  await writeFile(at('crowded.mp3'), Buffer.concat([crowdedTag(20_000_000), song]));
  // Says that its tag has 200 MB; the file is as large, and has no bytes of its own.
  await writeFile(at('huge.mp3'), Buffer.from('ID3\x03\0\0\x5f\x2f\x08\0', 'latin1'));
  await truncate(at('huge.mp3'), 201_000_000);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const limits = { timeLimitMs: 60_000, memoryMb: 256, idleMs: 1_000 };
const one = { kind: 'tags', tags: expect.objectContaining({ title: 'One' }) as unknown };

it('a file that takes too long is refused, and those that were read beside it are not', async () => {
  const { read } = tagReader({ ...limits, timeLimitMs: 1_000 });
  await read(at('1.mp3'), '1.mp3'); // the threads are up
  const [first, crowded, second, third] = await Promise.all(['1.mp3', 'crowded.mp3', '2.mp3', '3.mp3'].map((name) => read(at(name), name)));
  expect([first, second, third]).toEqual([one, one, one]);
  expect(crowded).toEqual({ kind: 'unread', reason: 'unreadable', detail: 'reading it took longer than 1 s' });
  expect(await read(at('2.mp3'), '2.mp3')).toEqual(one);
}, 30_000);

it('a file that takes too much memory is refused, and the others are read', async () => {
  const { read } = tagReader({ ...limits, memoryMb: 48 });
  const [first, crowded, second] = await Promise.all(['1.mp3', 'crowded.mp3', '2.mp3'].map((name) => read(at(name), name)));
  expect([first, second]).toEqual([one, one]);
  expect(crowded).toMatchObject({ kind: 'unread', reason: 'unreadable', detail: expect.stringContaining('memory') as unknown });
}, 60_000);

it('a tag larger than any real one is not taken into memory', async () => {
  const { read } = tagReader(limits);
  expect(await read(at('huge.mp3'), 'huge.mp3')).toMatchObject({
    kind: 'unread',
    reason: 'unreadable',
    detail: expect.stringContaining('64 MB') as unknown,
  });
}, 30_000);

it('the threads end when there is nothing to read, and start again', async () => {
  const { read } = tagReader({ ...limits, idleMs: 1 });
  expect(await read(at('1.mp3'), '1.mp3')).toEqual(one);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await read(at('2.mp3'), '2.mp3')).toEqual(one);
});
