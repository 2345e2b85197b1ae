import { clip, goingRound } from './clips.js';
import type { Tags } from './tags.js';

const RATE = 44_100;
const FRAME_SAMPLES = 1024;
/** AAC-LC, 44.1 kHz, mono (ISO/IEC 14496-3, 1.6.2.1). */
const AUDIO_CONFIG = Buffer.from([(2 << 3) | (4 >> 1), ((4 & 1) << 7) | (1 << 3)]);

let frames: readonly Buffer[] | null = null;

/** Raw AAC frames of the clip, without their ADTS headers. */
function clipFrames(): readonly Buffer[] {
  if (frames) return frames;
  const bytes = clip('aac-64-mono.aac');
  const found: Buffer[] = [];
  for (let at = 0; at + 7 < bytes.length;) {
    const length = (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
    const head = ((bytes[at + 1] ?? 0) & 1) === 1 ? 7 : 9;
    if (length <= head || at + length > bytes.length) break;
    found.push(bytes.subarray(at + head, at + length));
    at += length;
  }
  return (frames = found);
}

/** ISO base media file with one AAC track and iTunes tags: ftyp, moov, mdat. */
export function mp4File(durationS: number, tags: Tags, tune: number): Buffer {
  const music = goingRound(clipFrames(), tune * 2, Math.round((durationS * RATE) / FRAME_SAMPLES));
  const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0M4A isom', 'latin1'));
  const sized = moov(music, tags, 0);
  const head = moov(music, tags, ftyp.length + sized.length + 8);
  return Buffer.concat([ftyp, head, box('mdat', ...music)]);
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, place) => bytes.writeUInt32BE(value >>> 0, place * 4));
  return bytes;
};
const u16 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, place) => bytes.writeUInt16BE(value, place * 2));
  return bytes;
};
const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function moov(music: readonly Buffer[], tags: Tags, mdatAt: number): Buffer {
  const samples = music.length * FRAME_SAMPLES;
  const mvhd = box('mvhd', u32(0, 0, 0, RATE, samples, 0x10000), u16(0x0100, 0), u32(0, 0), matrix, u32(0, 0, 0, 0, 0, 0, 2));
  const tkhd = box('tkhd', u32(7, 0, 0, 1, 0, samples, 0, 0), u16(0, 0, 0x0100, 0), matrix, u32(0, 0));
  const mdhd = box('mdhd', u32(0, 0, 0, RATE, samples), u16(0x55c4, 0));
  const hdlr = box('hdlr', u32(0, 0), Buffer.from('soun', 'latin1'), u32(0, 0, 0), Buffer.from([0]));
  const dinf = box('dinf', box('dref', u32(0, 1), box('url ', u32(1))));
  const mp4a = box('mp4a', Buffer.alloc(6), u16(1), u32(0, 0), u16(1, 16, 0, 0), u32(RATE * 65_536), esds());
  const stbl = box(
    'stbl',
    box('stsd', u32(0, 1), mp4a),
    box('stts', u32(0, 1, music.length, FRAME_SAMPLES)),
    box('stsc', u32(0, 1, 1, music.length, 1)),
    box('stsz', u32(0, 0, music.length, ...music.map((frame) => frame.length))),
    box('stco', u32(0, 1, mdatAt)),
  );
  const mdia = box('mdia', mdhd, hdlr, box('minf', box('smhd', u32(0, 0)), dinf, stbl));
  return box('moov', mvhd, box('trak', tkhd, mdia), box('udta', meta(tags)));
}

/** MPEG-4 descriptors: stream, decoder, its configuration. */
function esds(): Buffer {
  const descriptor = (tag: number, ...parts: readonly Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  };
  const decoder = descriptor(4, Buffer.from([0x40, 0x15, 0, 0, 0]), u32(64_000, 64_000), descriptor(5, AUDIO_CONFIG));
  return box('esds', u32(0), descriptor(3, u16(1), Buffer.from([0]), decoder, descriptor(6, Buffer.from([2]))));
}

function meta(tags: Tags): Buffer {
  const data = (kind: number, body: Buffer) => box('data', u32(kind, 0), body);
  const text = (name: string, value: string) => box(name, data(1, Buffer.from(value, 'utf8')));
  const ilst = box(
    'ilst',
    text('\u00a9nam', tags.title),
    text('\u00a9ART', tags.artist),
    text('aART', tags.albumArtist),
    text('\u00a9alb', tags.album),
    text('\u00a9day', tags.date),
    text('\u00a9gen', tags.genre),
    box('trkn', data(0, u16(0, tags.track, tags.trackTotal, 0))),
    box('disk', data(0, u16(0, tags.disc, 0))),
    ...(tags.isrc
      ? [
          box(
            '----',
            box('mean', u32(0), Buffer.from('com.apple.iTunes')),
            box('name', u32(0), Buffer.from('ISRC')),
            data(1, Buffer.from(tags.isrc)),
          ),
        ]
      : []),
  );
  return box('meta', u32(0), box('hdlr', u32(0, 0), Buffer.from('mdirappl', 'latin1'), u32(0, 0), Buffer.from([0])), ilst);
}
