import { firstFrame, frameAt, HEADER_BYTES, sameStream } from './mpeg-frames.js';
import type { MpegFrame } from './mpeg-frames.js';

/** The bytes of a file from a position; fewer than asked for at its end. */
export type ReadBytes = (position: number, lengthBytes: number) => Promise<Uint8Array>;

export interface MpegLength {
  readonly durationMs: number;
  /** On average. */
  readonly bitrateKbps: number;
  readonly variableBitrate: boolean;
}

/** How far behind its tags the sound may begin: cover pictures that a tag forgot to count, zeros. */
const SEARCHED_BYTES = 256 * 1_024;
const HEAD_BYTES = 8 * 1_024;
/** Layer II of 160 kbps at 8 kHz; no other frame has more. */
const LONGEST_FRAME = 2_881;
const SAMPLES = 24;
const SAMPLE_BYTES = 4 * 1_024;
const COUNTED_BYTES = 64 * 1_024;
/** The frame count of a Xing header is believed where its byte count fits the file this well. */
const FITTING_SHARE = 0.02;

/**
 * How long MPEG audio plays. A Xing or Info header says how many frames there are; where there is none, or it speaks of another file, bit
 * rates at places over the whole file tell whether it is constant, and if not, every frame is counted: songs begin in silence, so that the
 * first frames say nothing of the others. null: no frames were found.
 */
export async function mpegLength(read: ReadBytes, sizeBytes: number): Promise<MpegLength | null> {
  const head = await tagsInFront(read);
  const found = await firstFrameFrom(read, head);
  if (!found) return null;
  const { at, frame, bytes } = found;
  const end = await endOfSound(read, sizeBytes);
  const soundBytes = end - at;
  if (soundBytes <= 0) return null;
  const xing = readXing(bytes, frame);
  const inFrames = (frames: number) => Math.round((frames * frame.samples * 1_000) / frame.sampleRateHz);
  if (xing && (xing.bytes === null || Math.abs(soundBytes - xing.bytes) <= soundBytes * FITTING_SHARE)) {
    const durationMs = inFrames(xing.frames);
    if (durationMs > 0) return lengthOf(durationMs, soundBytes, xing.variable);
  }
  if (!xing && (await isConstant(read, { at, end, frame })))
    return { durationMs: Math.round((soundBytes * 8) / frame.bitrateKbps), bitrateKbps: frame.bitrateKbps, variableBitrate: false };
  const durationMs = inFrames(await countFrames(read, { at, end, frame }));
  return durationMs > 0 ? lengthOf(durationMs, soundBytes, true) : null;
}

const lengthOf = (durationMs: number, bytes: number, variableBitrate: boolean): MpegLength => ({
  durationMs,
  bitrateKbps: Math.round((bytes * 8) / durationMs),
  variableBitrate,
});

/** Of the sound: its first frame, and where it ends. */
interface Sound {
  readonly at: number;
  readonly end: number;
  readonly frame: MpegFrame;
}

/** Bytes of ID3v2 tags at the beginning; some programs put one before another. */
async function tagsInFront(read: ReadBytes): Promise<number> {
  let at = 0;
  for (let tags = 0; tags < 5; tags += 1) {
    const head = await read(at, 10);
    if (latin(head, 0, 3) !== 'ID3') break;
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = head.subarray(5, 10);
    at += 10 + (a & 0x7f) * 0x20_0000 + (b & 0x7f) * 0x4000 + (c & 0x7f) * 0x80 + (d & 0x7f) + ((flags & 0x10) !== 0 ? 10 : 0);
  }
  return at;
}

async function firstFrameFrom(read: ReadBytes, from: number): Promise<{ at: number; frame: MpegFrame; bytes: Uint8Array } | null> {
  for (let at = from, window = HEAD_BYTES; at < from + SEARCHED_BYTES; at += window - 2 * LONGEST_FRAME, window = COUNTED_BYTES) {
    const bytes = await read(at, window);
    const place = firstFrame(bytes);
    const frame = place === null ? null : frameAt(bytes, place);
    if (place !== null && frame) return { at: at + place, frame, bytes: bytes.subarray(place) };
    if (bytes.length < window) break;
  }
  return null;
}

