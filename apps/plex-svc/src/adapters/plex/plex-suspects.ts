import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ChangeNotification } from './plex-change-notifications.js';
import type { PlexClient } from './plex-client.js';

/** Rows that the server said are deleted: looked at before anybody believes it. */
export interface Suspects {
  add(notification: Extract<ChangeNotification, { kind: 'gone' }>): void;
  /** Is one of the section's suspects really gone? Asked once; then they are forgotten. */
  anyGone(section: string): Promise<boolean>;
}

/** Enough to find out that something is gone; a full sync finds the rest. */
const KEPT = 20;

export function suspects(client: PlexClient): Suspects {
  const bySection = new Map<string, Set<string>>();

  async function shown(keys: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    try {
      const { Metadata = [] } = await client.container(`/library/metadata/${[...keys].join(',')}`);
      return new Set(Metadata.filter(({ deletedAt }) => deletedAt === undefined).map(({ ratingKey }) => String(ratingKey)));
    } catch (error) {
      // None of them is there.
      if (error instanceof Unavailable && error.cause instanceof ExternalError && error.cause.kind === 'not-found') return new Set();
      throw error;
    }
  }

  return {
    add({ section, key }) {
      const keys = bySection.get(section) ?? new Set();
      if (keys.size < KEPT) bySection.set(section, keys.add(key));
    },
    async anyGone(section) {
      const keys = bySection.get(section);
      if (!keys) return false;
      const there = await shown(keys);
      bySection.delete(section);
      return [...keys].some((key) => !there.has(key));
    },
  };
}
