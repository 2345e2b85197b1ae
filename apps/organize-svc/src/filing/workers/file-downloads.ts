import { stat } from 'node:fs/promises';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandHandler } from '@soulsync/event-store';
import type { FilingEvent, FilingId, FinishedTransfer } from '@soulsync/contracts';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import { refusals } from '../domain/filing/check-file.js';
import type { FileFacts } from '../domain/filing/check-file.js';
import type { Filing, FilingCommand } from '../domain/filing/filing.js';
import { libraryPath, numberedPath } from '../domain/filing/library-path.js';
import type { FilingTools } from '../ports/filing-tools.js';
import type { HeldMusicFolder } from '../ports/music-folder.js';
import { RootAway } from '../../roots/root-folder.js';
import type { Root } from '../../roots/root-folder.js';
import { lastWasGone, openFilings } from '../store/filings.js';
import type { OpenFiling } from '../store/filings.js';
import { fileGrowth } from './file-growth.js';
import { downloadsMissing, filingTrouble } from './filing-words.js';
import { missingDownloads } from './missing-downloads.js';
import { tidyFiling } from './tidy-filing.js';

export type Filings = CommandHandler<FilingCommand, Filing, FilingEvent> & { load(id: string): Promise<Filing> };

/** The folders it works in. */
export interface FilingRoots {
  readonly downloads: Root;
  /** Looks at each. Are all of them in order? */
  look(): Promise<boolean>;
}

