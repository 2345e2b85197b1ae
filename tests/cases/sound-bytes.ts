import { u32 } from './tag-bytes.js';

/** Silent frames of MPEG audio at 48 kHz, mono, where a frame of n kbps is exactly 3 n bytes in layer III and in layer II. */
function mpegFrames(kbps: readonly number[], layer: 'II' | 'III', count: number, of: (frame: number) => number): Buffer {
  const frames = kbps.map((rate) => {
    const bytes = Buffer.alloc(3 * rate);
    bytes.set([0xff, layer === 'III' ? 0xfb : 0xfd, ((layer === 'III' ? KBPS_III : KBPS_II).indexOf(rate) << 4) | 4, 0xc0]);
    return bytes;
  });
  return Buffer.concat(Array.from({ length: count }, (_, frame) => frames[of(frame)] ?? Buffer.alloc(0)));
}

const KBPS_III = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBPS_II = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const FRAME_MS = 24; // 1,152 samples at 48 kHz

export const mp3 = (ms: number): Buffer => mpegFrames([32], 'III', Math.round(ms / FRAME_MS), () => 0);
export const mp2 = (ms: number): Buffer => mpegFrames([64], 'II', Math.round(ms / FRAME_MS), () => 0);

/** A first frame that counts the others, and says that there are none. */
export function mp3WithEmptyXing(ms: number): Buffer {
  const sound = mp3(ms);
  const head = Buffer.from(mpegFrames([128], 'III', 1, () => 0));
  head.write('Xing', 4 + 17, 'latin1'); // behind the side information of one channel
  head.writeUInt32BE(1, 4 + 17 + 4);
  return Buffer.concat([head, sound]);
}

/** A quiet beginning takes the smallest frames, the music any: without a Xing header only all frames tell the length. */
export function mp3OfVariableRate(ms: number, quietMs: number): Buffer {
  const quiet = Math.round(quietMs / FRAME_MS);
  return mpegFrames([32, 96, 128, 160, 192], 'III', Math.round(ms / FRAME_MS), (frame) => (frame < quiet ? 0 : 1 + ((frame * 7) % 4)));
}

/** 8 bit, mono, 8 kHz; `chunks` stand behind the sound. */
export function wav(ms: number, chunks: readonly Buffer[]): Buffer {
  const format = Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]);
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    riffChunk('fmt ', format),
    riffChunk('data', Buffer.alloc(Math.round(ms * 8), 0x80)),
    ...chunks,
  ]);
  return riffChunk('RIFF', body);
}

export function riffChunk(id: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(id, 'latin1'), size, body, Buffer.alloc(body.length % 2)]);
}

/** RIFF INFO: the tags that WAV has of its own. */
export const infoList = (fields: Readonly<Record<string, string>>): Buffer =>
  riffChunk(
    'LIST',
    Buffer.concat([
      Buffer.from('INFO'),
      ...Object.entries(fields).map(([id, text]) => riffChunk(id, Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from([0])]))),
    ]),
  );

/** One block that tells the samples of all. */
export function wavPack(ms: number): Buffer {
  const block = Buffer.alloc(32);
  block.write('wvpk', 'latin1');
  block.writeUInt32LE(24, 4);
  block.writeUInt16LE(0x410, 8);
  block.writeUInt32LE(Math.round(ms * 44.1), 12);
  block.writeUInt32LE(Math.round(ms * 44.1), 20);
  block.writeUInt32LE(0x1 | 0x4 | (9 << 23) | 0x1800, 24); // 16 bit, mono, 44.1 kHz, first and last block
  return block;
}

/** DSD at 2.8 MHz, one channel: `tag` stands at the end. */
export function dsf(ms: number, tag: Buffer): Buffer {
  const samples = Math.round(2_822.4 * ms);
  const sound = Buffer.alloc(Math.ceil(samples / 8 / 4_096) * 4_096);
  const u64 = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const le = (...values: readonly number[]) => Buffer.concat(values.map((value) => Buffer.from(u32(value)).reverse()));
  const format = Buffer.concat([Buffer.from('fmt '), u64(52), le(1, 0, 1, 1, 2_822_400, 1), u64(samples), le(4_096, 0)]);
  const data = Buffer.concat([Buffer.from('data'), u64(12 + sound.length), sound]);
  const tagAt = 28 + format.length + data.length;
  return Buffer.concat([Buffer.from('DSD '), u64(28), u64(tagAt + tag.length), u64(tagAt), format, data, tag]);
}

/** Matroska's frame for a browser: one Opus track of a known length, and its tags. */
export function webm(ms: number, tags: Readonly<Record<string, string>>): Buffer {
  const element = (id: number, ...parts: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
    const name = u32(id);
    return Buffer.concat([name.subarray(name.findIndex((byte) => byte !== 0)), size, body]);
  };
  const text = (value: string) => Buffer.from(value, 'utf8');
  const double = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return bytes;
  };
  const simple = ([name, value]: readonly [string, string]) =>
    element(0x67c8, element(0x45a3, text(name.toUpperCase())), element(0x4487, text(value)));
  const info = element(0x1549a966, element(0x2ad7b1, u32(1_000_000)), element(0x4489, double(ms)));
  const audio = element(0xe1, element(0xb5, double(48_000)), element(0x9f, Buffer.from([2])));
  const track = element(0xae, element(0xd7, Buffer.from([1])), element(0x83, Buffer.from([2])), element(0x86, text('A_OPUS')), audio);
  const head = element(0x1a45dfa3, element(0x4282, text('webm')));
  const tag = element(0x1254c367, element(0x7373, element(0x63c0), ...Object.entries(tags).map(simple)));
  return Buffer.concat([head, element(0x18538067, info, element(0x1654ae6b, track), tag)]);
}
