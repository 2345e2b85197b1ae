import type { FileToMake, Id3v1 } from './case.js';
import { encodedAs } from './encodings.js';

type Frames = NonNullable<FileToMake['id3']>['frames'];

/** ID3v2.3 or 2.4, frame by frame as a case tells it: also with bytes that are not what their frame calls them. */
export function id3v2(version: number, frames: Frames): Buffer {
  const body = Buffer.concat(frames.map(([id, encoding, text]) => frame(version, id, encoding, text)));
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0]), synchsafe(body.length), body]);
}

function frame(version: number, id: string, encoding: string, text: string): Buffer {
  const [mark, bytes] = marked(encoding, text);
  const data = Buffer.concat([Buffer.from([mark]), bytes]);
  return Buffer.concat([Buffer.from(id, 'latin1'), version === 4 ? synchsafe(data.length) : u32(data.length), Buffer.alloc(2), data]);
}

/** `latin1:cp1251`: bytes of another code page that are called Latin-1. */
function marked(encoding: string, text: string): readonly [number, Buffer] {
  if (encoding === 'utf16') return [1, encodedAs(text, 'utf-16')];
  if (encoding === 'utf8') return [3, encodedAs(text, 'utf-8')];
  return [0, encodedAs(text, encoding.startsWith('latin1:') ? encoding.slice(7) : 'latin1')];
}

const synchsafe = (value: number) => Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The 128 bytes at the end, which cut every name at 30 signs. */
export function id3v1(tag: Id3v1): Buffer {
  const encoding = String(tag['encoding'] ?? 'latin1');
  const field = (name: string, size: number) =>
    Buffer.concat([encodedAs(String(tag[name] ?? ''), encoding).subarray(0, size), Buffer.alloc(size)]).subarray(0, size);
  const end = Buffer.from([0, Number(tag['track'] ?? 0), 12]);
  return Buffer.concat([
    Buffer.from('TAG'),
    field('title', 30),
    field('artist', 30),
    field('album', 30),
    field('year', 4),
    field('comment', 28),
    end,
  ]);
}

/** APEv2, as WavPack and some MP3 carry it behind their sound. */
export function apeV2(fields: Readonly<Record<string, string>>): Buffer {
  const items = Object.entries(fields).map(([name, text]) => {
    const [size, value] = [Buffer.alloc(8), Buffer.from(text, 'utf8')];
    size.writeUInt32LE(value.length);
    return Buffer.concat([size, Buffer.from(name, 'latin1'), Buffer.from([0]), value]);
  });
  const body = Buffer.concat(items);
  const mark = (flags: number) => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(2_000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(items.length, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  return Buffer.concat([mark(0xa0_00_00_00), body, mark(0x80_00_00_00)]);
}

const frameIds: Readonly<Record<string, string>> = {
  title: 'TIT2',
  artist: 'TPE1',
  album: 'TALB',
  albumArtist: 'TPE2',
  isrc: 'TSRC',
  track: 'TRCK',
};

/** Fields of a case as ID3v2.4 in UTF-8. */
export const id3Of = (tags: NonNullable<FileToMake['tags']>): Buffer =>
  id3v2(
    4,
    Object.entries(tags).map(([name, value]) => [frameIds[name] ?? name, 'utf8', [value].flat().join('\0')] as const),
  );
