import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Sizes of files below a folder, whichever way their names write accents; null: there is no such file. */
export const sizeHere = (folder: () => string) => async (relative: string) => {
  // A server's path may try to leave the folder.
  if (relative.split('/').includes('..')) return null;
  for (const form of ['NFC', 'NFD'] as const) {
    const found = await stat(join(folder(), relative.normalize(form))).catch(() => null); // not there, or not for us
    if (found?.isFile()) return found.size;
  }
  return null;
};
