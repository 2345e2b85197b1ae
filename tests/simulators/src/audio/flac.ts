import type { Tags } from './tags.js';
import { vorbisComments } from './vorbis-comments.js';

/** 16 bit mono at 16 kHz without compression is 256 kbps: real PCM, small enough for hundreds of files. */
const RATE = 16_000;
const BLOCK = 4_096;
const PITCHES_HZ = [196, 220, 246.9, 293.7, 329.6, 392, 440, 493.9, 587.3, 659.3];

let notes: readonly Buffer[] | null = null;

/** One block of big-endian samples for each note. */
function noteBlocks(): readonly Buffer[] {
  return (notes ??= PITCHES_HZ.map((pitch) => {
    const samples = Buffer.alloc(BLOCK * 2);
    for (let i = 0; i < BLOCK; i += 1) {
      const fade = Math.min(1, i / 300, (BLOCK - i) / 700);
      samples.writeInt16BE(
        Math.round(8_000 * fade * (Math.sin((2 * Math.PI * pitch * i) / RATE) + 0.3 * Math.sin((4 * Math.PI * pitch * i) / RATE))),
        i * 2,
      );
    }
    return samples;
  }));
}

/** Another tune for each number. */
const pitchOf = (tune: number, phrase: number) => (Math.imul(tune + 1, 0x9e37_79b1) >>> (phrase % 24)) + phrase;

/** RFC 9639: fixed block size, verbatim subframes. `paddingBytes` makes the file larger than its music. */
export function flacFile(durationS: number, tags: Tags, tune: number, paddingBytes = 0): Buffer {
  const total = Math.round(durationS * RATE);
  const blocks = noteBlocks();
  const frames: Buffer[] = [];
  for (let number = 0; number * BLOCK < total; number += 1) {
    const size = Math.min(BLOCK, total - number * BLOCK);
    const note = blocks[pitchOf(tune, Math.floor(number / 3)) % blocks.length] ?? Buffer.alloc(BLOCK * 2);
    frames.push(frame(number, size, note.subarray(0, size * 2)));
  }
  return Buffer.concat([
    Buffer.from('fLaC'),
    metadata(0, streamInfo(total, frames), false),
    metadata(4, vorbisComments(tags), paddingBytes === 0),
    ...(paddingBytes === 0 ? [] : [metadata(1, Buffer.alloc(paddingBytes), true)]),
    ...frames,
  ]);
}

function metadata(type: number, body: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE((((last ? 0x80 : 0) | type) * 2 ** 24 + body.length) >>> 0);
  return Buffer.concat([head, body]);
}

function streamInfo(total: number, frames: readonly Buffer[]): Buffer {
  const info = Buffer.alloc(34); // the MD5 stays zero: "not computed"
  info.writeUInt16BE(BLOCK, 0);
  info.writeUInt16BE(BLOCK, 2);
  const sizes = frames.map((bytes) => bytes.length);
  info.writeUIntBE(Math.min(...sizes), 4, 3);
  info.writeUIntBE(Math.max(...sizes), 7, 3);
  // 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits samples
  const packed = (BigInt(RATE) << 44n) | (0n << 41n) | (15n << 36n) | BigInt(total);
  info.writeBigUInt64BE(packed, 10);
  return info;
}

function frame(number: number, size: number, samples: Buffer): Buffer {
  const coded = utf8Number(number);
  const whole = size === BLOCK;
  // block size code 12 is 4096, 7 is "16 bits follow"; rate code 5 is 16 kHz; mono; depth code 4 is 16 bit
  const head = Buffer.from([
    0xff,
    0xf8,
    ((whole ? 12 : 7) << 4) | 5,
    (0 << 4) | (4 << 1),
    ...coded,
    ...(whole ? [] : [(size - 1) >> 8, (size - 1) & 0xff]),
  ]);
  const body = Buffer.concat([head, Buffer.from([crc8(head)]), Buffer.from([0b0000_0010]), samples]);
  const check = Buffer.alloc(2);
  check.writeUInt16BE(crc16(body));
  return Buffer.concat([body, check]);
}

function utf8Number(value: number): readonly number[] {
  if (value < 0x80) return [value];
  if (value < 0x800) return [0xc0 | (value >> 6), 0x80 | (value & 0x3f)];
  return [0xe0 | (value >> 12), 0x80 | ((value >> 6) & 0x3f), 0x80 | (value & 0x3f)];
}

function crc8(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}

const crc16Table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : (crc << 1) & 0xffff;
  return crc;
});

function crc16(bytes: Buffer): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i += 1) crc = ((crc << 8) & 0xffff) ^ (crc16Table[(crc >> 8) ^ (bytes[i] ?? 0)] ?? 0);
  return crc;
}
