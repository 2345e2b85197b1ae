import { clip, goingRound } from './clips.js';
import type { Tags } from './tags.js';
import { vorbisComments } from './vorbis-comments.js';

/** 20 ms at Opus's 48 kHz clock. */
const PACKET_SAMPLES = 960;
const PRE_SKIP = 312;
const PACKETS_A_PAGE = 50;

let packets: readonly Buffer[] | null = null;

/** The music packets of the clip, without its two headers. */
function clipPackets(): readonly Buffer[] {
  if (packets) return packets;
  const bytes = clip('opus-48-mono.opus');
  const found: Buffer[] = [];
  let open: Buffer[] = [];
  for (let at = 0; at + 27 <= bytes.length;) {
    const segments = bytes[at + 26] ?? 0;
    let body = at + 27 + segments;
    for (let place = 0; place < segments; place += 1) {
      const length = bytes[at + 27 + place] ?? 0;
      open.push(bytes.subarray(body, body + length));
      body += length;
      if (length < 255) {
        found.push(Buffer.concat(open));
        open = [];
      }
    }
    at = body;
  }
  return (packets = found.slice(2));
}

/** RFC 7845: head, tags, then pages of packets whose granule positions count the samples. */
export function oggOpusFile(durationS: number, tags: Tags, tune: number, more: readonly (readonly [string, string])[] = []): Buffer {
  const samples = Math.round(durationS * 48_000);
  const music = goingRound(clipPackets(), tune * 3, Math.ceil((samples + PRE_SKIP) / PACKET_SAMPLES));
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head[8] = 1;
  head[9] = 1;
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(48_000, 12);
  const pages = [page(0, 0n, 2, [head]), ...longPacket(1, Buffer.concat([Buffer.from('OpusTags', 'latin1'), vorbisComments(tags, more)]))];
  for (let from = 0; from < music.length; from += PACKETS_A_PAGE) {
    const part = music.slice(from, from + PACKETS_A_PAGE);
    const last = from + PACKETS_A_PAGE >= music.length;
    const granule = last ? samples + PRE_SKIP : (from + part.length) * PACKET_SAMPLES;
    pages.push(page(pages.length, BigInt(granule), last ? 4 : 0, part));
  }
  return Buffer.concat(pages);
}

/** On as many pages as it takes: a page holds 255 segments of 255 bytes. Only the last one, where it ends, has a place in time. */
function longPacket(sequence: number, packet: Buffer): readonly Buffer[] {
  const PAGE_BYTES = 255 * 255;
  const pages = Math.floor(packet.length / PAGE_BYTES) + 1;
  return Array.from({ length: pages }, (_, place) => {
    const part = packet.subarray(place * PAGE_BYTES, (place + 1) * PAGE_BYTES);
    const isLast = place === pages - 1;
    return page(sequence + place, isLast ? 0n : -1n, place === 0 ? 0 : 1, [part], isLast);
  });
}

/** `ends`: the last part ends here, and does not go on upon the next page. */
function page(sequence: number, granule: bigint, flags: number, parts: readonly Buffer[], ends = true): Buffer {
  const lacing = parts.flatMap((part, place) => [
    ...Array.from({ length: Math.floor(part.length / 255) }, () => 255),
    ...(ends || place < parts.length - 1 ? [part.length % 255] : []),
  ]);
  const head = Buffer.alloc(27 + lacing.length);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(0x50_55_53_4f, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  Buffer.from(lacing).copy(head, 27);
  const bytes = Buffer.concat([head, ...parts]);
  bytes.writeUInt32LE(crc32(bytes), 22);
  return bytes;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = (byte << 24) >>> 0;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1) >>> 0;
  return crc;
});

/** Ogg's own CRC-32: not reflected, no final inversion (RFC 3533). */
function crc32(bytes: Buffer): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i += 1) crc = ((crc << 8) ^ (table[(crc >>> 24) ^ (bytes[i] ?? 0)] ?? 0)) >>> 0;
  return crc;
}
