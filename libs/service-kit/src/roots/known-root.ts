import type { Instant, KnownRoot, RootEvent, RootName } from '@soulsync/contracts';
import type { EventStore } from '@soulsync/event-store';

/** The aggregate type under which organize-svc remembers roots. */
export const ROOT_AGGREGATE = 'root';

/** A root with the time since which it is known so. */
export type RememberedRoot = KnownRoot & { readonly at: Instant };

/** What the log knows of a root; read from the log itself, since a read model that lags would take an old root for a new one. */
export async function knownRoot(store: EventStore, root: RootName): Promise<RememberedRoot | null> {
  const { commits } = await store.load({ aggregateType: ROOT_AGGREGATE, aggregateId: root });
  // The stream holds organize-svc's own events; types are settled by upcasters on reading.
  const last = commits.flatMap(({ events }) => events as unknown as readonly RootEvent[]).at(-1);
  if (!last) return null;
  const { markerId, path, device, filesystem, at } = last.data;
  return { markerId, path, device, filesystem, at };
}
