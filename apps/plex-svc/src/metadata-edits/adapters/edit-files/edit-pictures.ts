import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EditPictures } from '../../ports/edit-pictures.js';

/** Files `<n>.offer` and `<n>.former` in a folder an edit; an empty former file: there was none. */
export function editPictures(dir: string): EditPictures {
  const place = (editId: string, name: string) => join(dir, editId.replace(/[^\w-]/g, '_'), name);

  async function read(path: string): Promise<Buffer | null> {
    try {
      return await readFile(path);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  /** Whole or not at all, and on the disk when it says so. */
  async function write(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  return {
    offer: (editId, n, image) => write(place(editId, `${n}.offer`), image),
    offered: (editId, n) => read(place(editId, `${n}.offer`)),
    async begin(editId, n, former) {
      const path = place(editId, `${n}.former`);
      if ((await read(path)) === null) await write(path, former ?? new Uint8Array());
    },
    async begun(editId, n) {
      const bytes = await read(place(editId, `${n}.former`));
      return bytes && { former: bytes.length > 0 ? bytes : null };
    },
    async dropOffers(editId) {
      const names = await readdir(place(editId, '')).catch((error: unknown) => {
        if (isAbsent(error)) return []; // no picture was offered: no folder
        throw error;
      });
      for (const name of names) if (/\.offer(\.new)?$/.test(name)) await rm(place(editId, name), { force: true });
    },
    dropAll: (editId) => rm(place(editId, ''), { recursive: true, force: true }),
  };
}

const isAbsent = (error: unknown) => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
