import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { parseFile } from 'music-metadata';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { pictureShape } from '@soulsync/service-kit';
import { LEAST_PIXELS } from '../../ports/metadata-editor.js';
import type { MusicPictures } from '../../ports/edit-pictures.js';

/** Names of covers, the usual ones first. */
const names = /^(cover|folder|front|album)\.(jpe?g|png)$/i;
const rank = (name: string) => ['cover', 'folder', 'front', 'album'].indexOf(name.toLowerCase().replace(/\.\w+$/, ''));
const MAX_BYTES = 15 * 1024 * 1024;

/** Covers in the music folder. A file that can't be read is no cover, which the log says. */
export function musicPictures(musicDir: string, logger: Logger): MusicPictures {
  async function inside(path: string): Promise<string | null> {
    const [root, real] = await Promise.all([realpath(musicDir), realpath(join(musicDir, path))]);
    return real.startsWith(root + sep) ? real : null; // paths come from the server: nothing outside is read
  }

  async function inFolder(file: string): Promise<Uint8Array | null> {
    const folder = dirname(file);
    const found = (await readdir(folder)).filter((name) => names.test(name)).sort((a, b) => rank(a) - rank(b));
    for (const name of found) {
      const path = join(folder, name);
      const { size } = await stat(path);
      const image = size <= MAX_BYTES ? await readFile(path) : null;
      if (image && isLargeEnough(image)) return image;
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
      for (const path of paths)
        try {
          const file = await inside(path);
          const image = file && ((await inFolder(file)) ?? (await embedded(file)));
          if (image) return { image, from: path };
        } catch (error) {
          logger.debug('a cover could not be read', { path, error: messageOf(error) });
        }
      return null;
    },
  };
}

const isFront = ({ type }: { readonly type?: string }) => /front/i.test(type ?? '');

function isLargeEnough(image: Uint8Array): boolean {
  const shape = pictureShape(image);
  return shape !== null && (shape.width ?? 0) >= LEAST_PIXELS && (shape.height ?? 0) >= LEAST_PIXELS;
}