/** Without the tags behind the sound: ID3v1, Lyrics3, APEv2. */
async function endOfSound(read: ReadBytes, sizeBytes: number): Promise<number> {
  let end = sizeBytes;
  for (let tags = 0; tags < 5; tags += 1) {
    const start = Math.max(0, end - 160);
    const tail = await read(start, end - start);
    const n = tail.length;
    const ape = latin(tail, n - 32, 8) === 'APETAGEX' ? littleEndian(tail, n - 20) + (((tail[n - 9] ?? 0) & 0x80) !== 0 ? 32 : 0) : 0;
    const lyrics = latin(tail, n - 9, 9) === 'LYRICS200' ? Number(latin(tail, n - 15, 6)) + 15 : 0;
    const tag = latin(tail, n - 128, 3) === 'TAG' ? 128 : ape > 0 ? ape : lyrics;
    if (!(tag > 0 && tag <= end)) break;
    end -= tag;
  }
  return end;
}

/** What a Xing or Info header in the first frame counts; null: there is none that counts. */
function readXing(bytes: Uint8Array, { version, mono }: MpegFrame): { frames: number; bytes: number | null; variable: boolean } | null {
  const at = HEADER_BYTES + (version === 1 ? (mono ? 17 : 32) : mono ? 9 : 17);
  const mark = latin(bytes, at, 4);
  if (mark !== 'Xing' && mark !== 'Info') return null;
  const flags = bigEndian(bytes, at + 4);
  const frames = (flags & 1) !== 0 ? bigEndian(bytes, at + 8) : 0;
  return frames === 0 ? null : { frames, bytes: (flags & 2) !== 0 ? bigEndian(bytes, at + 12) || null : null, variable: mark === 'Xing' };
}

async function isConstant(read: ReadBytes, { at, end, frame }: Sound): Promise<boolean> {
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const from = at + Math.floor((Math.max(0, end - at - SAMPLE_BYTES) * sample) / (SAMPLES - 1)); // the last is the end
    const bytes = await read(from, Math.min(SAMPLE_BYTES, end - from));
    let place = firstFrame(bytes, 0, frame);
    if (place === null) return false;
    for (let next = frameAt(bytes, place); next && sameStream(next, frame); next = frameAt(bytes, place)) {
      if (next.bitrateKbps !== frame.bitrateKbps) return false;
      place += next.lengthBytes;
    }
  }
  return true;
}

/** Goes from header to header; what is none is passed by up to the next frame. */
async function countFrames(read: ReadBytes, { at, end, frame }: Sound): Promise<number> {
  let frames = 0;
  for (let from = at; from + HEADER_BYTES <= end;) {
    const bytes = await read(from, Math.min(COUNTED_BYTES, end - from));
    let place = 0;
    while (place + HEADER_BYTES <= bytes.length) {
      const next = frameAt(bytes, place);
      const known = next !== null && sameStream(next, frame);
      if (known) frames += 1;
      // Two frames may lie across the end of what was read.
      const further = known ? place + next.lengthBytes : (firstFrame(bytes, place + 1, frame) ?? bytes.length - 2 * LONGEST_FRAME);
      if (further <= place) break;
      place = further;
    }
    if (place === 0 || from + bytes.length >= end) break;
    from += place;
  }
  return frames;
}

const latin = (bytes: Uint8Array, at: number, length: number): string =>
  at < 0 ? '' : String.fromCharCode(...bytes.subarray(at, at + length));
const bigEndian = (bytes: Uint8Array, at: number): number => [0, 1, 2, 3].reduce((sum, n) => sum * 256 + (bytes[at + n] ?? 0), 0);
const littleEndian = (bytes: Uint8Array, at: number): number => [3, 2, 1, 0].reduce((sum, n) => sum * 256 + (bytes[at + n] ?? 0), 0);
