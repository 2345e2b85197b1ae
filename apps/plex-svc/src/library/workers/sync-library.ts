import type { PathProof } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import { ExternalError, storedTimes, Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { SyncSettings } from '../../settings.js';
import { FilterIgnored } from '../ports/library-server.js';
import type { ServerIdentity } from '../../connection/server-identity.js';
import type { LibraryServer, Section } from '../ports/library-server.js';
import { libraryIdOf } from '../library-id.js';
import type { LibrarySyncState, LibrarySyncStates } from '../store/library-sync-state.js';
import type { ObservedLibraries, ReportContext } from './observed-library.js';
import type { PathProver } from './prove-paths.js';
import { librariesOn } from '../store/libraries.js';
import { syncSection } from './sync-section.js';
import type { Libraries, SyncedSection } from './sync-section.js';

/** Waits after failures, the last one from then on. */
const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000];
const PROVED_AGAIN_MS = 3_600_000;
/** What a server tells of itself comes in floods. */
const NOTIFIED_QUIET_MS = 1_000;

export interface SyncStanding {
  /** `waiting`: it was not read yet. */
  readonly state: 'waiting' | 'reached' | 'failing';
  readonly since: string;
  /** What it fails with. */
  readonly error: unknown;
  readonly nextTryAt: string | null;
  /** As the server last said; null: it never did. */
  readonly identity: ServerIdentity | null;
}

export interface LibrarySync extends Worker {
  readonly server: LibraryServer;
  /** The next poll is due now, also while it waits for a server that is away. `fullSync`: at everything. */
  poll(fullSync: boolean): void;
  /** How it went the last time. */
  standing(): SyncStanding;
  /** Asks the server for some of its files and looks for them here. */
  provePaths(): Promise<PathProof>;
}

/**
 * Keeps our picture of one server: a cheap poll each minute, an incremental sync where the section's own counters moved (and now and then in any case),
 * a full sync on its schedule. Each server is synced by itself, so that one that is away holds up no other.
 */
