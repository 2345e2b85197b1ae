import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const TAIL = 512 * 1024;

/** Does the file hold what its own header promises? Answers the damage in words, null for none. Cheap: reads the head and the tail. */
export async function containerDamage(path: string, extension: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    switch (extension) {
      case 'flac':
        return await flacDamage(file, size);
      case 'm4a':
      case 'mp4':
        return await mp4Damage(file, size);
      case 'mp3':
        return await mp3Damage(file, size);
      case 'ogg':
      case 'opus':
      case 'oga':
        return await oggDamage(file, size);
      default:
        return null;
    }
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.max(0, position));
  return buffer.subarray(0, bytesRead);
}

/** The last frame whose header checks must end where STREAMINFO says the music ends (RFC 9639, 8.2 and 9.1). */
async function flacDamage(file: FileHandle, size: number): Promise<string | null> {
  const head = await read(file, 0, 42);
  if (head.toString('latin1', 0, 4) !== 'fLaC' || head.length < 42) return null; // an ID3 tag in front: music-metadata judges
  const totalSamples = (head.readUInt8(21) & 0x0f) * 2 ** 32 + head.readUInt32BE(22);
  const maxBlock = head.readUInt16BE(10);
  if (totalSamples === 0) return null;
  const tail = await read(file, size - TAIL, Math.min(size, TAIL));
  for (let at = tail.length - 6; at >= 0; at -= 1) {
    if (tail[at] !== 0xff || ((tail[at + 1] ?? 0) & 0xfe) !== 0xf8) continue;
    const last = lastSample(tail, at, maxBlock);
    if (last === null) continue;
    return last + maxBlock < totalSamples ? `the music ends at sample ${last} of ${totalSamples}` : null;
  }
  return 'its end holds no FLAC frame';
}

/** End of the frame at `at`, in samples; null: this is no frame header. */
function lastSample(bytes: Buffer, at: number, maxBlock: number): number | null {
  const variable = ((bytes[at + 1] ?? 0) & 1) === 1;
  const sizeCode = (bytes[at + 2] ?? 0) >> 4;
  const rateCode = (bytes[at + 2] ?? 0) & 0x0f;
  const lead = bytes[at + 4] ?? 0xff;
  const more =
    lead < 0x80 ? 0 : lead >= 0xfe ? 6 : lead >= 0xfc ? 5 : lead >= 0xf8 ? 4 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
  if (more < 0 || sizeCode === 0 || rateCode === 15) return null;
  let number = more === 0 ? lead : lead & (0x3f >> more);
  for (let place = 1; place <= more; place += 1) number = number * 64 + ((bytes[at + 4 + place] ?? 0) & 0x3f);
  let end = at + 5 + more;
  end += sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  end += rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0;
  if (end >= bytes.length || crc8(bytes.subarray(at, end)) !== bytes[end]) return null;
  return variable ? number + 1 : (number + 1) * maxBlock;
}

function crc8(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}

/** All top-level boxes must end within the file (ISO/IEC 14496-12, 4.2). */
async function mp4Damage(file: FileHandle, size: number): Promise<string | null> {
  let at = 0;
  let music = false;
  while (at + 8 <= size) {
    const head = await read(file, at, 16);
    let length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (length === 1 && head.length === 16) length = Number(head.readBigUInt64BE(8));
    if (length === 0) length = size - at;
    if (length < 8) return `the box "${type}" has no length`;
    if (at + length > size) return `the box "${type}" goes ${at + length - size} bytes past the end of the file`;
    music ||= type === 'mdat';
    at += length;
  }
  return music ? null : 'it holds no music data';
}

/** A Xing or Info header counts the bytes of the music. */
async function mp3Damage(file: FileHandle, size: number): Promise<string | null> {
  const start = await read(file, 0, 10);
  const tagged = start.toString('latin1', 0, 3) === 'ID3' && start.length === 10;
  const from = tagged ? 10 + ((start[6] ?? 0) << 21) + ((start[7] ?? 0) << 14) + ((start[8] ?? 0) << 7) + (start[9] ?? 0) : 0;
  if (from >= size) return 'it ends within its tag';
  const head = await read(file, from, 4096);
  const mark = Math.max(head.indexOf('Xing'), head.indexOf('Info'));
  if (mark < 0 || mark + 16 > head.length) return null;
  const flags = head.readUInt32BE(mark + 4);
  if ((flags & 2) === 0) return null;
  const bytes = head.readUInt32BE(mark + 8 + (flags & 1 ? 4 : 0));
  return bytes > size - from + 4096 ? `${size - from} of ${bytes} bytes of music` : null;
}

/** The last page says that it is the last (RFC 3533, 6). */
async function oggDamage(file: FileHandle, size: number): Promise<string | null> {
  const tail = await read(file, size - 70_000, Math.min(size, 70_000));
  const page = tail.lastIndexOf('OggS');
  if (page < 0 || page + 27 > tail.length) return 'its end holds no Ogg page';
  const segments = tail[page + 26] ?? 0;
  const body = tail.subarray(page + 27, page + 27 + segments).reduce((sum, length) => sum + length, 0);
  if (page + 27 + segments + body > tail.length) return 'its last page is cut off';
  return ((tail[page + 5] ?? 0) & 4) === 0 ? 'its last page is not the end of the stream' : null;
}
