import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
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

  const noise = () =>
    sharp({ create: { width: 200, height: 200, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 120, sigma: 60 } } })
      .jpeg()
      .toBuffer();
  const kept = async () => (await readdir(folder)).filter((name) => name.endsWith('.webp'));

  it('take no more room than they may: what was not used for longest goes', async () => {
    const one = (await cache.get('albums', 'measured', 64, from(await noise())))?.webp.length ?? 0;
    cache = artworkCache(folder, { maxBytes: 3.5 * one, freshMs: 1e12, nowMs: () => nowMs });
    for (let n = 0; n < 6; n += 1) {
      nowMs += 100_000_000; // more than a day
      await cache.get('albums', `a${n}`, 64, from(await noise()));
      await cache.get('albums', 'a0', 64, from(null)); // looked at each day
    }
    expect((await kept()).length).toBeLessThan(5);
    expect(await cache.get('albums', 'a0', 64, from(null))).not.toBeNull();
    expect(await cache.get('albums', 'a1', 64, from(null))).toBeNull(); // it is gone
  });

  it('are kept once, however many show the same', async () => {
    const image = await noise();
    const all = await Promise.all(['a1', 'a2', 'a3'].map((id) => cache.get('albums', id, 64, from(image))));
    expect(new Set(all.map((one) => one?.etag)).size).toBe(1);
    expect(await kept()).toHaveLength(1);
  });

  it('are not made again where they were read again and had not changed', async () => {
    const image = await noise();
    await cache.get('albums', 'a1', 64, from(image));
    const [name = ''] = await kept();
    const before = await stat(join(folder, name));
    nowMs += 61_000;
    await cache.get('albums', 'a1', 64, from(image));
    expect(read).toBe(2);
    expect((await stat(join(folder, name))).ino).toBe(before.ino);
  });

  it('are another one in every size once it changed', async () => {
    const [first, second] = [await noise(), await noise()];
    for (const size of [64, 160] as const) await cache.get('albums', 'a1', size, from(first));
    nowMs += 61_000;
    const small = await cache.get('albums', 'a1', 64, from(second));
    const large = await cache.get('albums', 'a1', 160, from(second));
    expect((await cache.get('albums', 'a1', 64, from(first)))?.etag).toBe(small?.etag);
    expect((await cache.get('albums', 'a1', 160, from(first)))?.etag).toBe(large?.etag);
  });

  it('lie in their folder, whatever is asked for', async () => {
    await cache.get('albums', '../../etc/passwd', 64, from(await picture(100)));
    for (const name of await readdir(folder)) expect(name).toMatch(/^[0-9a-f]{64}\.(64\.webp|of)$/);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