export function syncLibrary(
  kit: Kit<PlexConfig>,
  settings: () => SyncSettings,
  server: LibraryServer,
  open: ObservedLibraries,
  states: LibrarySyncStates,
  libraries: Libraries,
  prover: PathProver,
): LibrarySync {
  const times = storedTimes(kit.clock);
  let woken = new AbortController();
  let notified = false;
  let fullSyncAsked = false;
  let standing: SyncStanding = { state: 'waiting', since: kit.clock.now(), error: null, nextTryAt: null, identity: null };
  /** Shown by files that both see; asked again now and then until it is. */
  let provePathsAtMs: number | null = server.realFiles ? 0 : null;

  return {
    name: `mirror-${server.kind}`,
    server,
    poll(fullSync) {
      fullSyncAsked ||= fullSync;
      notified = true;
      woken.abort();
    },
    standing: () => standing,
    provePaths,
    async run(signal) {
      const unwatch = server.watch(() => {
        notified = true;
        void kit.sleep(NOTIFIED_QUIET_MS, signal).then(() => woken.abort());
      });
      try {
        for (let failures = 0; !signal.aborted;) {
          let waitMs = settings().pollSeconds * 1_000;
          woken = new AbortController();
          try {
            await kit.tasks.ran({ name: 'look-at-library', of: server.kind }, () => pollAll(signal), { signal });
            failures = 0;
            reportReached();
          } catch (error) {
            if (signal.aborted) return; // cut short: the next one goes on where it stood
            waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 300_000;
            failures += 1;
            await reportTrouble(error, waitMs);
          }
          await kit.sleep(waitMs, signal, woken.signal);
        }
      } finally {
        await unwatch();
      }
    },
  };

  async function pollAll(signal: AbortSignal): Promise<void> {
    const identity = await server.identify();
    standing = { ...standing, identity };
    const sections = await server.sections();
    if (provePathsAtMs !== null && kit.clock.monotonicMs() >= provePathsAtMs) await provePaths();
    const asked = { fullSync: fullSyncAsked, notified };
    fullSyncAsked = false;
    notified = false;
    let failed: { error: unknown } | null = null;
    for (const section of sections) {
      if (signal.aborted) return;
      try {
        await pollSection(identity, section, asked, signal);
      } catch (error) {
        failed ??= { error }; // the other sections are looked at all the same
        fullSyncAsked ||= asked.fullSync;
      }
    }
    if (failed) throw failed.error;
    await reportMissingSections(identity, sections);
  }

  async function provePaths(): Promise<PathProof> {
    const proof = await prover.prove(server);
    const code = `paths:${server.kind}` as const;
    provePathsAtMs = proof.state === 'proven' || proof.state === 'guessed' ? null : kit.clock.monotonicMs() + PROVED_AGAIN_MS;
    if (proof.state === 'guessed') {
      kit.logger.info('the path map was found out from files that both see', { server: server.kind, pairs: proof.pairs });
      fullSyncAsked = true; // tracks that were read under other paths
    }
    if (proof.cause !== null)
      kit.health.raise({
        code,
        level: 'warning',
        params: { server: server.kind, example: proof.example?.server ?? '', cause: proof.cause, musicDir: proof.musicDir },
      });
    else kit.health.clear(code);
    return proof;
  }

  async function pollSection(
    identity: ServerIdentity,
    section: Section,
    asked: { fullSync: boolean; notified: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const libraryId = libraryIdOf(identity.serverId, section.key);
    const syncState = await states.find(libraryId);
    await states.polled(libraryId, server.kind, null);
    const observed = await open.of(libraryId, identity.serverId);
    const synced = { libraryId, identity, section, observed, first: syncState === null || syncState.fullSyncAtMs === null };
    if (asked.fullSync || fullSyncIsDue(libraryId, syncState) || (await states.unfinished(libraryId))) return readWhole(synced, signal);
    if (!identity.capabilities.incrementalSync || !syncState || !incrementalSyncIsDue(libraryId, syncState, section, asked.notified))
      return;
    let { cursor } = syncState;
    let fullSyncAdvised = false;
    let context: ReportContext | null = null;
    try {
      for await (const page of server.changes(section.key, cursor)) {
        if (page.tracks.length > 0) await observed.report(page.tracks, false, (context ??= await beginning(libraryId)));
        cursor = page.cursor;
        signal.throwIfAborted();
        fullSyncAdvised ||= page.fullSyncAdvised === true;
      }
    } catch (error) {
      if (!(error instanceof FilterIgnored)) throw error;
      kit.logger.warn('the server can not tell what changed; the whole library is read instead', { libraryId });
      fullSyncAdvised = true;
    }
    if (fullSyncAdvised) return readWhole(synced, signal);
    if (cursor !== null) await states.incrementalSyncDone(libraryId, section.stamp, cursor);
  }

  function readWhole(synced: SyncedSection, signal: AbortSignal): Promise<void> {
    const read = () => syncSection(kit, settings, server, libraries, states, synced, signal);
    return kit.tasks.ran({ name: 'read-library', of: server.kind }, read, { signal });
  }

  /** A look at what changed begins a correlation of its own, and comes after what is known of the library. */
  async function beginning(libraryId: string): Promise<ReportContext> {
    const { lastEvent } = await libraries.read(libraryId);
    return {
      correlationId: newId(),
      causationId: lastEvent?.id ?? null,
      traceparent: null,
      actor: { kind: 'process', id: `mirror-${server.kind}` },
    };
  }

  function fullSyncIsDue(libraryId: string, syncState: LibrarySyncState | null): boolean {
    if (!syncState || syncState.fullSyncAtMs === null) return true;
    const everyMs = settings().fullEveryMinutes * 60_000;
    if (times.ageMs(`${libraryId} full sync`, syncState.fullSyncAtMs) >= everyMs) return true;
    return syncState.fullSyncDueAtMs !== null && times.leftMs(`${libraryId} due`, syncState.fullSyncDueAtMs, everyMs) <= 0;
  }

  function incrementalSyncIsDue(libraryId: string, syncState: LibrarySyncState, section: Section, wasNotified: boolean): boolean {
    if (wasNotified || syncState.cursor === null || syncState.incrementalSyncAtMs === null) return true;
    return (
      (section.stamp !== null && section.stamp !== syncState.stamp) ||
      times.ageMs(`${libraryId} incremental sync`, syncState.incrementalSyncAtMs) >= settings().incrementalEveryMinutes * 60_000
    );
  }

  /** A library that the server no longer has keeps its tracks until a person says otherwise. */
  async function reportMissingSections(identity: ServerIdentity, sections: readonly Section[]): Promise<void> {
    const present = new Set(sections.map(({ key }) => libraryIdOf(identity.serverId, key)));
    for (const { id, title } of await librariesOn(kit.dataSource, server.kind))
      if (present.has(id)) kit.health.clear(`library-gone:${id}`);
      else
        kit.health.raise({
          code: `library-gone:${id}`,
          level: 'warning',
          params: { server: identity.name, library: title ?? id },
        });
  }

  function become(state: SyncStanding['state'], error: unknown, nextTryAt: string | null): void {
    standing = { ...standing, state, error, nextTryAt, since: standing.state === state ? standing.since : kit.clock.now() };
  }

  function reportReached(): void {
    become('reached', null, null);
    kit.connections.ok(server.kind);
    kit.health.clear(`library-unreadable:${server.kind}`);
  }

  async function reportTrouble(error: unknown, waitMs: number): Promise<void> {
    const nextTryAt = new Date(Date.parse(kit.clock.now()) + waitMs).toISOString();
    become('failing', error, nextTryAt);
    kit.connections.failing(server.kind, messageOf(error), nextTryAt);
    kit.health.raise({
      code: `library-unreadable:${server.kind}`,
      level: 'error',
      params: { detail: messageOf(error), retryInMinutes: Math.round(waitMs / 60_000) },
    });
    if (!(error instanceof Unavailable || error instanceof ExternalError))
      // an outage is told with the connections
      kit.logger.error('the library could not be read', {
        server: server.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
    await states.failed(server.kind, messageOf(error)).catch(() => undefined); // Postgres itself may be away; the issue above says enough
  }
}
