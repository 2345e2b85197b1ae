import type { FilingId, LibraryScanEvent, LibraryTrackId, ScanId } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { messageOf, newId, SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { dueFiles, groupedByScan } from '../domain/library-scan/due-files.js';
import type { LibraryScan, LibraryScanCommand } from '../domain/library-scan/library-scan.js';
import type { LibraryServer, RunningScan, ServerTrack } from '../ports/library-server.js';
import { libraryIdOf } from '../library-id.js';
import { unindexedFiles } from '../store/unindexed-files.js';
import type { UnindexedFile } from '../store/unindexed-files.js';
import type { Mirrors } from './mirror.js';

export type Scans = CommandHandler<LibraryScanCommand, LibraryScan, LibraryScanEvent> & { load(id: string): Promise<LibraryScan> };

/** Files that keep coming hold a scan up no longer than this. */
const SCAN_WAIT_MS = 300_000;
/** A whole section is scanned no more often than this for files that scans of their folders did not show. */
const SECTION_SCAN_MS = 300_000;
/** Between two looks at what the server did not show yet. */
const LOOK_MS = { least: 2_000, most: 300_000 };

/** A file that Plex does not show after this many scans of its folder gets a scan of the whole section. */
const FOLDER_TRIES = 2;
const CLOCK_SLACK_MS = 120_000;
/** Files that a health issue names. */
const NAMED = 3;

/**
 * Follows every published file until the server shows it. What is not yet proven is a read model, so that a restart goes on with exactly
 * those; scans are debounced and asked for one folder at a time. Further servers are only asked to scan: their own mirrors see the rest.
 */
export function indexPublishedFiles(
  kit: Kit<PlexConfig>,
  server: LibraryServer,
  others: readonly LibraryServer[],
  open: Mirrors,
  scans: Scans,
): Worker {
  const { config } = kit;
  const times = storedTimes(kit.clock);
  /** Files that are looked after, each scan by itself: one that the server never shows holds up no other. */
  const followed = new Set<FilingId>();
  let sectionScannedAtMs = -Infinity;
  return {
    name: 'index-published-files',
    async run(signal) {
      const running = new Set<Promise<void>>();
      while (!signal.aborted) {
        const files = (await unindexedFiles(kit.dataSource)).filter(({ filingId }) => !followed.has(filingId));
        const ageMs = ({ filingId, publishedAt }: UnindexedFile) => times.ageMs(filingId, publishedAt);
        const due = dueFiles(files, ageMs, { debounceMs: config.scanDebounceMs, atMostMs: SCAN_WAIT_MS });
        for (const [folder, group] of groupedByScan(due)) {
          const one = lookAfter(folder, group, signal).finally(() => running.delete(one));
          running.add(one);
        }
        await kit.sleep(due.length > 0 ? config.scanPollMs : Math.min(1_000, config.scanPollMs), signal);
      }
      await Promise.all(running);
    },
  };

  async function lookAfter(folder: string, files: readonly UnindexedFile[], signal: AbortSignal): Promise<void> {
    for (const { filingId } of files) followed.add(filingId);
    try {
      await follow(folder, files, signal);
    } catch (error) {
      kit.logger.warn('published files could not be followed and are taken up again', { folder, error: messageOf(error) });
      await kit.sleep(LOOK_MS.least, signal);
    } finally {
      for (const { filingId } of files) followed.delete(filingId);
    }
  }

  async function follow(folder: string, files: readonly UnindexedFile[], signal: AbortSignal): Promise<void> {
    const scanId = files[0]?.scanId ?? (uuid5(SOULSYNC_NAMESPACE, 'scan', ...files.map((file) => file.filingId)) as ScanId); // branded here, where it is made
    const ofScan = files.filter((file) => file.scanId === null || file.scanId === scanId);
    const requested = ofScan.map(({ filingId, acquisitionId, path }) => ({ filingId, acquisitionId, path }));
    await scans(scanId, { type: 'RequestScan', data: { scanId, folder, files: requested, at: kit.clock.now() } }, context(scanId));
    for (const other of others)
      other.scan(folder).catch((error: unknown) => {
        kit.logger.warn('a further server could not be asked to scan', { server: other.kind, folder, error: messageOf(error) });
      });
    const giveUpAtMs = kit.clock.monotonicMs() + config.scanDeadlineMs;
    let [scansDone, failures, waitMs] = [0, 0, LOOK_MS.least];
    let missing: readonly UnindexedFile[] = ofScan;
    while (!signal.aborted) {
      try {
        const before = missing.length;
        missing = await notShown(scanId, missing); // someone else's scan may have been first
        if (missing.length === 0) return kit.health.clear(`not-indexed:${scanId}`);
        const late = kit.clock.monotonicMs() > giveUpAtMs;
        if (late) await say(scanId, folder, missing);
        if (missing.length < before) waitMs = LOOK_MS.least;
        if (scansDone < FOLDER_TRIES && !late) {
          const running = await server.scan(folder);
          await scans(scanId, { type: 'StartScan', data: { at: kit.clock.now() } }, context(scanId));
          await whileRunning(running, scanId, missing, giveUpAtMs, signal);
          scansDone += 1;
          failures = 0;
          kit.connections.ok(server.kind);
          continue;
        }
        if (kit.clock.monotonicMs() - sectionScannedAtMs >= SECTION_SCAN_MS) {
          sectionScannedAtMs = kit.clock.monotonicMs(); // one serves all that wait
          await server.scan('');
        }
        failures = 0;
        kit.connections.ok(server.kind);
        await kit.sleep(waitMs, signal);
        waitMs = Math.min(LOOK_MS.most, 2 * waitMs);
      } catch (error) {
        failures += 1;
        kit.connections.failing(server.kind, messageOf(error), null);
        if (failures === 1) kit.logger.warn('a scan could not be followed and is tried again', { scanId, folder, error: messageOf(error) });
        await kit.sleep(Math.min(30_000, 500 * 2 ** failures), signal);
      }
    }
  }

  /** Ends when the server is done, when all are shown, or when they have waited long enough: a scan may run, or wait, for ever. */
  async function whileRunning(
    running: RunningScan,
    scanId: ScanId,
    missing: readonly UnindexedFile[],
    untilMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    for (let state = 'queued'; state === 'queued' || state === 'running'; state = await running.progress()) {
      await kit.sleep(config.scanPollMs, signal);
      if (signal.aborted || kit.clock.monotonicMs() > untilMs || (await notShown(scanId, missing)).length === 0) return;
    }
  }

  /** Those of the files that are not proven yet. The truth is a row whose file is the published one; its tracks are stored before the file is called indexed. */
  async function notShown(scanId: ScanId, files: readonly UnindexedFile[]): Promise<readonly UnindexedFile[]> {
    const scan = await scans.load(scanId);
    const open: ReadonlySet<FilingId> = scan.status === 'none' || scan.status === 'finished' ? new Set() : scan.open;
    const wanted = files.filter((file) => open.has(file.filingId));
    if (wanted.length === 0) return [];
    const since = scan.status === 'none' ? 0 : askedAtMs(scanId, scan.requestedAt) - config.scanDebounceMs - CLOCK_SLACK_MS;
    const found = await server.find(wanted, since);
    if (found.size === 0) return wanted;
    const ids = await stored([...found.values()], scanId);
    const left: UnindexedFile[] = [];
    for (const file of wanted) {
      const { filingId, path } = file;
      const libraryTrackId = ids.get(found.get(path)?.serverKey ?? '');
      if (libraryTrackId)
        await scans(scanId, { type: 'ReportIndexed', data: { filingId, libraryTrackId, at: kit.clock.now() } }, context(scanId));
      else left.push(file);
    }
    return left;
  }

  /** The earlier of what was noted and what it is by the clock as it is now, which may have been set since: the server is asked for what came after. */
  function askedAtMs(scanId: ScanId, requestedAt: string): number {
    return Math.min(Date.parse(requestedAt), Date.parse(kit.clock.now()) - times.ageMs(`${scanId} asked`, requestedAt));
  }

  /** Our ids of these tracks, by the server's keys. */
  async function stored(tracks: readonly ServerTrack[], scanId: ScanId): Promise<ReadonlyMap<string, LibraryTrackId>> {
    const { serverId } = await server.identify();
    const ids = new Map<string, LibraryTrackId>();
    for (const section of new Set(tracks.map((track) => track.section))) {
      const mirror = await open.of(libraryIdOf(serverId, section), serverId);
      const ofSection = tracks.filter((track) => track.section === section);
      const story = { correlationId: scanId, actor: 'process:index-published-files' };
      for (const [key, id] of await mirror.report(ofSection, false, story)) ids.set(key, id);
    }
    return ids;
  }

  /** The files stay looked for; what is said names those that are still missing. */
  async function say(scanId: ScanId, folder: string, missing: readonly UnindexedFile[]): Promise<void> {
    const files = missing.slice(0, NAMED).map(({ path }) => path);
    const params = { server: server.kind, folder, files, more: missing.length - files.length };
    kit.health.raise({ code: `not-indexed:${scanId}`, level: 'warning', params });
    const detail = issueInWords({ code: 'not-indexed', params }).message;
    await scans(scanId, { type: 'FailScan', data: { cause: 'not-seen-by-server', detail, at: kit.clock.now() } }, context(scanId));
  }

  function context(correlationId: string): CommandContext {
    return {
      commandId: newId(),
      correlationId,
      causationId: null,
      actor: 'process:index-published-files',
      traceparent: null,
      time: kit.clock.now(),
    };
  }
}
