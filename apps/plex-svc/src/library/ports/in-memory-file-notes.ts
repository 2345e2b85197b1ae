import type { FileNote, FileNotes } from './file-notes.js';

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Notes that last as long as the process. */
export function inMemoryFileNotes(): FileNotes {
  const byPath = new Map<string, FileNote>();
  return {
    find: async (paths) => new Map(paths.flatMap((path) => [byPath.get(path) ?? []].flat().map((note) => [path, note] as const))),
    inFolders: async (folders) => [...byPath.keys()].filter((path) => folders.includes(folderOf(path))),
    async *folders() {
      yield* new Set([...byPath.keys()].map(folderOf));
    },
    count: async () => byPath.size,
    async keep(notes) {
      for (const note of notes) byPath.set(note.path, note);
    },
    async forget(paths) {
      for (const path of paths) byPath.delete(path);
    },
  };
}

/** For one reading of a folder, after which nothing asks again. */
export const noFileNotes: FileNotes = {
  find: async () => new Map(),
  inFolders: async () => [],
  folders: async function* () {
    yield* [];
  },
  count: async () => 0,
  keep: async () => undefined,
  forget: async () => undefined,
};
