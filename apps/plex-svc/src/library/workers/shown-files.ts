import type { Actor, LibraryScanEvent, LibraryTrackId, ScanId } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandHandler, Step } from '@soulsync/event-store';
import type { Kit, StoredTimes } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { ScanSettings } from '../../settings.js';
import { libraryIdOf } from '../library-id.js';
import type { LibraryServer, ServerTrack } from '../ports/library-server.js';
import type { UnindexedFile } from '../store/unindexed-files.js';
import type { LibraryScan, LibraryScanCommand } from '../domain/library-scan/library-scan.js';
import type { ObservedLibraries, ReportContext } from './observed-library.js';

export type Scans = CommandHandler<LibraryScanCommand, LibraryScan, LibraryScanEvent>;
export type OpenScan = Exclude<LibraryScan, { status: 'none' }>;
export type ScanStep = Step<ScanId, LibraryScanCommand, LibraryScan, LibraryScanEvent>;

const CLOCK_SLACK_MS = 120_000;

interface Looking {
  readonly kit: Kit<PlexConfig>;
  readonly settings: () => ScanSettings;
  readonly server: LibraryServer;
  readonly open: ObservedLibraries;
  readonly times: StoredTimes;
  readonly actor: Actor;
}

/** Files of a scan, looked for on the server. */
export function shownFiles({ kit, settings, server, open, times, actor }: Looking, scans: Scans) {
  /**
   * Stores those that are shown, and answers those that are not. The truth is a row whose file is the published one; its tracks are stored
   * before the file is called indexed. Each file goes on with its own correlation, whatever else was scanned with it.
   */
  async function report(
    { id, state, lastEvent }: ScanStep & { readonly state: OpenScan },
    files: readonly UnindexedFile[],
  ): Promise<readonly UnindexedFile[]> {
    const sinceMs = askedAtMs(id, state.requestedAt) - settings().debounceMs - CLOCK_SLACK_MS;
    const found = await server.find(files, sinceMs);
    const indexed = new Set<UnindexedFile>();
    const shown = files.filter(({ path }) => found.has(path));
    for (const correlationId of new Set(shown.map((file) => file.correlationId))) {
      const ofContext = shown.filter((file) => file.correlationId === correlationId);
      const traceparent = ofContext[0]?.traceparent ?? null;
      const context: ReportContext = { correlationId, causationId: lastEvent?.id ?? null, traceparent, actor };
      const ids = await stored(
        ofContext.flatMap(({ path }) => found.get(path) ?? []),
        context,
      );
      for (const file of ofContext) {
        const libraryTrackId = ids.get(found.get(file.path)?.serverKey ?? '');
        if (!libraryTrackId) continue;
        const time = kit.clock.now();
        const data = { filingId: file.filingId, libraryTrackId, at: time };
        await scans(id, { type: 'ReportIndexed', data }, { ...context, commandId: newId(), time });
        indexed.add(file);
      }
    }
    return files.filter((file) => !indexed.has(file));
  }

  /** The earlier of what was noted and what it is by the clock as it is now, which may have been set since: the server is asked for what came after. */
  function askedAtMs(scanId: string, requestedAt: string): number {
    return Math.min(Date.parse(requestedAt), Date.parse(kit.clock.now()) - times.ageMs(`${scanId} asked`, requestedAt));
  }

  /** Our ids of these tracks, by the server's keys. */
  async function stored(tracks: readonly ServerTrack[], context: ReportContext): Promise<ReadonlyMap<string, LibraryTrackId>> {
    const { serverId } = await server.identify();
    const ids = new Map<string, LibraryTrackId>();
    for (const section of new Set(tracks.map((track) => track.section))) {
      const observed = await open.of(libraryIdOf(serverId, section), serverId);
      const ofSection = tracks.filter((track) => track.section === section);
      for (const [key, id] of await observed.report(ofSection, false, context)) ids.set(key, id);
    }
    return ids;
  }

  return { report };
}
