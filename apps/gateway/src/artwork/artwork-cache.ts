import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { newId } from '@soulsync/event-store';

export const artworkSizes = [64, 160, 640] as const;
export type ArtworkSize = (typeof artworkSizes)[number];

export interface Artwork {
  readonly webp: Buffer;
  /** Of its bytes. */
  readonly etag: string;
}

export interface ArtworkCache {
  /** The picture in this size; null: there is none. Asked for once, however many ask. */
  get(kind: string, id: string, size: ArtworkSize, read: () => Promise<Buffer | null>): Promise<Artwork | null>;
}

interface Options {
  /** Oldest first, what is over it goes. */
  readonly maxBytes: number;
  /** After that a picture is read again: it may have been changed. */
  readonly freshMs: number;
  readonly nowMs: () => number;
}

/** More than any cover, and not so many that decoding them takes the machine. */
const MAX_PIXELS = 50_000_000;
const QUALITY = 80;
/** Known to have no picture; ids can be made up. */
const MOST_NONE = 10_000;

/** Pictures in the sizes that pages show them in, kept in a folder. A picture nobody can decode is none. */
export function artworkCache(folder: string, { maxBytes, freshMs, nowMs }: Options): ArtworkCache {
  const underWay = new Map<string, Promise<Artwork | null>>();
  /** There is none: not asked for again at every look. */
  const none = new Map<string, number>();
  let written = 0;

  async function kept(path: string): Promise<Buffer | null> {
    try {
      const { mtimeMs } = await stat(path);
      return nowMs() - mtimeMs < freshMs ? await readFile(path) : null;
    } catch {
      return null; // not there, or not readable: it is made again
    }
  }

  async function resized(image: Buffer, size: ArtworkSize): Promise<Buffer | null> {
    try {
      return await sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false })
        .rotate()
        .resize(size, size, { fit: 'cover', withoutEnlargement: true })
        .webp({ quality: QUALITY })
        .toBuffer();
    } catch {
      return null; // no picture, whatever its first bytes say
    }
  }

  async function make(path: string, size: ArtworkSize, read: () => Promise<Buffer | null>): Promise<Artwork | null> {
    const known = await kept(path);
    if (known) return artworkOf(known);
    let image: Buffer | null;
    try {
      image = await read();
    } catch (error) {
      const stale = await readFile(path).catch(() => null);
      if (stale) return artworkOf(stale); // an old picture is better than none while nobody can say
      throw error;
    }
    const webp = image && (await resized(image, size));
    if (!webp) {
      none.set(path, nowMs());
      for (const oldest of [...none.keys()].slice(0, -MOST_NONE)) none.delete(oldest);
      return null;
    }
    await mkdir(folder, { recursive: true });
    const partly = `${path}.${newId()}`;
    await writeFile(partly, webp);
    await rename(partly, path);
    const now = nowMs() / 1_000;
    await utimes(path, now, now);
    written += webp.length;
    if (written > maxBytes / 10) {
      written = 0;
      await makeRoom(folder, maxBytes);
    }
    return artworkOf(webp);
  }

  return {
    async get(kind, id, size, read) {
      const path = join(folder, `${createHash('sha256').update(`${kind} ${id}`).digest('hex')}.${size}.webp`);
      const missedAt = none.get(path);
      if (missedAt !== undefined && nowMs() - missedAt < freshMs) return null;
      none.delete(path);
      const begun = underWay.get(path) ?? make(path, size, read);
      underWay.set(path, begun);
      try {
        return await begun;
      } finally {
        underWay.delete(path);
      }
    },
  };
}

const artworkOf = (webp: Buffer): Artwork => ({ webp, etag: `"${createHash('sha256').update(webp).digest('base64url').slice(0, 27)}"` });

/** Takes the oldest away until the rest has so many bytes. */
async function makeRoom(folder: string, maxBytes: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return { path, sizeBytes: found?.size ?? 0, at: found?.mtimeMs ?? 0 };
    }),
  );
  let bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const { path, sizeBytes } of files.sort((one, other) => one.at - other.at)) {
    if (bytes <= maxBytes) return;
    await rm(path, { force: true });
    bytes -= sizeBytes;
  }
}
