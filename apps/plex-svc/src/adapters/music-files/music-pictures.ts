import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, posix, sep } from 'node:path';
import { parseFile } from 'music-metadata';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { pictureShape, Unavailable } from '@soulsync/service-kit';
import type { MusicPictures } from '../../metadata-edits/ports/edit-pictures.js';

/** Names of covers, the usual ones first. */
const names = /^(cover|folder|front|album)\.(jpe?g|png)$/i;
const rank = (name: string) => ['cover', 'folder', 'front', 'album'].indexOf(name.toLowerCase().replace(/\.\w+$/, ''));
const MAX_BYTES = 15 * 1024 * 1024;

/**
 * Covers in the music folder of at least so many pixels a side. A file that can't be read is no cover, which the log says; where none of them
 * could be, as on a disk that is away, `unread` says whether that is no cover either, or Unavailable is thrown.
 */
export function musicPictures(
  musicFolder: () => string,
  leastPixels: number,
  logger: Logger,
  unread: 'none' | 'throw' = 'none',
): MusicPictures {
  const isLargeEnough = (image: Uint8Array): boolean => {
    const shape = pictureShape(image);
    return shape !== null && (shape.width ?? 0) >= leastPixels && (shape.height ?? 0) >= leastPixels;
  };

  /** Paths come from the server: none leads out of the music folder. Links inside it are the owner's own. */
  function inside(path: string): string | null {
    const musicDir = musicFolder();
    const file = join(musicDir, path);
    return file.startsWith(join(musicDir, sep)) ? file : null;
  }

  async function inFolder(file: string): Promise<{ readonly name: string; readonly image: Uint8Array } | null> {
    const folder = dirname(file);
    const found = (await readdir(folder)).filter((name) => names.test(name)).sort((a, b) => rank(a) - rank(b));
    for (const name of found) {
      const path = join(folder, name);
      const { size } = await stat(path);
      const image = size <= MAX_BYTES ? await readFile(path) : null;
      if (image && isLargeEnough(image)) return { name, image };
    }
    return null;
  }

  async function embedded(file: string): Promise<Uint8Array | null> {
    const { common } = await parseFile(file, { duration: false });
    const pictures = [...(common.picture ?? [])].sort((a, b) => Number(isFront(b)) - Number(isFront(a)));
    return pictures.find(({ data }) => data.length <= MAX_BYTES && isLargeEnough(data))?.data ?? null;
  }

  return {
    async coverOf(paths) {
      let failed: { readonly error: unknown } | null = null;
      let wasRead = false;
      for (const path of paths)
        try {
          const file = inside(path);
          if (!file) continue;
          const lying = await inFolder(file);
          if (lying) return { image: lying.image, from: posix.join(posix.dirname(path), lying.name) };
          const image = await embedded(file);
          if (image) return { image, from: path };
          wasRead = true;
        } catch (error) {
          if (typeof error === 'object' && error !== null && 'errno' in error) failed ??= { error };
          else wasRead = true; // it is no music
          logger.debug('a cover could not be read', { path, error: messageOf(error) });
        }
      if (unread === 'throw' && failed && !wasRead) throw new Unavailable('music-files', messageOf(failed.error), { cause: failed.error });
      return null;
    },
  };
}

const isFront = ({ type }: { readonly type?: string }) => /front/i.test(type ?? '');
