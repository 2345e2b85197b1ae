import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { artworkCache } from './artwork-cache.js';
import type { ArtworkCache } from './artwork-cache.js';

const picture = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#285' } })
    .jpeg()
    .toBuffer();

describe('pictures of the library', () => {
  let folder: string;
  let cache: ArtworkCache;
  let nowMs: number;
  let read: number;
  const made = (maxBytes = 1e6) => artworkCache(folder, { maxBytes, freshMs: 60_000, nowMs: () => nowMs });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soulsync-artwork-'));
    nowMs = Date.now();
    read = 0;
    cache = made();
  });
  afterEach(() => rm(folder, { recursive: true }));
  const from = (image: Buffer | null) => async () => {
    read += 1;
    return image;
  };

  it('come in the size of the page, never larger than they are, and are read once', async () => {
    const image = await picture(300);
    const [small, again, large] = [
      await cache.get('albums', 'a1', 64, from(image)),
      await cache.get('albums', 'a1', 64, from(image)),
      await cache.get('albums', 'a1', 640, from(image)),
    ];
    const sides = await Promise.all([small, large].map(async (one) => (await sharp(one?.webp).metadata()).width));
    expect(sides).toEqual([64, 300]);
    expect([small?.etag === again?.etag, read]).toEqual([true, 2]);
  });

  it('are there after a restart, and read again when they may have changed', async () => {
    await cache.get('albums', 'a1', 64, from(await picture(100)));
    cache = made();
    expect(await cache.get('albums', 'a1', 64, from(null))).not.toBeNull();
    expect(read).toBe(1);
    nowMs += 61_000;
    await cache.get('albums', 'a1', 64, from(await picture(200)));
    expect(read).toBe(2);
  });

  it('are still shown, once old, while nobody can say whether they changed', async () => {
    const fails = async () => {
      throw new Error('plex-svc does not answer');
    };
    await expect(cache.get('albums', 'a1', 64, fails)).rejects.toThrow('does not answer');
    const first = await cache.get('albums', 'a1', 64, from(await picture(100)));
    nowMs += 61_000;
    expect((await cache.get('albums', 'a1', 64, fails))?.etag).toBe(first?.etag);
  });

  it('are none where nothing can be decoded, which is not tried at every look', async () => {
    const hostile = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)]);
    for (const look of [1, 2, 3]) expect([look, await cache.get('albums', 'x', 64, from(hostile))]).toEqual([look, null]);
    expect(read).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are asked for once by many at the same time', async () => {
    const image = await picture(300);
    await Promise.all(Array.from({ length: 20 }, () => cache.get('albums', 'a1', 160, from(image))));
    expect(read).toBe(1);
  });

  it('take no more room than they may: the oldest go', async () => {
    cache = made(2_000);
    const noise = await sharp({
      create: { width: 200, height: 200, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 120, sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
    for (let n = 0; n < 6; n += 1) {
      nowMs += 1_000;
      await cache.get('albums', `a${n}`, 64, from(noise));
    }
    const left = await readdir(folder);
    expect(left.length).toBeLessThan(6);
    expect(await cache.get('albums', 'a0', 64, from(null))).toBeNull(); // it is gone
  });

  it('lie in their folder, whatever is asked for', async () => {
    await cache.get('albums', '../../etc/passwd', 64, from(await picture(100)));
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.64\.webp$/)]);
  });
});
