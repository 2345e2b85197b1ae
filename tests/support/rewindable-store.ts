import { inMemoryEventStore } from '@soulsync/event-store';
import type { EventStore, StoredCommit } from '@soulsync/event-store';

export interface RewindableStore extends EventStore {
  commits(): Promise<readonly StoredCommit[]>;
  /** Another log of its name, holding the first `count` commits of this one; whoever reads has to begin again. */
  setBackTo(count: number): Promise<void>;
}

/** A log in memory that can lose its end: for histories by the hundred. */
export function rewindableStore(): RewindableStore {
  let log = inMemoryEventStore();
  const commits = async () => {
    const found: StoredCommit[] = [];
    for await (const commit of log.readAll(null)) found.push(commit);
    return found;
  };
  return {
    append: (...args) => log.append(...args),
    load: (...args) => log.load(...args),
    readAll: (...args) => log.readAll(...args),
    subscribeAll: (...args) => log.subscribeAll(...args),
    lastPosition: () => log.lastPosition(),
    pointAt: (position) => log.pointAt(position),
    open: () => log.open(),
    onReconnect: (callback) => log.onReconnect(callback),
    compare: (a, b) => log.compare(a, b),
    distance: (from, to) => log.distance(from, to),
    close: () => log.close(),
    commits,
    async setBackTo(count) {
      const kept = (await commits()).slice(0, count);
      log = inMemoryEventStore();
      for (const { stream, events, commitId } of kept) {
        const [first] = events;
        if (first) await log.append(stream, events, 'any', commitId, first);
      }
    },
  };
}
