import type { Actor, FilingId, LibraryScanEvent, ScanId } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { aggregateDriver, messageOf, newId, SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, Next } from '@soulsync/event-store';
import { driverClock, storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { ScanSettings } from '../../settings.js';
import { dueFiles, groupedByScan } from '../domain/library-scan/due-files.js';
import type { LibraryScan, LibraryScanCommand } from '../domain/library-scan/library-scan.js';
import type { LibraryServer, RunningScan } from '../ports/library-server.js';
import { unindexedFiles } from '../store/unindexed-files.js';
import type { UnindexedFile } from '../store/unindexed-files.js';
import type { ObservedLibraries } from './observed-library.js';
import { shownFiles } from './shown-files.js';
import type { OpenScan, Scans, ScanStep } from './shown-files.js';

/** Files that keep coming hold a scan up no longer than this. */
const SCAN_WAIT_MS = 300_000;
/** A whole section is scanned no more often than this for files that scans of their folders did not show. */
const SECTION_SCAN_MS = 300_000;
/** Between two polls at what the server did not show yet. */
const POLL_MS = { least: 2_000, most: 300_000 };
/** Waits after failures in a row, the last one from then on. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
const SIDE_BY_SIDE = 4;
/** A file that Plex does not show after this many scans of its folder gets a scan of the whole section. */
const FOLDER_TRIES = 2;
/** Files that a health issue names. */
const NAMED = 3;

interface Group {
  readonly folder: string;
  readonly files: readonly UnindexedFile[];
}

/** A scan that is followed, as far as it is no event; lost with the process. */
interface Followed {
  readonly giveUpAtMs: number;
  running: RunningScan | null;
  scansDone: number;
  waitMs: number;
  /** Of its files when they were last looked for. */
  missing: number;
}

/**
 * Follows every published file until the server shows it. What is not yet proven is a read model, so that a restart goes on with exactly
 * those; scans are debounced and asked for one folder at a time. Further servers are only asked to scan: their own syncs see the rest.
 */
export function indexPublishedFiles(
  kit: Kit<PlexConfig>,
  settings: () => ScanSettings,
  server: LibraryServer,
  others: readonly LibraryServer[],
  open: ObservedLibraries,
  scans: Scans,
): Worker {
  const times = storedTimes(kit.clock);
  const name = 'index-published-files';
  const actor: Actor = { kind: 'process', id: name };
  const shown = shownFiles({ kit, settings, server, open, times, actor }, scans);
  /** Scans that are to be asked for. */
  const groups = new Map<ScanId, Group>();
  /** The scan of each file; the read model has it a moment later. */
  const scanOf = new Map<FilingId, ScanId>();
  const followed = new Map<ScanId, Followed>();
  let sectionScannedAtMs = -Infinity;

  return aggregateDriver<ScanId, LibraryScanCommand, LibraryScan, LibraryScanEvent>({
    name,
    aggregates: scans,
    async open({ except, limit }) {
      const isKnown = new Set(except);
      const due = await dueScans();
      return due.filter((id) => !isKnown.has(id)).slice(0, limit);
    },
    async step(one) {
      const { id, state } = one;
      if (state.status === 'none') return request(id);
      if (state.status === 'finished') return over(id);
      return follow({ ...one, state });
    },
    concurrency: SIDE_BY_SIDE,
    backoff: RETRY_MS,
    onTrouble: ({ id, error, isTransient, failures }) => {
      const what = { scanId: id, error: messageOf(error) };
      if (id !== null && isTransient) kit.connections.failing(server.kind, messageOf(error), null);
      if (!isTransient) kit.logger.error('following a scan failed and is tried again', what);
      else if (failures === 1) kit.logger.warn('a scan could not be followed and is tried again', what);
    },
    pollMs: () => Math.min(1_000, settings().pollMs),
    clock: driverClock(kit),
    logger: kit.logger,
  });

  async function dueScans(): Promise<readonly ScanId[]> {
    const rows = await unindexedFiles(kit.dataSource);
    const files = rows.map((file) => ({ ...file, scanId: file.scanId ?? scanOf.get(file.filingId) ?? null }));
    const ageMs = ({ filingId, publishedAt }: UnindexedFile) => times.ageMs(filingId, publishedAt);
    const due = dueFiles(files, ageMs, { debounceMs: settings().debounceMs, atMostMs: SCAN_WAIT_MS });
    return groupedByScan(due).map(([folder, group]) => {
      const known = group[0]?.scanId;
      if (known) return known;
      const scanId = uuid5(SOULSYNC_NAMESPACE, 'scan', ...group.map((file) => file.filingId)) as ScanId; // branded here, where it is made
      groups.set(scanId, { folder, files: group });
      for (const { filingId } of group) scanOf.set(filingId, scanId);
      return scanId;
    });
  }

  async function request(scanId: ScanId): Promise<Next> {
    const group = groups.get(scanId);
    const [first] = group?.files ?? [];
    if (!group || !first) return 'over';
    const { folder } = group;
    const files = group.files.map(({ filingId, path }) => ({ filingId, path }));
    // The first file's correlation; that each other one has its own is known by its filing.
    await scans(scanId, { type: 'RequestScan', data: { scanId, folder, files, at: kit.clock.now() } }, afterFiling(first));
    groups.delete(scanId);
    for (const other of others)
      other.scan(folder).catch((error: unknown) => {
        kit.logger.warn('a further server could not be asked to scan', { server: other.kind, folder, error: messageOf(error) });
      });
    return 'again';
  }

  function afterFiling({ correlationId, causationId, traceparent }: UnindexedFile): CommandContext {
    return { commandId: newId(), correlationId, causationId, traceparent, actor, time: kit.clock.now() };
  }

  async function follow(one: ScanStep & { readonly state: OpenScan }): Promise<Next> {
    const { id, state, execute } = one;
    const files = (await unindexedFiles(kit.dataSource, [...state.open])).filter(({ filingId }) => state.open.has(filingId));
    if (files.length === 0) return 'over'; // found again once the read model has them
    const scan = followed.get(id) ?? begun(files.length);
    followed.set(id, scan);
    const missing = await shown.report(one, files); // someone else's scan may have been first
    if (missing.length === 0) return over(id);
    const isLate = kit.clock.monotonicMs() > scan.giveUpAtMs;
    if (isLate) await say(one, missing);
    if (missing.length < scan.missing) scan.waitMs = POLL_MS.least;
    scan.missing = missing.length;
    if (scan.running) {
      // Its end is not waited for longer than its files are: it may run, or wait its turn, for ever.
      const progress = isLate ? 'settled' : await scan.running.progress();
      kit.connections.ok(server.kind);
      if (progress === 'queued' || progress === 'running') return { waitMs: settings().pollMs };
      scan.running = null;
      scan.scansDone += 1;
    }
    if (scan.scansDone < FOLDER_TRIES && !isLate) {
      scan.running = await server.scan(state.folder);
      await execute({ type: 'StartScan', data: { at: kit.clock.now() } });
      return { waitMs: settings().pollMs };
    }
    if (kit.clock.monotonicMs() - sectionScannedAtMs >= SECTION_SCAN_MS) {
      sectionScannedAtMs = kit.clock.monotonicMs(); // one serves all that wait
      await server.scan('');
    }
    kit.connections.ok(server.kind);
    const { waitMs } = scan;
    scan.waitMs = Math.min(POLL_MS.most, 2 * waitMs);
    return { waitMs };
  }

  function begun(missing: number): Followed {
    const giveUpAtMs = kit.clock.monotonicMs() + settings().deadlineMs;
    return { giveUpAtMs, running: null, scansDone: 0, waitMs: POLL_MS.least, missing };
  }

  function over(scanId: ScanId): Next {
    followed.delete(scanId);
    for (const [filingId, id] of scanOf) if (id === scanId) scanOf.delete(filingId);
    kit.health.clear(`not-indexed:${scanId}`);
    return 'over';
  }

  /** The files stay looked for; what is said names those that are still missing. */
  async function say(
    { id: scanId, state: { folder }, execute }: ScanStep & { readonly state: OpenScan },
    missing: readonly UnindexedFile[],
  ): Promise<void> {
    const files = missing.slice(0, NAMED).map(({ path }) => path);
    const params = { server: server.kind, folder, files, more: missing.length - files.length };
    kit.health.raise({ code: `not-indexed:${scanId}`, level: 'warning', params });
    const detail = issueInWords({ code: 'not-indexed', params }).message;
    await execute({ type: 'FailScan', data: { cause: 'not-seen-by-server', detail, at: kit.clock.now() } });
  }
}
