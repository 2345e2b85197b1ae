import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { parseBuffer } from 'music-metadata';
import { songBytes } from './song.js';
import type { Container, Song } from './song.js';
import type { Tags } from './tags.js';

const containers: readonly Container[] = ['flac', 'mp3', 'm4a', 'opus'];
const mimeTypes: Readonly<Record<Container, string>> = { flac: 'audio/flac', mp3: 'audio/mpeg', m4a: 'audio/mp4', opus: 'audio/ogg' };
const tags: Tags = {
  title: 'Ночной вокзал – “Ｎｅｏｎ”',
  artist: 'Élodie Sand feat. Ása Björk',
  albumArtist: 'Élodie Sand',
  album: 'Minuit',
  track: 7,
  trackTotal: 12,
  disc: 2,
  date: '2019-05-17',
  genre: 'Folk',
  isrc: 'GBXYZ2600007',
};
const song = (container: Container, more: Partial<Song> = {}): Song => ({ container, durationS: 71.5, tags, tune: 3, ...more });

/** Of every byte at once, bit by bit: slow, and written apart from the writers' own. */
function crc(bytes: Uint8Array, width: number, polynomial: number): number {
  const top = 2 ** (width - 1);
  let value = 0;
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = value >= top !== (((byte >> bit) & 1) === 1);
      value = (((value % top) * 2) ^ (carry ? polynomial : 0)) >>> 0;
    }
  return value;
}

describe.each(containers)('a written %s file', (container) => {
  it('says its length and its tags', async () => {
    const { format, common } = await parseBuffer(songBytes(song(container)), mimeTypes[container], { duration: true });
    expect(Math.abs((format.duration ?? 0) - 71.5)).toBeLessThan(0.05);
    expect(common).toMatchObject({
      title: tags.title,
      artist: tags.artist,
      albumartist: tags.albumArtist,
      album: tags.album,
      year: 2019,
      genre: ['Folk'],
      isrc: ['GBXYZ2600007'],
    });
    expect([common.track.no, common.track.of, common.disk.no]).toEqual([7, 12, 2]);
  });

  it('has the same bytes for the same song and others for another tune', () => {
    expect(songBytes(song(container)).equals(songBytes(song(container)))).toBe(true);
    expect(songBytes(song(container)).equals(songBytes(song(container, { tune: 4 })))).toBe(false);
  });

  const ffmpeg = spawnSync('ffmpeg', ['-version']).error === undefined;
  (ffmpeg ? it : it.skip)('is decoded by ffmpeg without an error', () => {
    // Not at level "warning": from a pipe ffmpeg knows no file size, and says so of an MP3 that counts its bytes.
    const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-xerror', '-i', '-', '-f', 'null', '-'], {
      input: songBytes(song(container)),
    });
    expect([status, stderr.toString()]).toEqual([0, '']);
  });
});

describe('the frames of a written FLAC file', () => {
  const bytes = songBytes(song('flac'));
  const BLOCK_BYTES = 4096 * 2;

  it('are numbered one after the other, with both checksums right, up to the last byte', () => {
    let at = 4;
    for (let last = false; !last;) {
      last = bytes.readUInt8(at) >= 0x80;
      at += 4 + bytes.readUIntBE(at + 1, 3);
    }
    let number = 0;
    for (; at < bytes.length; number += 1) {
      expect(bytes.readUInt16BE(at)).toBe(0xfff8);
      const coded = number < 0x80 ? 1 : 2;
      const whole = bytes.readUInt8(at + 2) >> 4 === 12;
      const head = 4 + coded + (whole ? 0 : 2);
      const lead = bytes.readUInt8(at + 4);
      expect(coded === 1 ? lead : ((lead & 0x1f) << 6) | (bytes.readUInt8(at + 5) & 0x3f)).toBe(number);
      expect(bytes.readUInt8(at + head)).toBe(crc(bytes.subarray(at, at + head), 8, 0x07));
      const music = whole ? BLOCK_BYTES : (bytes.readUInt16BE(at + 4 + coded) + 1) * 2;
      const end = at + head + 1 + 1 + music;
      expect(bytes.readUInt16BE(end)).toBe(crc(bytes.subarray(at, end), 16, 0x8005));
      at = end + 2;
    }
    expect(at).toBe(bytes.length);
    expect(number).toBe(Math.ceil((71.5 * 16_000) / 4096));
  });

  it('hold at least 250 kbps', async () => {
    const { format } = await parseBuffer(bytes, 'audio/flac', { duration: true });
    expect(format.bitrate).toBeGreaterThanOrEqual(250_000);
    expect(format.lossless).toBe(true);
  });
});

describe('the pages of a written Ogg file', () => {
  it('are numbered, have right checksums, never go back, and only the last ends the stream', () => {
    const bytes = songBytes(song('opus'));
    const pages: { readonly flags: number; readonly granule: bigint }[] = [];
    let at = 0;
    for (; at < bytes.length;) {
      expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
      expect(bytes.readUInt32LE(at + 18)).toBe(pages.length);
      const segments = bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26));
      const end = at + 27 + segments.length + segments.reduce((sum, length) => sum + length, 0);
      const page = Buffer.from(bytes.subarray(at, end));
      page.writeUInt32LE(0, 22);
      expect(bytes.readUInt32LE(at + 22)).toBe(crc(page, 32, 0x04c11db7));
      pages.push({ flags: bytes.readUInt8(at + 5), granule: bytes.readBigInt64LE(at + 6) });
      at = end;
    }
    expect(at).toBe(bytes.length);
    expect(pages.map(({ flags }) => flags)).toEqual([2, ...pages.slice(2).map(() => 0), 4]);
    const granules = pages.map(({ granule }) => Number(granule));
    expect(granules).toEqual([...granules].sort((a, b) => a - b));
  });
});
