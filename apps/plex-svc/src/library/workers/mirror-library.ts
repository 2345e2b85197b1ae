import type { PathProof } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import { OutsideError, storedTimes, Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { FilterIgnored } from '../ports/library-server.js';
import type { ServerIdentity } from '../../connection/server-identity.js';
import type { LibraryServer, Section } from '../ports/library-server.js';
import { libraryIdOf } from '../library-id.js';
import type { MirrorMark, MirrorMarks } from '../store/mirror-marks.js';
import type { Mirrors, Story } from './mirror.js';
import type { PathProver } from './prove-paths.js';
import { librariesOn } from '../store/libraries.js';
import { sweepSection } from './sweep-section.js';
import type { Libraries } from './sweep-section.js';

/** Waits after failures, the last one from then on. */
const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000];
const PROVED_AGAIN_MS = 3_600_000;
/** What a server tells of itself comes in floods. */
const HINT_QUIET_MS = 1_000;

export interface LibraryMirror extends Worker {
  readonly server: LibraryServer;
  /** The next look is due now, also while it waits for a server that is away. `sweep`: at everything. */
  look(sweep: boolean): void;
  /** Asks the server for some of its files and looks for them here. */
  provePaths(): Promise<PathProof>;
}

/**
 * Keeps our picture of one server: a cheap look each minute, a delta where the section's own counters moved (and now and then in any case),
 * a whole sweep on its schedule. Each server has a mirror of its own, so that one that is away holds up no other.
 */
