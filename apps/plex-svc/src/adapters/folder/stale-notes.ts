import type { FileNotes } from '../../library/ports/file-notes.js';
import type { OnUnread, WalkedFolder } from './walk.js';

/** A disk that is away would have us read everything anew: where more than this share, and number, is gone at once, the notes are kept. */
const MOST_GONE = { share: 0.2, number: 100 };
const FOLDERS_AT_ONCE = 100;

export interface StaleNotes {
  /** Compares what is walked with what is noted. */
  passing(folders: AsyncIterable<WalkedFolder>): AsyncGenerator<WalkedFolder>;
  /** What may not be looked at is not gone. */
  hiding(onUnread: OnUnread): OnUnread;
  /** Once everything was walked. */
  forget(): Promise<void>;
}

/** The notes of files that a whole walk does not meet are forgotten at its end. */
export async function staleNotes(notes: FileNotes): Promise<StaleNotes> {
  const most = Math.max(MOST_GONE.number, (await notes.count()) * MOST_GONE.share);
  const passed = new Set<string>();
  const hidden: string[] = [];
  const gone: string[] = [];

  async function compare(folders: readonly WalkedFolder[]): Promise<void> {
    const there = new Set(folders.flatMap(({ files }) => files.map(({ name }) => name)));
    take((await notes.inFolders(folders.map(({ name }) => name))).filter((path) => !there.has(path)));
  }

  function take(paths: readonly string[]): void {
    if (gone.length <= most) for (const path of paths) gone.push(path);
  }

  return {
    async *passing(folders) {
      let some: WalkedFolder[] = [];
      for await (const folder of folders) {
        passed.add(folder.name);
        some.push(folder);
        if (some.length >= FOLDERS_AT_ONCE) {
          await compare(some);
          some = [];
        }
        yield folder;
      }
      await compare(some);
    },
    hiding: (onUnread) => (unread) => {
      if (unread.kind === 'folder') hidden.push(unread.path);
      onUnread(unread);
    },
    async forget() {
      for await (const folder of notes.folders())
        if (!passed.has(folder) && !hidden.some((closed) => folder === closed || folder.startsWith(`${closed}/`)))
          take(await notes.inFolders([folder]));
      if (gone.length <= most) await notes.forget(gone);
    },
  };
}
