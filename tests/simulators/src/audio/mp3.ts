import { clip, goingRound } from './clips.js';
import type { Tags } from './tags.js';

const SAMPLES = 1152;
const RATE = 44_100;
/** MPEG-1 layer 3, kbps by index. */
const KBPS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

let frames: readonly Buffer[] | null = null;

/** Every frame of the clip stands alone: it was made without a bit reservoir. */
function clipFrames(): readonly Buffer[] {
  if (frames) return frames;
  const bytes = clip('mp3-256-stereo.mp3');
  const found: Buffer[] = [];
  for (let at = 0; at + 4 < bytes.length;) {
    const kbps = KBPS[(bytes[at + 2] ?? 0) >> 4] ?? 0;
    const length = Math.floor((144_000 * kbps) / RATE) + (((bytes[at + 2] ?? 0) >> 1) & 1);
    if (length < 24) break;
    if (at + length <= bytes.length) found.push(bytes.subarray(at, at + length));
    at += length;
  }
  return (frames = found);
}

export function mp3File(durationS: number, tags: Tags, tune: number): Buffer {
  const count = Math.round((durationS * RATE) / SAMPLES);
  const music = goingRound(clipFrames(), tune * 5, count);
  const size = music.reduce((sum, frame) => sum + frame.length, 0);
  return Buffer.concat([id3v2(tags), infoFrame(music[0] ?? Buffer.alloc(0), count, size), ...music]);
}

/** A silent frame whose body counts the frames and bytes of the music (the "Info" form of constant bit rate). */
function infoFrame(like: Buffer, count: number, size: number): Buffer {
  const frame = Buffer.alloc(like.length);
  like.copy(frame, 0, 0, 4);
  const at = 4 + 32; // side information of MPEG-1 stereo
  frame.write('Info', at, 'latin1');
  frame.writeUInt32BE(3, at + 4);
  frame.writeUInt32BE(count, at + 8);
  frame.writeUInt32BE(size + frame.length, at + 12);
  return frame;
}

/** ID3v2.4 with UTF-8 text frames. */
function id3v2(tags: Tags): Buffer {
  const text = (id: string, value: string) => {
    const body = Buffer.concat([Buffer.from([3]), Buffer.from(value, 'utf8')]);
    return Buffer.concat([Buffer.from(id, 'latin1'), syncsafe(body.length), Buffer.from([0, 0]), body]);
  };
  const body = Buffer.concat([
    text('TIT2', tags.title),
    text('TPE1', tags.artist),
    text('TPE2', tags.albumArtist),
    text('TALB', tags.album),
    text('TRCK', `${tags.track}/${tags.trackTotal}`),
    text('TPOS', String(tags.disc)),
    text('TDRC', tags.date),
    text('TCON', tags.genre),
    ...(tags.isrc ? [text('TSRC', tags.isrc)] : []),
  ]);
  return Buffer.concat([Buffer.from('ID3', 'latin1'), Buffer.from([4, 0, 0]), syncsafe(body.length), body]);
}

const syncsafe = (value: number) => Buffer.from([(value >> 21) & 0x7f, (value >> 14) & 0x7f, (value >> 7) & 0x7f, value & 0x7f]);
