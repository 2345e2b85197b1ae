import type { Actor, LibraryEvent, SuspectedLoss, UnreadFile } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { SyncSettings } from '../../settings.js';
import type { Library, LibraryCommand } from '../domain/library/library.js';
import { suspectedLoss } from '../domain/library/loss-guard.js';
import type { NotShown } from '../domain/library/known-tracks.js';
import { UnsteadyFullSync } from '../ports/library-server.js';
import type { ServerIdentity } from '../../connection/server-identity.js';
import type { LibraryServer, Section } from '../ports/library-server.js';
import { pathsOf } from '../store/library-tracks.js';
import type { ObservedLibrary, ReportContext } from './observed-library.js';
import type { LibrarySyncStates, TakenPage, UnfinishedFullSync } from '../store/library-sync-state.js';

export type Libraries = CommandHandler<LibraryCommand, Library, LibraryEvent>;

export interface SyncedSection {
  readonly libraryId: string;
  readonly identity: ServerIdentity;
  readonly section: Section;
  readonly observed: ObservedLibrary;
  /** No full sync of it ever ended. */
  readonly first: boolean;
}

/** Pages whose tracks are stored at the same time. */
const PAGES_UNDER_WAY = 4;
/** A disk that was away may be back. */
const LOSS_POLLED_EVERY_MINUTES = 30;
/** What an interrupted full sync saw is too old to tell what is gone. */
const RESUMED_WITHIN_MS = 86_400_000;

/**
 * One complete reading of a section, page by page; an interrupted one goes on where it stood. What two complete full syncs in a row did not show
 * is gone, unless so much is missing at once that a person is asked.
 */
