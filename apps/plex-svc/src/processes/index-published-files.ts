import type { FilingId, LibraryScanEvent, LibraryTrackId, ScanId, ScannedFile } from '@soulsync/contracts';
import { messageOf, newId, SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { LibraryScan, LibraryScanCommand } from '../domain/library-scan/library-scan.js';
import type { LibraryServer, ServerTrack, SoughtFile } from '../ports/library-server.js';
import { libraryIdOf } from './mirror-library.js';
import type { Mirrors } from './mirror.js';

export type Scans = CommandHandler<LibraryScanCommand, LibraryScan, LibraryScanEvent> & { load(id: string): Promise<LibraryScan> };

interface Unindexed extends ScannedFile, SoughtFile {
  readonly publishedAt: string;
  readonly scanId: ScanId | null;
}

/** A file that Plex does not show after this many scans of its folder gets a scan of the whole section. */
const FOLDER_TRIES = 2;
const CLOCK_SLACK_MS = 120_000;

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
  return {
    name: 'index-published-files',
    async run(signal) {
      while (!signal.aborted) {
        const files = await unindexed();
        const quiet = ({ filingId, publishedAt }: Unindexed) => times.ageMs(filingId, publishedAt) >= config.scanDebounceMs;
        const due = files.filter((file) => file.scanId !== null || files.every((other) => quiet(other) || other.scanId !== null));
        for (const [folder, group] of groupedByScan(due)) {
          if (signal.aborted) return;
          await follow(folder, group, signal);
        }
        await kit.sleep(due.length > 0 ? config.scanPollMs : Math.min(1_000, config.scanPollMs), signal);
      }
    },
  };

  async function unindexed(): Promise<readonly Unindexed[]> {
    const rows: (Unindexed & { publishedAt: unknown; sizeBytes: unknown })[] = await kit.dataSource.query(
      `SELECT "filingId", "acquisitionId", "path", "title", "sizeBytes", "durationMs", "scanId", "publishedAt" FROM plex.unindexed_files
       WHERE "publishedAt" IS NOT NULL ORDER BY "publishedAt", "filingId"`,
    );
    return rows.map((row) => ({
      ...row,
      sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes), // bigint comes as text
      publishedAt: new Date(String(row.publishedAt)).toISOString(),
    }));
  }

  async function follow(folder: string, files: readonly Unindexed[], signal: AbortSignal): Promise<void> {
    const scanId = files[0]?.scanId ?? (uuid5(SOULSYNC_NAMESPACE, 'scan', ...files.map((file) => file.filingId)) as ScanId); // branded here, where it is made
    const ofScan = files.filter((file) => file.scanId === null || file.scanId === scanId);
    const requested = ofScan.map(({ filingId, acquisitionId, path }) => ({ filingId, acquisitionId, path }));
    await scans(scanId, { type: 'RequestScan', data: { scanId, folder, files: requested, at: kit.clock.now() } }, context(scanId));
    for (const other of others)
      other.scan(folder).catch((error: unknown) => {
        kit.logger.warn('a further server could not be asked to scan', { server: other.kind, folder, error: messageOf(error) });
      });
    const giveUpAtMs = kit.clock.monotonicMs() + config.scanDeadlineMs;
    for (let attempt = 1; !signal.aborted; attempt += 1)
      try {
        if (await proven(scanId, ofScan)) return; // someone else's scan may have been first
        const running = await server.scan(attempt > FOLDER_TRIES ? '' : folder);
        await scans(scanId, { type: 'StartScan', data: { at: kit.clock.now() } }, context(scanId));
        for (let state = 'queued'; state === 'queued' || state === 'running';) {
          await kit.sleep(config.scanPollMs, signal);
          if (signal.aborted || (await proven(scanId, ofScan))) return;
          if (kit.clock.monotonicMs() > giveUpAtMs) return await giveUp(scanId, folder); // a scan may run, or wait, for ever
          state = await running.progress();
        }
        kit.connections.ok(server.kind);
        if (await proven(scanId, ofScan)) return;
        if (kit.clock.monotonicMs() > giveUpAtMs) return await giveUp(scanId, folder);
      } catch (error) {
        kit.connections.failing(server.kind, messageOf(error), null);
        if (attempt === 1) kit.logger.warn('a scan could not be followed and is tried again', { scanId, folder, error: messageOf(error) });
        if (kit.clock.monotonicMs() > giveUpAtMs) return await giveUp(scanId, folder);
        await kit.sleep(Math.min(30_000, 500 * 2 ** attempt), signal);
      }
  }

  /** The truth is a row whose file is the published one. Its tracks are stored before the file is called indexed. */
  async function proven(scanId: ScanId, files: readonly Unindexed[]): Promise<boolean> {
    const scan = await scans.load(scanId);
    const missing: ReadonlySet<FilingId> = scan.status === 'none' || scan.status === 'finished' ? new Set() : scan.open;
    const wanted = files.filter((file) => missing.has(file.filingId));
    if (wanted.length === 0) return true;
    const since = scan.status === 'none' ? 0 : askedAtMs(scanId, scan.requestedAt) - config.scanDebounceMs - CLOCK_SLACK_MS;
    const found = await server.find(wanted, since);
    if (found.size === 0) return false;
    const ids = await stored([...found.values()], scanId);
    let left = wanted.length;
    for (const { filingId, path } of wanted) {
      const libraryTrackId = ids.get(found.get(path)?.serverKey ?? '');
      if (!libraryTrackId) continue;
      left -= 1;
      await scans(scanId, { type: 'ReportIndexed', data: { filingId, libraryTrackId, at: kit.clock.now() } }, context(scanId));
      kit.health.clear(`not-indexed:${scanId}`);
    }
    return left === 0;
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

  /** Told once; the files stay listed, so that the next look tries again. */
  async function giveUp(scanId: ScanId, folder: string): Promise<void> {
    const detail = `${server.kind} does not see the new files in the folder you call "${folder}"`;
    kit.health.raise({
      code: `not-indexed:${scanId}`,
      level: 'warning',
      message: detail,
      advice: 'Check that the server sees this folder under the mapped path, may read it, and that it belongs to the chosen library.',
    });
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

/** More folders than this at once are scanned as one: the whole section. */
const SINGLE_FOLDERS = 2;

/** Files already in a scan stay with it; the others go by the artist's folder, which the server knows sooner than a new album's. */
function groupedByScan(files: readonly Unindexed[]): readonly (readonly [folder: string, files: readonly Unindexed[]])[] {
  const folderOf = (file: Unindexed) => file.path.split('/')[0] ?? '';
  const many = new Set(files.filter((file) => file.scanId === null).map(folderOf)).size > SINGLE_FOLDERS;
  const groups = new Map<string, { folder: string; files: Unindexed[] }>();
  for (const file of files) {
    const folder = many && file.scanId === null ? '' : folderOf(file);
    const key = file.scanId ?? folder;
    const group = groups.get(key);
    if (group) {
      group.files.push(file);
      if (group.folder !== folder) group.folder = '';
    } else groups.set(key, { folder, files: [file] });
  }
  return [...groups.values()].map((group) => [group.folder, group.files]);
}
