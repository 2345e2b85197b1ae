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
  /** What is over it goes, first what was not used for longest. */
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
/** A picture that was shown within so long is not noted as used again. */
const USED_MS = 86_400_000;
const FORGOTTEN_MS = 90 * USED_MS;

const hashed = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Pictures in the sizes that pages show them in, kept in a folder by what they are: `<content>.<size>.webp`, and `<id>.of`, which says what the
 * picture of an id was when it was last read. One that many show is kept once. A picture nobody can decode is none.
 */
export function artworkCache(folder: string, { maxBytes, freshMs, nowMs }: Options): ArtworkCache {
  const underWay = new Map<string, Promise<Artwork | null>>();
  /** There is none: not asked for again at every look. */
  const none = new Map<string, number>();
  let written = 0;

  const fileOf = (content: string, size: ArtworkSize) => join(folder, `${content}.${size}.webp`);

  /** What the picture of this id was; `isFresh`: it need not be read again. */
  async function known(of: string): Promise<{ readonly content: string; readonly isFresh: boolean } | null> {
    try {
      const [content, { mtimeMs }] = await Promise.all([readFile(of, 'utf8'), stat(of)]);
      return /^[0-9a-f]{64}$/.test(content) ? { content, isFresh: nowMs() - mtimeMs < freshMs } : null;
    } catch {
      return null; // not there, or not readable: it is made again
    }
  }

  async function kept(content: string, size: ArtworkSize): Promise<Artwork | null> {
    const path = fileOf(content, size);
    try {
      const [webp, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
      if (nowMs() - mtimeMs > USED_MS) await touched(path);
      return artworkOf(webp);
    } catch {
      return null; // as above
    }
  }

  async function touched(path: string): Promise<void> {
    const seconds = nowMs() / 1_000;
    await utimes(path, seconds, seconds);
  }

  /** Whole or not at all. */
  async function put(path: string, bytes: Buffer | string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const partly = `${path}.${newId()}`;
    await writeFile(partly, bytes);
    await rename(partly, path);
    await touched(path);
    written += bytes.length;
    if (written <= maxBytes / 10) return;
    written = 0;
    await makeRoom(folder, maxBytes, nowMs());
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

  async function find(of: string, size: ArtworkSize, read: () => Promise<Buffer | null>): Promise<Artwork | null> {
    const before = await known(of);
    const old = before && (await kept(before.content, size));
    if (old && before.isFresh) return old;
    let image: Buffer | null;
    try {
      image = await read();
    } catch (error) {
      if (old) return old; // an old picture is better than none while nobody can say
      throw error;
    }
    if (!image) return null;
    const content = hashed(image);
    const same = await kept(content, size);
    const webp = same?.webp ?? (await resized(image, size));
    if (!webp) return null;
    if (!same) await put(fileOf(content, size), webp);
    await put(of, content);
    return same ?? artworkOf(webp);
  }

  async function made(of: string, size: ArtworkSize, read: () => Promise<Buffer | null>): Promise<Artwork | null> {
    const missedAt = none.get(of);
    if (missedAt !== undefined && nowMs() - missedAt < freshMs) return null;
    none.delete(of);
    const found = await find(of, size, read);
    if (found) return found;
    none.set(of, nowMs());
    for (const oldest of [...none.keys()].slice(0, -MOST_NONE)) none.delete(oldest);
    return null;
  }

  return {
    async get(kind, id, size, read) {
      const of = join(folder, `${hashed(`${kind} ${id}`)}.of`);
      const asked = `${of} ${size}`;
      const begun = underWay.get(asked) ?? made(of, size, read);
      underWay.set(asked, begun);
      try {
        return await begun;
      } finally {
        underWay.delete(asked);
      }
    },
  };
}

const artworkOf = (webp: Buffer): Artwork => ({ webp, etag: `"${createHash('sha256').update(webp).digest('base64url').slice(0, 27)}"` });

/** Takes away what was not used for longest until the rest has so many bytes; and what nobody asked for in a quarter of a year. */
async function makeRoom(folder: string, maxBytes: number, nowMs: number): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return { path, sizeBytes: found?.size ?? 0, at: found?.mtimeMs ?? 0 };
    }),
  );
  const isNote = ({ path }: { readonly path: string }) => path.endsWith('.of');
  for (const note of files.filter(isNote)) if (nowMs - note.at > FORGOTTEN_MS) await rm(note.path, { force: true });
  const pictures = files.filter((file) => !isNote(file)).sort((one, other) => one.at - other.at);
  let bytes = pictures.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const { path, sizeBytes } of pictures) {
    if (bytes <= maxBytes) return;
    await rm(path, { force: true });
    bytes -= sizeBytes;
  }
}