const SIDE_BY_SIDE = 2;
const TWINS = 50;
/** A file of another size than it should have that did not change for so long has stopped. */
const STOPPED_MS = 5_000;
const DOWNLOADS_MISSING = 'downloads-missing';
/** Each step judges its folder again by itself; in between this is often enough to say that one is away, or back. */
const ROOTS_LOOK_MS = 1_000;
/** Trouble of the disk is waited out. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000];

/** Files what was downloaded, step by step; each step is stored, and each may be repeated after a crash without harm. */
export function fileDownloads(kit: Kit<OrganizeConfig>, filings: Filings, tools: FilingTools, roots: FilingRoots): Worker {
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
  const waiting = new Map<FilingId, { failures: number; untilMs: number }>();
  const downloads = missingDownloads(config.findFileMs);
  let missingIsSaid = false;
  /** When each open filing was last begun. */
  const begunAtMs = new Map<FilingId, number>();
  const growth = fileGrowth(Math.min(STOPPED_MS, config.findFileMs), () => performance.now());
  const tidy = tidyFiling(kit, tools, roots.downloads);

  return {
    name: 'file-downloads',
    async run(signal) {
      // Until the read models know what was filed before, a folder of ours may look like a new one.
      while (!kit.projections.caughtUpOnce() && !signal.aborted) await kit.sleep(config.filingLookMs, signal);
      const working = new Map<FilingId, Promise<void>>();
      let inOrder = false;
      let lookedAtMs = -Infinity;
      try {
        while (!signal.aborted) {
          if (performance.now() - lookedAtMs >= ROOTS_LOOK_MS) {
            lookedAtMs = performance.now();
            const wasInOrder = inOrder;
            inOrder = await roots.look();
            if (inOrder && !wasInOrder) await begin();
          }
          if (inOrder) await workOnOpen(working, signal);
          await kit.sleep(config.filingLookMs, signal);
        }
      } finally {
        await Promise.allSettled(working.values());
      }
    },
  };

  /** At the start, and when a folder is back: what no open filing needs leaves the staging. */
  async function begin(): Promise<void> {
    downloads.beginAnew(await lastWasGone(kit.dataSource));
    waiting.clear();
    const open = new Set<string>((await openFilings(kit.dataSource)).map(({ id }) => id));
    try {
      await tools.music.hold(async (held) => {
        await held.cleanOthers(open);
        await held.probe();
      });
    } catch (error) {
      // Filing itself may go on, and says what stops it.
      logger.warn('the music folder could not be made ready', { error: messageOf(error) });
    }
  }

  /** Whoever was begun longest ago is next: those that wait for their file, or for the disk, hold up no other. What is only to be tidied comes last. */
  async function workOnOpen(working: Map<FilingId, Promise<void>>, signal: AbortSignal): Promise<void> {
    const open = await openFilings(kit.dataSource);
    const ids = new Set(open.map(({ id }) => id));
    for (const id of begunAtMs.keys()) if (!ids.has(id)) begunAtMs.delete(id);
    const isDue = ({ id }: OpenFiling) => !working.has(id) && (waiting.get(id)?.untilMs ?? 0) <= performance.now();
    const begun = ({ id }: OpenFiling) => begunAtMs.get(id) ?? 0;
    const due = open.filter(isDue).sort((a, b) => Number(a.published) - Number(b.published) || begun(a) - begun(b));
    for (const { id } of due.slice(0, SIDE_BY_SIDE - working.size)) {
      if (signal.aborted) break;
      begunAtMs.set(id, performance.now());
      working.set(
        id,
        work(id, signal).finally(() => working.delete(id)),
      );
    }
  }

  async function work(id: FilingId, signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted && (await step(id)));
      waiting.delete(id);
      if (waiting.size === 0) kit.health.clear('filing-stopped');
    } catch (error) {
      if (error instanceof RootAway) return void logger.info('a filing waits for a folder', { filingId: id, root: error.root });
      const failures = (waiting.get(id)?.failures ?? 0) + 1;
      const waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 60_000;
      waiting.set(id, { failures, untilMs: performance.now() + waitMs });
      logger.warn('a filing waits', { filingId: id, error: messageOf(error), waitMs });
      raise(error);
    }
  }

  function raise(error: unknown): void {
    kit.health.raise({ code: 'filing-stopped', level: 'error', params: filingTrouble(error) });
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
      case 'published':
        await tell(id, { type: 'ReportTidied', data: { download: await tidy(state), at: now() } });
        return false;
      case 'none':
      case 'tidied':
      case 'quarantined':
      case 'failed':
        return false;
    }
  }

  async function verify(state: Extract<Filing, { status: 'started' }>): Promise<boolean> {
    const { filingId, transfer, recording } = state;
    const path = await tools.downloads.find(transfer);
    downloads.soughtMs(filingId, performance.now()); // since now, unless it was looked for before
    if (path === null) {
      const verdict = downloads.missing(filingId, performance.now());
      if (verdict === 'hold' && !missingIsSaid) {
        missingIsSaid = true; // with one of them as the example, not with each in turn
        kit.health.raise({ code: DOWNLOADS_MISSING, level: 'error', params: downloadsMissing(transfer, tools.downloads) });
      }
      if (verdict !== 'gone') return false; // looked for again at the next turn
      await tell(filingId, {
        type: 'ReportFailed',
        data: { cause: 'not-found', detail: 'the finished file is not in the download folder; is its path mapped?', at: now() },
      });
      return false;
    }
    const { size, mtimeMs } = await tools.downloads.use(() => stat(path));
    // Across file systems slskd copies: a file that still grows is not judged yet.
    const isWhole = isVouchedFor(transfer) && size === transfer.sizeBytes;
    const found = isWhole ? 'whole' : growth.judge(filingId, { sizeBytes: size, mtimeMs }, transfer.sizeBytes);
    if (found === 'growing') return false;
    downloads.found(filingId, performance.now());
    missingIsSaid = false;
    kit.health.clear(DOWNLOADS_MISSING);
    growth.forget(filingId);
    if (found === 'stopped' && !isVouchedFor(transfer)) {
      const detail = `${path} has ${size} of ${transfer.sizeBytes} bytes, and nobody says that it is whole; it stays where it is`;
      await tell(filingId, { type: 'ReportFailed', data: { cause: 'not-whole', detail, at: now() } });
      return false;
    }
    const facts: FileFacts = {
      expectedBytes: transfer.sizeBytes,
      sizeBytes: size,
      ...(await tools.downloads.use(() => tools.probe(path, extensionOf(transfer.filename)))),
    };
    const reasons = refusals(facts, recording, config);
    if (reasons.length > 0 || facts.audio === null) {
      await tell(filingId, { type: 'ReportRefused', data: { reasons, at: now() } });
      return true;
    }
    const { title: _title, artist: _artist, ...quality } = facts.audio;
    await tell(filingId, {
      type: 'ReportVerified',
      data: { sourcePath: path, quality, sizeBytes: size, sha256: await tools.downloads.use(() => tools.hash(path)), at: now() },
    });
    return true;
  }

  async function tag(state: Extract<Filing, { status: 'verified' }>): Promise<boolean> {
    const { filingId, recording, sourcePath, sourceSha256, transfer } = state;
    const extension = extensionOf(transfer.filename);
    if ((await tools.downloads.hashOf(sourcePath)) !== sourceSha256) {
      const detail = `${sourcePath} was taken away or changed after it was checked`;
      await tell(filingId, { type: 'ReportFailed', data: { cause: 'not-found', detail, at: now() } });
      return false;
    }
    const music = await tools.downloads.use(() => tools.payloadHash(sourcePath, extension));
    const cover = config.embedCover ? await tools.cover(recording.coverUrl) : null;
    const outcome = await tools.music.hold(async (held): Promise<FilingCommand> => {
      const staged = await held.stage(filingId, sourcePath, extension);
      if (config.writeTags) tools.writeTags(staged, recording, cover);
      const written = await tools.probe(staged, extension);
      if (written.audio === null || written.damage !== null || (await tools.payloadHash(staged, extension)) !== music) {
        await held.clean(filingId);
        const detail = written.damage ?? 'its music changed while tags were written';
        return { type: 'ReportFailed', data: { cause: 'tagging-damaged-the-file', detail, at: now() } };
      }
      const sha256 = await tools.hash(staged);
      const path = await freePath(held, await held.spelled(libraryPath(recording, extension)), sha256);
      return { type: 'ReportTagged', data: { path, sizeBytes: (await stat(staged)).size, sha256, cover: cover !== null, at: now() } };
    });
    await tell(filingId, outcome);
    return outcome.type === 'ReportTagged';
  }

  /** Nothing is ever overwritten: another file at the place makes this one carry a number. */
  async function freePath(held: HeldMusicFolder, wanted: string, sha256: string): Promise<string> {
    for (let number = 1; number <= TWINS; number += 1) {
      const path = number === 1 ? wanted : numberedPath(wanted, number);
      const there = await held.hashAt(path);
      if (there === null || there === sha256) return path;
    }
    throw new Error(`${TWINS} other files are called "${wanted}"`);
  }

  async function publish(state: Extract<Filing, { status: 'tagged' }>): Promise<boolean> {
    const { filingId, path, sha256, transfer } = state;
    const placed = await tools.music.hold(async (held) => {
      await held.release(filingId);
      const there = await held.hashAt(path);
      if (there === sha256) {
        await held.settle(path);
        return true;
      }
      const staged = await held.staged(filingId, extensionOf(transfer.filename));
      const whole = staged !== null && (await tools.hash(staged)) === sha256;
      if (there !== null || !whole) return false; // someone took the place, or the staging was lost
      await held.publish(filingId, staged, path);
      return true;
    });
    if (!placed) return retag(state);
    if (!(await tools.music.holds(path, sha256))) throw new Error(`"${path}" is not in the music folder as it was published`);
    await tell(filingId, { type: 'ReportPublished', data: { at: now() } });
    return true;
  }

  async function retag(state: Extract<Filing, { status: 'tagged' }>): Promise<boolean> {
    return tag({ ...state, status: 'verified' });
  }

  async function setAside(state: Extract<Filing, { status: 'refused' }>): Promise<boolean> {
    const path = await tools.quarantine(state.filingId, await tools.downloads.find(state.transfer), state.reasons);
    await tell(state.filingId, { type: 'ReportQuarantined', data: { path, at: now() } });
    return false;
  }
}

/** slskd named the file, which it does once it is whole: what is not as it should be may be judged, and set aside. */
const isVouchedFor = ({ path, localFilename }: FinishedTransfer) => path !== undefined || localFilename !== null;

const extensionOf = (filename: string) => /\.([A-Za-z0-9]{1,5})$/.exec(filename)?.[1]?.toLowerCase() ?? '';
