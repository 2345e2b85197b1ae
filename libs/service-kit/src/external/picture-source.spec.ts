import { describe, expect, it } from '@jest/globals';
import type { ExternalClient } from './external-client.js';
import { pictureShape } from './picture-shape.js';
import { pictureSource } from './picture-source.js';

const png = (width: number, height: number) => {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([header, size, Buffer.from([8, 2, 0, 0, 0])]);
};
/** An APP0 segment, a table, then the frame. */
const jpeg = (width: number, height: number) => {
  const frame = Buffer.from('ffc20011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffc40004aabb', 'hex'), frame]);
};

describe('the shape of a picture', () => {
  it('is read from its header', () => {
    expect(pictureShape(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    expect(pictureShape(jpeg(300, 200))).toEqual({ type: 'image/jpeg', width: 300, height: 200 });
  });

  it('is unknown where the header is cut or broken, and nothing where it is no picture', () => {
    expect(pictureShape(png(640, 480).subarray(0, 12))).toEqual({ type: 'image/png', width: null, height: null });
    expect(pictureShape(Buffer.from('ffd8ffe0ffff00', 'hex'))).toEqual({ type: 'image/jpeg', width: null, height: null });
    expect(pictureShape(Buffer.from('ffd8ff000000000000000000000000', 'hex'))?.width).toBeNull();
    for (const other of ['<html>', 'GIF89a', '']) expect(pictureShape(Buffer.from(other))).toBeNull();
  });
});

describe('a picture from outside', () => {
  const asked: string[] = [];
  const answering = (data: Buffer) =>
    pictureSource(
      ({ baseUrl }) =>
        ({
          get: async (path: string) => {
            asked.push(baseUrl + path);
            return { status: 200, headers: {}, data };
          },
        }) as unknown as ExternalClient, // only its reads are used
      () => 'i.example.org, *.scdn.co',
    );

  it.each([
    null,
    'not an address',
    'file:///etc/passwd',
    'https://evil-scdn.co/a.jpg',
    'https://scdn.co.example.com/a',
    'http://127.0.0.1/a',
  ])('is not fetched from %p', async (url) => {
    expect(await answering(jpeg(300, 300))(url)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is fetched from an allowed host, and is none when it is something else', async () => {
    expect(await answering(jpeg(300, 300))('https://i.scdn.co/image/a?b=1')).toEqual(jpeg(300, 300));
    expect(await answering(Buffer.from('<html>'))('https://i.example.org/a')).toBeNull();
    expect(asked).toEqual(['https://i.scdn.co/image/a?b=1', 'https://i.example.org/a']);
  });
});