export async function syncSection(
  kit: Kit<PlexConfig>,
  settings: () => SyncSettings,
  server: LibraryServer,
  libraries: Libraries,
  states: LibrarySyncStates,
  { libraryId, identity, section, observed, first }: SyncedSection,
  signal: AbortSignal,
): Promise<void> {
  const earlier = await states.unfinished(libraryId);
  const resumed = earlier && Date.now() - earlier.startedAtMs < RESUMED_WITHIN_MS ? earlier : null;
  const sweepId = resumed?.sweepId ?? newId();
  const actor: Actor = { kind: 'process', id: `mirror-${server.kind}` };
  if (!resumed) await begin();
  const context = await contextOf();
  observed.known.beginFullSync();
  const serverKeys = new Set(resumed?.serverKeys);
  const albumKeys = new Set(resumed?.albumKeys);
  const unread: UnreadFile[] = [...(resumed?.unread ?? [])];
  for (const key of serverKeys) observed.known.markShown(key);
  // Rows stored between pages that are all new would take twice as long, and the full sync with them.
  const follow = first ? kit.projections.holdBack() : () => undefined;
  try {
    await read(resumed);
  } catch (error) {
    if (error instanceof UnsteadyFullSync) await states.discardFullSync(libraryId);
    throw error;
  } finally {
    follow();
  }
  const { missed, removed, loss } = await takeOff();
  const counts = { albums: albumKeys.size, tracks: serverKeys.size, missed, removed };
  await libraries(
    libraryId,
    { type: 'FinishFullSync', data: { libraryId, sweepId, ...counts, unread, loss, at: kit.clock.now() } },
    { ...context, commandId: newId(), time: kit.clock.now() },
  );
  reportLoss(loss);
  const againInMinutes = loss !== null ? LOSS_POLLED_EVERY_MINUTES : missed > 0 ? settings().confirmMinutes : null;
  const again = againInMinutes === null ? null : Date.now() + againInMinutes * 60_000;
  await states.endFullSync(libraryId, section.stamp, again);

  async function begin(): Promise<void> {
    let cursor: string | null = null;
    // Taken before the first page, so that nothing falls between the full sync and the incremental syncs after it.
    if (identity.capabilities.incrementalSync) for await (const page of server.changes(section.key, null)) cursor = page.cursor;
    await states.beginFullSync(libraryId, server.kind, sweepId, cursor);
    const data = { libraryId, sweepId, server: server.kind, serverName: identity.name, title: section.title, at: kit.clock.now() };
    const { position } = await libraries(libraryId, { type: 'StartFullSync', data }, await beginning());
    if (position !== null) await kit.projections.waitFor(position, ['library-mirror']); // how far it is can be seen from its beginning
  }

  async function read(from: UnfinishedFullSync | null): Promise<void> {
    let page = from?.pages ?? 0;
    let unreadNow: UnreadFile[] = [];
    const resume = from?.mark ? { pageCursor: from.mark, seen: from.serverKeys } : undefined;
    const pages = server.fullSync(section.key, { ...(resume ? { resume } : {}), onUnread: (one) => unreadNow.push(one) });
    const notes = inOrder<TakenPage>(async (taken) => {
      await states.pagesDone(libraryId, taken);
    });
    await pipelined(pages, PAGES_UNDER_WAY, async ({ tracks, pageCursor, total }, stored) => {
      signal.throwIfAborted();
      const news = unreadNow;
      unreadNow = [];
      const fresh = tracks.filter(({ serverKey }) => !serverKeys.has(serverKey) && serverKeys.add(serverKey));
      const albumsOfPage = [...new Set(fresh.map(({ albumKey }) => albumKey))];
      for (const key of albumsOfPage) albumKeys.add(key);
      unread.push(...news);
      const keys = fresh.map(({ serverKey }) => serverKey);
      const taken: TakenPage = { page, mark: pageCursor, total, serverKeys: keys, albumKeys: albumsOfPage, unread: news };
      page += 1;
      await observed.report(tracks, true, context);
      await stored;
      notes.push(taken);
    });
    await notes.end();
    unread.push(...unreadNow);
  }

  async function takeOff(): Promise<{ missed: number; removed: number; loss: SuspectedLoss | null }> {
    const notShown = await withoutHidden([...observed.known.notShown()]);
    const { accepted } = await libraries.load(libraryId);
    const loss = suspectedLoss(observed.known.byFolder(), countedByFolder(notShown), accepted);
    if (loss) return { missed: notShown.length, removed: 0, loss };
    return { ...(await observed.reportNotShown(notShown, sweepId, context)), loss };
  }

  function reportLoss(loss: SuspectedLoss | null): void {
    const code = `library-shrank:${libraryId}` as const;
    if (!loss) return kit.health.clear(code);
    kit.health.raise({
      code,
      level: 'error',
      params: { library: section.title, ...loss },
    });
  }

  /** What we may not look at is not gone: tracks at such places, and below such folders, stay as they are known. */
  async function withoutHidden(tracks: readonly NotShown[]): Promise<readonly NotShown[]> {
    const unseen = unread.filter(({ reason }) => reason === 'no-rights' || reason === 'unreadable');
    if (unseen.length === 0 || tracks.length === 0) return tracks;
    const files = new Set(unseen.map(({ path }) => path));
    const folders = unseen.filter(({ kind }) => kind === 'folder').map(({ path }) => `${path}/`);
    const rows = await pathsOf(
      kit.dataSource,
      tracks.map(({ libraryTrackId }) => libraryTrackId),
    );
    const hidden = new Set(
      rows
        .filter(({ path }) => path !== null && (files.has(path) || folders.some((folder) => path.startsWith(folder))))
        .map(({ id }) => id),
    );
    return tracks.filter(({ libraryTrackId }) => !hidden.has(libraryTrackId));
  }

  /** A full sync begins a correlation: by a schedule, a change that the server told of, or because nothing is known yet. */
  async function beginning(): Promise<CommandContext> {
    const { lastEvent } = await libraries.read(libraryId);
    const causationId = lastEvent?.id ?? null;
    return { commandId: newId(), correlationId: sweepId, causationId, actor, traceparent: null, time: kit.clock.now() };
  }

  /** All that it finds was caused by its beginning. */
  async function contextOf(): Promise<ReportContext> {
    const { lastEvent } = await libraries.read(libraryId);
    return { correlationId: sweepId, causationId: lastEvent?.id ?? null, actor, traceparent: lastEvent?.traceparent ?? null };
  }
}

function countedByFolder(tracks: readonly NotShown[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { folder } of tracks) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return counts;
}

/** Takes pages as they come, several at a time; `before` resolves when all earlier ones are done. The first failure is thrown. */
async function pipelined<T>(
  pages: AsyncIterable<T>,
  atOnce: number,
  work: (page: T, before: Promise<void>) => Promise<void>,
): Promise<void> {
  const underWay: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  try {
    for await (const page of pages) {
      const done = work(page, last);
      done.catch(() => undefined); // thrown where it is awaited
      last = done;
      underWay.push(done);
      if (underWay.length >= atOnce) await underWay.shift();
    }
    await Promise.all(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** Writes what was pushed, in order; what comes while a write is under way goes into the next one. */
function inOrder<T>(write: (items: readonly T[]) => Promise<void>) {
  let waiting: T[] = [];
  let writing: Promise<void> | null = null;
  const run = async () => {
    while (waiting.length > 0) {
      const items = waiting;
      waiting = [];
      await write(items);
    }
    writing = null;
  };
  return {
    push(item: T): void {
      waiting.push(item);
      writing ??= run();
      writing.catch(() => undefined); // thrown by `end`
    },
    async end(): Promise<void> {
      await writing;
    },
  };
}
