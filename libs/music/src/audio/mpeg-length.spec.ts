import { describe, expect, it } from '@jest/globals';
import { mpegLength } from './mpeg-length.js';

const kbps = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
/** MPEG 1, layer III, 44.1 kHz, stereo: 1,152 samples, which are 26.12 ms. */
const FRAME_MS = (1_152 * 1_000) / 44_100;

function frame(bitrate: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(Math.floor((144 * bitrate * 1_000) / 44_100), 0x55);
  bytes.set([0xff, 0xfb, kbps.indexOf(bitrate) << 4, 0]);
  bytes.set(body, 36);
  return bytes;
}
const frames = (count: number, ...bitrates: readonly number[]) =>
  Buffer.concat(Array.from({ length: count }, (_, n) => frame(bitrates[n % bitrates.length] ?? 128)));

/** Frames and bytes as the header counts them. */
function xing(mark: 'Xing' | 'Info', count: number | null, bytes: number | null): Buffer {
  const body = Buffer.alloc(16);
  body.write(mark, 'latin1');
  body.writeUInt32BE((count === null ? 0 : 1) + (bytes === null ? 0 : 2), 4);
  body.writeUInt32BE(count ?? 0, 8);
  body.writeUInt32BE(bytes ?? 0, 12);
  return frame(128, body);
}

const id3 = (bodyBytes: number) =>
  Buffer.concat([
    Buffer.from('ID3\x04\0\0', 'latin1'),
    Buffer.from([21, 14, 7, 0].map((bits) => (bodyBytes >> bits) & 0x7f)),
    Buffer.alloc(bodyBytes),
  ]);

function ape(bodyBytes: number): Buffer {
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(bodyBytes + 32, 12);
  return Buffer.concat([Buffer.alloc(bodyBytes, 0x61), footer]);
}
const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);
const lyrics = Buffer.concat([Buffer.from('LYRICSBEGIN'), Buffer.alloc(500, 0x20), Buffer.from('000511LYRICS200')]);

let readBytes = 0;
const lengthOf = (file: Buffer) => {
  readBytes = 0;
  return mpegLength(async (position, length) => {
    const bytes = file.subarray(position, position + length);
    readBytes += bytes.length;
    return bytes;
  }, file.length);
};
const durationOf = async (file: Buffer) => (await lengthOf(file))?.durationMs;
/** Frames without padding are 0.3 % shorter than their rate says. */
async function expectFrames(file: Buffer, count: number): Promise<void> {
  const duration = (await durationOf(file)) ?? 0;
  expect(Math.abs(duration / (count * FRAME_MS) - 1)).toBeLessThan(0.003);
}

describe('the length of an MP3', () => {
  it('without a header, whose rate changes behind a quiet beginning, is that of all its frames', async () => {
    const song = Buffer.concat([frames(40, 32), frames(3_000, 128, 160, 96)]);
    await expectFrames(song, 3_040);
    expect(await lengthOf(song)).toMatchObject({ variableBitrate: true, bitrateKbps: expect.closeTo(127, -1) as unknown });
  });

  it('is known of a quiet end, and of a quiet middle', async () => {
    await expectFrames(Buffer.concat([frames(1_500, 192), frames(600, 32)]), 2_100);
    await expectFrames(Buffer.concat([frames(1_000, 192), frames(1_000, 32), frames(1_000, 192)]), 3_000);
  });

  it('of one rate is known without reading the whole', async () => {
    const song = frames(5_000, 128);
    await expectFrames(song, 5_000);
    expect(readBytes).toBeLessThan(song.length / 15);
    expect(await lengthOf(song)).toMatchObject({ variableBitrate: false, bitrateKbps: 128 });
  });

  it('is what its header counts, where that fits the file', async () => {
    const music = frames(2_000, 64, 256);
    const song = Buffer.concat([xing('Xing', 2_000, music.length), music]);
    await expectFrames(song, 2_000);
    expect(readBytes).toBeLessThan(20_000);
    await expectFrames(Buffer.concat([xing('Info', 1_000, null), frames(1_000, 128)]), 1_000);
  });

  it.each([
    ['counts no frames', xing('Xing', 0, 1_000)],
    ['says only bytes', xing('Xing', null, 1_000_000)],
    ['is that of the first of two files that were joined', xing('Xing', 400, 200_000)],
    ['is of a file that was longer', xing('Xing', 90_000, 40_000_000)],
  ])('is counted where its header %s', async (_, header) => {
    await expectFrames(Buffer.concat([header, frames(40, 32), frames(2_000, 128, 160)]), 2_040);
  });

  it('does not count the tags around it', async () => {
    const song = Buffer.concat([id3(300_000), id3(20), Buffer.alloc(3_000), frames(1_000, 128), ape(900_000), lyrics, id3v1]);
    await expectFrames(song, 1_000);
  });

  it('passes by what is no frame', async () => {
    const junk = Buffer.from(Array.from({ length: 150_000 }, (_, n) => (n * 7_919) % 251));
    await expectFrames(Buffer.concat([frames(500, 128, 64), junk, frames(500, 64, 192)]), 1_000);
  });

  it('of the other layers and versions is counted in their frames', async () => {
    const of = (head: readonly number[], bytes: number, count: number) =>
      Buffer.concat(Array.from({ length: count }, () => Buffer.concat([Buffer.from(head), Buffer.alloc(bytes - 4)])));
    // Layer II, 192 kbps, 48 kHz: 576 bytes are 24 ms. Version 2, layer III, 64 kbps, 24 kHz: 192 bytes are 24 ms.
    expect(await durationOf(of([0xff, 0xfd, 0xa4, 0], 576, 1_000))).toBe(24_000);
    expect(await durationOf(of([0xff, 0xf3, 0x84, 0], 192, 1_000))).toBe(24_000);
  });

  it('is unknown of what has no frames, and nothing of it is read for long', async () => {
    expect(await lengthOf(Buffer.alloc(0))).toBeNull();
    expect(await lengthOf(Buffer.from('Dear reader, this is no music.'.repeat(100)))).toBeNull();
    expect(await lengthOf(Buffer.alloc(5_000_000, 0xff))).toBeNull();
    expect(readBytes).toBeLessThan(1_000_000);
    expect(await lengthOf(id3(100).subarray(0, 8))).toBeNull();
  });
});
