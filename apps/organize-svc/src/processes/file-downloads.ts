import { rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandHandler } from '@soulsync/event-store';
import type { FilingEvent, FilingId } from '@soulsync/contracts';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../config.js';
import { refusals } from '../domain/filing/check-file.js';
import type { FileFacts } from '../domain/filing/check-file.js';
import type { Filing, FilingCommand } from '../domain/filing/filing.js';
import { libraryPath, numberedPath } from '../domain/filing/library-path.js';
import type { FilingTools } from '../ports/filing-tools.js';

export type Filings = CommandHandler<FilingCommand, Filing, FilingEvent> & { load(id: string): Promise<Filing> };

const SIDE_BY_SIDE = 2;
const TWINS = 50;
/** Trouble of the disk is waited out. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000];

/** Files what was downloaded, step by step; each step is stored, and each may be repeated after a crash without harm. */
export function fileDownloads(kit: Kit<OrganizeConfig>, filings: Filings, tools: FilingTools): Worker {
  const { config, logger } = kit;
  const tell = (id: FilingId, command: FilingCommand) =>
    filings(id, command, {
      commandId: newId(),
      correlationId: id,
      causationId: null,
      actor: 'process:file-downloads',
      traceparent: null,
      time: kit.clock.now(),
    });
  const now = () => kit.clock.now();
  const times = storedTimes(kit.clock);
  const waiting = new Map<FilingId, { failures: number; untilMs: number }>();

  return {
    name: 'file-downloads',
    async run(signal) {
      await tools.music.cleanOthers(new Set(await openFilings()));
      const working = new Map<FilingId, Promise<void>>();
      try {
        while (!signal.aborted) {
          for (const id of await openFilings()) {
            if (working.size >= SIDE_BY_SIDE || signal.aborted) break;
            if (working.has(id) || (waiting.get(id)?.untilMs ?? -Infinity) > kit.clock.monotonicMs()) continue;
            working.set(
              id,
              work(id, signal).finally(() => working.delete(id)),
            );
          }
          await kit.sleep(config.filingLookMs, signal);
        }
      } finally {
        await Promise.allSettled(working.values());
      }
    },
  };

  async function openFilings(): Promise<readonly FilingId[]> {
    const rows: { id: FilingId }[] = await kit.dataSource.query(
      `SELECT "id" FROM organize.filings WHERE "state" IN ('started', 'verified', 'tagged', 'refused') ORDER BY "startedAt", "id" LIMIT 100`,
    );
    return rows.map((row) => row.id);
  }

  async function work(id: FilingId, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted && (await step(id)));
      waiting.delete(id);
      kit.health.clear('filing-stopped');
    } catch (error) {
      const failures = (waiting.get(id)?.failures ?? 0) + 1;
      const waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 60_000;
      waiting.set(id, { failures, untilMs: kit.clock.monotonicMs() + waitMs });
      logger.warn('a filing waits', { filingId: id, error: messageOf(error), waitMs });
      kit.health.raise({
        code: 'filing-stopped',
        level: 'error',
        message: inWords(error, config),
        advice: 'Nothing is lost: the download stays where it is, and filing goes on by itself once this is mended.',
      });
    }
  }

  /** true: there is more to do at once. */
  async function step(id: FilingId): Promise<boolean> {
    const state = await filings.load(id);
    switch (state.status) {
      case 'started':
        return verify(state);
      case 'verified':
        return tag(state);
      case 'tagged':
        return publish(state);
      case 'refused':
        return setAside(state);
      case 'none':
      case 'published':
      case 'quarantined':
      case 'failed':
        return false;
    }
  }

  async function verify(state: Extract<Filing, { status: 'started' }>): Promise<boolean> {
    const { filingId, transfer, recording } = state;
    const path = await tools.find(transfer);
    if (path === null) {
      if (times.ageMs(filingId, state.startedAt) < config.findFileMs) return false; // looked for again at the next turn
      await tell(filingId, {
        type: 'ReportFailed',
        data: { cause: 'not-found', detail: 'the finished file is not in the download folder; is its path mapped?', at: now() },
      });
      return false;
    }
    const { size } = await stat(path);
    // Across file systems slskd copies: a file that still grows is not judged yet.
    if (size < transfer.sizeBytes && times.ageMs(filingId, state.startedAt) < Math.min(5_000, config.findFileMs)) return false;
    const facts: FileFacts = {
      expectedBytes: transfer.sizeBytes,
      sizeBytes: size,
      ...(await tools.probe(path, extensionOf(transfer.filename))),
    };
    const reasons = refusals(facts, recording, config);
    if (reasons.length > 0 || facts.audio === null) {
      await tell(filingId, { type: 'ReportRefused', data: { reasons, at: now() } });
      return true;
    }
    const { title: _title, artist: _artist, ...quality } = facts.audio;
    await tell(filingId, {
      type: 'ReportVerified',
      data: { sourcePath: path, quality, sizeBytes: size, sha256: await tools.hash(path), at: now() },
    });
    return true;
  }

  async function tag(state: Extract<Filing, { status: 'verified' }>): Promise<boolean> {
    const { filingId, recording, sourcePath, transfer } = state;
    const extension = extensionOf(transfer.filename);
    const staged = await tools.music.stage(filingId, sourcePath, extension);
    const cover = config.embedCover ? await tools.cover(recording.coverUrl) : null;
    if (config.writeTags) tools.writeTags(staged, recording, cover);
    const written = await tools.probe(staged, extension);
    const sameMusic = (await tools.payloadHash(staged, extension)) === (await tools.payloadHash(sourcePath, extension));
    if (written.audio === null || written.damage !== null || !sameMusic) {
      await tell(filingId, {
        type: 'ReportFailed',
        data: { cause: 'tagging-damaged-the-file', detail: written.damage ?? 'its music changed while tags were written', at: now() },
      });
      await tools.music.clean(filingId);
      return false;
    }
    const sha256 = await tools.hash(staged);
    const path = await freePath(libraryPath(recording, extension), sha256);
    await tell(filingId, {
      type: 'ReportTagged',
      data: { path, sizeBytes: (await stat(staged)).size, sha256, cover: cover !== null, at: now() },
    });
    return true;
  }

  /** Nothing is ever overwritten: another file at the place makes this one carry a number. */
  async function freePath(wanted: string, sha256: string): Promise<string> {
    for (let number = 1; number <= TWINS; number += 1) {
      const path = number === 1 ? wanted : numberedPath(wanted, number);
      const there = await tools.music.hashAt(path);
      if (there === null || there === sha256) return path;
    }
    throw new Error(`${TWINS} other files are called "${wanted}"`);
  }

  async function publish(state: Extract<Filing, { status: 'tagged' }>): Promise<boolean> {
    const { filingId, path, sha256, transfer, sourcePath } = state;
    const there = await tools.music.hashAt(path);
    if (there !== sha256) {
      const staged = await tools.music.staged(filingId, extensionOf(transfer.filename));
      const whole = staged !== null && (await tools.hash(staged)) === sha256;
      if (there !== null || !whole) return retag(state); // someone took the place, or the staging was lost
      await tools.music.publish(staged, path);
    }
    await tell(filingId, { type: 'ReportPublished', data: { at: now() } });
    await tools.music.clean(filingId);
    if (!config.keepDownloads) await removeDownload(sourcePath);
    return false;
  }

  async function retag(state: Extract<Filing, { status: 'tagged' }>): Promise<boolean> {
    return tag({ ...state, status: 'verified' });
  }

  async function setAside(state: Extract<Filing, { status: 'refused' }>): Promise<boolean> {
    const path = await tools.quarantine(state.filingId, await tools.find(state.transfer), state.reasons);
    await tell(state.filingId, { type: 'ReportQuarantined', data: { path, at: now() } });
    return false;
  }

  /** Our own copy is published; the download and its now empty folder go. */
  async function removeDownload(path: string): Promise<void> {
    await rm(path, { force: true });
    const folder = dirname(path);
    if (config.downloadDir && folder !== join(config.downloadDir)) await rmdir(folder).catch(() => undefined); // not empty: others' files stay
  }
}

const extensionOf = (filename: string) => /\.([A-Za-z0-9]{1,5})$/.exec(filename)?.[1]?.toLowerCase() ?? '';

function inWords(error: unknown, config: OrganizeConfig): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const who = `uid ${process.getuid?.() ?? '?'}`;
  switch (code) {
    case 'ENOSPC':
      return `No space is left on the disk of the music folder ${config.musicDir}.`;
    case 'EACCES':
    case 'EPERM':
      return `The music or download folder can't be read or written by ${who}: ${messageOf(error)}`;
    case 'EROFS':
      return `The music folder ${config.musicDir} is mounted read-only.`;
    case 'ENOENT':
      return `A folder is missing: ${messageOf(error)}`;
    default:
      return `A file could not be filed: ${messageOf(error)}`;
  }
}