export function mirrorLibrary(
  kit: Kit<PlexConfig>,
  server: LibraryServer,
  open: Mirrors,
  marks: MirrorMarks,
  libraries: Libraries,
  prover: PathProver,
): LibraryMirror {
  const { config } = kit;
  const times = storedTimes(kit.clock);
  let woken = new AbortController();
  let hinted = false;
  let sweepAsked = false;
  /** Shown by files that both see; asked again now and then until it is. */
  let provePathsAtMs: number | null = server.realFiles ? 0 : null;

  return {
    name: `mirror-${server.kind}`,
    server,
    look(sweep) {
      sweepAsked ||= sweep;
      hinted = true;
      woken.abort();
    },
    provePaths,
    async run(signal) {
      const unwatch = server.watch(() => {
        hinted = true;
        void kit.sleep(HINT_QUIET_MS, signal).then(() => woken.abort());
      });
      try {
        for (let failures = 0; !signal.aborted;) {
          let waitMs = config.libraryLookSeconds * 1_000;
          woken = new AbortController();
          try {
            await lookAtAll(signal);
            failures = 0;
            told();
          } catch (error) {
            waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 300_000;
            failures += 1;
            await tellTrouble(error, waitMs);
          }
          await kit.sleep(waitMs, signal, woken.signal);
        }
      } finally {
        await unwatch();
      }
    },
  };

  async function lookAtAll(signal: AbortSignal): Promise<void> {
    const identity = await server.identify();
    const sections = await server.sections();
    if (provePathsAtMs !== null && kit.clock.monotonicMs() >= provePathsAtMs) await provePaths();
    const asked = { sweep: sweepAsked, hinted };
    sweepAsked = false;
    hinted = false;
    let failed: { error: unknown } | null = null;
    for (const section of sections) {
      if (signal.aborted) return;
      try {
        await lookAt(identity, section, asked);
      } catch (error) {
        failed ??= { error }; // the other sections are looked at all the same
        sweepAsked ||= asked.sweep;
      }
    }
    if (failed) throw failed.error;
    await tellMissingSections(identity, sections);
  }

  async function provePaths(): Promise<PathProof> {
    const proof = await prover.prove(server);
    const code = `paths:${server.kind}` as const;
    provePathsAtMs = proof.state === 'proven' || proof.state === 'guessed' ? null : kit.clock.monotonicMs() + PROVED_AGAIN_MS;
    if (proof.state === 'guessed') {
      kit.logger.info('the path map was found out from files that both see', { server: server.kind, pairs: proof.pairs });
      sweepAsked = true; // tracks that were read under other paths
    }
    if (proof.cause !== null)
      kit.health.raise({
        code,
        level: 'warning',
        params: { server: server.kind, example: proof.example?.server ?? '', cause: proof.cause, musicDir: config.musicDir },
      });
    else kit.health.clear(code);
    return proof;
  }

  async function lookAt(identity: ServerIdentity, section: Section, asked: { sweep: boolean; hinted: boolean }): Promise<void> {
    const libraryId = libraryIdOf(identity.serverId, section.key);
    const mark = await marks.find(libraryId);
    await marks.looked(libraryId, server.kind, null);
    const mirror = await open.of(libraryId, identity.serverId);
    const swept = { libraryId, identity, section, mirror, first: mark === null || mark.sweptAtMs === null };
    if (asked.sweep || sweepIsDue(libraryId, mark) || (await marks.unfinished(libraryId)))
      return sweepSection(kit, server, libraries, marks, swept);
    if (!identity.capabilities.deltas || !mark || !deltaIsDue(libraryId, mark, section, asked.hinted)) return;
    let { cursor } = mark;
    let sweepAdvised = false;
    let story: Story | null = null;
    try {
      for await (const page of server.changes(section.key, cursor)) {
        if (page.tracks.length > 0) await mirror.report(page.tracks, false, (story ??= await beginning(libraryId)));
        cursor = page.cursor;
        sweepAdvised ||= page.sweepAdvised === true;
      }
    } catch (error) {
      if (!(error instanceof FilterIgnored)) throw error;
      kit.logger.warn('the server can not tell what changed; the whole library is read instead', { libraryId });
      sweepAdvised = true;
    }
    if (sweepAdvised) return sweepSection(kit, server, libraries, marks, swept);
    if (cursor !== null) await marks.deltaDone(libraryId, section.stamp, cursor);
  }

  /** A look at what changed begins a story of its own, and comes after what is known of the library. */
  async function beginning(libraryId: string): Promise<Story> {
    const { lastEvent } = await libraries.read(libraryId);
    return {
      correlationId: newId(),
      causationId: lastEvent?.id ?? null,
      traceparent: null,
      actor: { kind: 'process', id: `mirror-${server.kind}` },
    };
  }

  function sweepIsDue(libraryId: string, mark: MirrorMark | null): boolean {
    if (!mark || mark.sweptAtMs === null) return true;
    const everyMs = config.sweepEveryMinutes * 60_000;
    if (times.ageMs(`${libraryId} swept`, mark.sweptAtMs) >= everyMs) return true;
    return mark.sweepDueAtMs !== null && times.leftMs(`${libraryId} due`, mark.sweepDueAtMs, everyMs) <= 0;
  }

  function deltaIsDue(libraryId: string, mark: MirrorMark, section: Section, wasHinted: boolean): boolean {
    if (wasHinted || mark.cursor === null || mark.deltaAtMs === null) return true;
    return (
      (section.stamp !== null && section.stamp !== mark.stamp) ||
      times.ageMs(`${libraryId} delta`, mark.deltaAtMs) >= config.deltaEveryMinutes * 60_000
    );
  }

  /** A library that the server no longer has keeps its tracks until a person says otherwise. */
  async function tellMissingSections(identity: ServerIdentity, sections: readonly Section[]): Promise<void> {
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

  function told(): void {
    kit.connections.ok(server.kind);
    kit.health.clear(`library-unreadable:${server.kind}`);
  }

  async function tellTrouble(error: unknown, waitMs: number): Promise<void> {
    const nextTryAt = new Date(Date.parse(kit.clock.now()) + waitMs).toISOString();
    kit.connections.failing(server.kind, messageOf(error), nextTryAt);
    kit.health.raise({
      code: `library-unreadable:${server.kind}`,
      level: 'error',
      params: { detail: messageOf(error), retryInMinutes: Math.round(waitMs / 60_000) },
    });
    if (!(error instanceof Unavailable || error instanceof OutsideError))
      // an outage is told with the connections
      kit.logger.error('the library could not be read', {
        server: server.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
    await marks.failed(server.kind, messageOf(error)).catch(() => undefined); // Postgres itself may be away; the issue above says enough
  }
}
