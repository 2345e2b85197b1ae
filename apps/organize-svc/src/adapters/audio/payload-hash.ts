import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** SHA-256 of the music alone, hex: tags may come and go around it. A container we do not take apart is hashed whole. */
export async function payloadHash(path: string, extension: string): Promise<string> {
  const hash = createHash('sha256');
  if (extension === 'ogg' || extension === 'opus' || extension === 'oga') return oggPayload(await readFile(path), hash);
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for (const { from, to } of await musicRanges(file, size, extension)) {
      if (to <= from) continue;
      for await (const chunk of createReadStream(path, { start: from, end: to - 1, highWaterMark: 1 << 20 })) hash.update(chunk as Buffer); // a stream without encoding gives buffers
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

async function musicRanges(file: FileHandle, size: number, extension: string): Promise<readonly Range[]> {
  switch (extension) {
    case 'flac':
      return [{ from: await flacMusic(file), to: size }];
    case 'mp3':
      return [{ from: await id3v2End(file), to: size - (await id3v1Length(file, size)) }];
    case 'm4a':
    case 'mp4':
      return mdatRanges(file, size);
    default:
      return [{ from: 0, to: size }];
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** First byte after the metadata blocks (RFC 9639, 8). */
async function flacMusic(file: FileHandle): Promise<number> {
  const start = await id3v2End(file);
  if ((await read(file, start, 4)).toString('latin1') !== 'fLaC') return start;
  for (let at = start + 4; ;) {
    const head = await read(file, at, 4);
    if (head.length < 4) return at;
    at += 4 + head.readUIntBE(1, 3);
    if (((head[0] ?? 0) & 0x80) !== 0) return at;
  }
}

async function id3v2End(file: FileHandle): Promise<number> {
  const head = await read(file, 0, 10);
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const footer = ((head[5] ?? 0) & 0x10) !== 0 ? 10 : 0;
  return 10 + footer + ((head[6] ?? 0) << 21) + ((head[7] ?? 0) << 14) + ((head[8] ?? 0) << 7) + (head[9] ?? 0);
}

async function id3v1Length(file: FileHandle, size: number): Promise<number> {
  return size >= 128 && (await read(file, size - 128, 3)).toString('latin1') === 'TAG' ? 128 : 0;
}

/** Contents of the media data boxes (ISO/IEC 14496-12, 8.1.1). */
async function mdatRanges(file: FileHandle, size: number): Promise<readonly Range[]> {
  const ranges: Range[] = [];
  for (let at = 0; at + 8 <= size;) {
    const head = await read(file, at, 16);
    const short = head.readUInt32BE(0);
    const length = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    if (length < 8) break;
    if (head.toString('latin1', 4, 8) === 'mdat') ranges.push({ from: at + (short === 1 ? 16 : 8), to: Math.min(size, at + length) });
    at += length;
  }
  return ranges;
}

/** Bodies of the pages that carry music: header pages stand at granule position 0 (RFC 3533, RFC 7845). */
function oggPayload(bytes: Buffer, hash: Hash): string {
  for (let at = 0; at + 27 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'OggS';) {
    const segments = bytes[at + 26] ?? 0;
    const body = at + 27 + segments;
    const length = bytes.subarray(at + 27, body).reduce((sum, lacing) => sum + lacing, 0);
    if (bytes.readBigInt64LE(at + 6) !== 0n) hash.update(bytes.subarray(body, body + length));
    at = body + length;
  }
  return hash.digest('hex');
}
