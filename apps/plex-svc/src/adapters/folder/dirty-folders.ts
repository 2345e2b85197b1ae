import { randomUUID } from 'node:crypto';

export interface DirtyFolder {
  readonly folder: string;
  /** All that lies below it, too. */
  readonly deep: boolean;
}

/** The folders in which something may have changed, in the order in which that was heard. Lasts as long as the process. */
export interface DirtyFolders {
  mark(folder: string, deep?: boolean): void;
  /** What changed is not known; it may be anything. */
  markAll(): void;
  /** Another one after each mark, and in each process. */
  cursor(): string;
  /** What was marked after that cursor; marks up to it are forgotten. null: it can't be told. */
  since(cursor: string): readonly DirtyFolder[] | null;
}

/** More than these at once are a full sync. */
const MOST = 2_000;

export function dirtyFolders(run: string = randomUUID()): DirtyFolders {
  const marked = new Map<string, { deep: boolean; at: number }>();
  let count = 0;
  let allAt = 0;
  return {
    mark(folder, deep = false) {
      const before = marked.get(folder);
      marked.delete(folder);
      marked.set(folder, { deep: deep || before?.deep === true, at: (count += 1) });
      if (marked.size > MOST) this.markAll();
    },
    markAll() {
      marked.clear();
      allAt = count += 1;
    },
    cursor: () => `${run}.${count}`,
    since(cursor) {
      const [ofRun, text] = cursor.split('.');
      const after = Number(text);
      if (ofRun !== run || !Number.isInteger(after) || allAt > after) return null;
      for (const [folder, { at }] of marked) if (at <= after) marked.delete(folder);
      return [...marked].map(([folder, { deep }]) => ({ folder, deep }));
    },
  };
}
