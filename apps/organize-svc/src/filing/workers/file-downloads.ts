import { stat } from 'node:fs/promises';
import { merge } from 'rxjs';
import { aggregateDriver, messageOf } from '@soulsync/event-store';
import type { CommandHandler, Next, Step } from '@soulsync/event-store';
import type { BroughtFile, FilingEvent, FilingId } from '@soulsync/contracts';
import { driverClock, sideBySide } from '@soulsync/service-kit';
import type { Described, Kit, Worker } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import { refusals } from '../domain/filing/check-file.js';
import type { FileProperties } from '../domain/filing/check-file.js';
import type { Filing, FilingCommand } from '../domain/filing/filing.js';
import { libraryPath, numberedPath } from '../domain/filing/library-path.js';
import type { FilingTools } from '../ports/filing-tools.js';
import type { HeldMusicFolder } from '../ports/music-folder.js';
import { RootAway } from '../../roots/root-folder.js';
import type { Root } from '../../roots/root-folder.js';
import type { OrganizeSettings } from '../../settings.js';
import { lastWasGone, openFilings } from '../store/filings.js';
import { fileGrowth } from './file-growth.js';
import { downloadsMissing, filingTrouble } from './filing-words.js';
import { missingDownloads } from './missing-downloads.js';
import { tidyFiling } from './tidy-filing.js';

export type Filings = CommandHandler<FilingCommand, Filing, FilingEvent>;
type Execute = Step<FilingId, FilingCommand, Filing, FilingEvent>['execute'];
/** true: there is more to do at once; false: nothing more; `wait`: it is looked at again. */
type More = boolean | 'wait';

/** The folders it works in. */
export interface FilingRoots {
  readonly downloads: Root;
  /** Looks at each. Are all of them in order? */
  poll(): Promise<boolean>;
}

const SIDE_BY_SIDE = 2;
const MOST_DUPLICATES = 50;
/** A file of another size than it should have that did not change for so long has stopped. */
const STOPPED_MS = 5_000;
const DOWNLOADS_MISSING = 'downloads-missing';
/** Each step judges its folder again by itself; in between this is often enough to say that one is away, or back. */
const ROOTS_POLL_MS = 1_000;
/** Trouble of the disk is waited out. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000];

/** Files what was downloaded, step by step; each step is stored, and each may be repeated after a crash without harm. */
export function fileDownloads(
  kit: Kit<OrganizeConfig>,
  settings: OrganizeSettings,
  filings: Filings,
  tools: FilingTools,
  roots: FilingRoots,
  described: Described,
): Worker {
  const { logger } = kit;
  const pollMs = () => settings.filing().filingPollMs;
  const findFileMs = () => settings.finishedFiles().findFileMs;
  const now = () => kit.clock.now();
  const downloads = missingDownloads(findFileMs);
  let missingIsReported = false;
  const growth = fileGrowth(
    () => Math.min(STOPPED_MS, findFileMs()),
    () => performance.now(),
  );
  const tidy = tidyFiling(kit, settings, tools, roots.downloads);

  let inOrder = false;

  const driver = aggregateDriver<FilingId, FilingCommand, Filing, FilingEvent>({
    name: 'file-downloads',
    aggregates: filings,
    open: ({ except, limit }) => (inOrder ? openFilings(kit.dataSource, except, limit) : Promise.resolve([])),
    async step({ state, execute }): Promise<Next> {
      if (!inOrder) return 'over';
      const more = await step(state, execute);
      return more === 'wait' ? { waitMs: pollMs() } : more ? 'again' : 'over';
    },
    concurrency: SIDE_BY_SIDE,
    backoff: (failures, error) =>
      error instanceof RootAway ? ROOTS_POLL_MS : (RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 60_000),
    onTrouble: ({ id, error, waitMs }) => {
      if (error instanceof RootAway) return logger.info('a filing waits for a folder', { filingId: id, root: error.root });
      logger.warn('a filing waits', { filingId: id, error: messageOf(error), waitMs });
      if (id !== null) raise(error);
    },
    onRecovered: (_, left) => {
      if (left === 0) kit.health.clear('filing-stopped');
    },
    wakes: { store: kit.store, idOf: ({ type, aggregateId }) => (type === 'FilingStarted' ? (aggregateId as FilingId) : null) }, // the stream's id is the filing's
    pollMs,
    clock: driverClock(kit),
    logger,
  });

  return {
    name: driver.name,
    async run(signal) {
      // Until the read models know what was filed before, a folder of ours may look like a new one.
      while (!kit.projections.caughtUpOnce() && !signal.aborted) await kit.sleep(pollMs(), signal);
      // Another folder is judged, tidied and looked through as at the start.
      const changed = merge(settings.music.changes, settings.downloads.changes).subscribe(() => {
        inOrder = false;
        missingIsReported = false;
        kit.health.clear(DOWNLOADS_MISSING);
      });
      await sideBySide(signal, [watchRoots, driver.run]).finally(() => changed.unsubscribe());
    },
  };

  async function watchRoots(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const areInOrder = await roots.poll();
      if (areInOrder && !inOrder) await begin();
      inOrder = areInOrder;
      kit.live.filing({ service: 'organize-svc', downloadsMissing: missingIsReported });
      await kit.sleep(ROOTS_POLL_MS, signal);
    }
  }

  /** At the start, and when a folder is back: what no open filing needs leaves the staging, and none waits any longer. */
  async function begin(): Promise<void> {
    downloads.restart(await lastWasGone(kit.dataSource));
    const open = await openFilings(kit.dataSource);
    try {
      await tools.music.hold(async (held) => {
        await held.cleanOthers(new Set<string>(open));
        await held.probe();
      });
    } catch (error) {
      // Filing itself may go on, and says what stops it.
      logger.warn('the music folder could not be made ready', { error: messageOf(error) });
    }
    inOrder = true;
    for (const id of open) driver.wake(id);
  }

  function raise(error: unknown): void {
    kit.health.raise({ code: 'filing-stopped', level: 'error', params: filingTrouble(error) });
  }

  async function step(state: Filing, execute: Execute): Promise<More> {
    switch (state.status) {
      case 'started':
        return verify(state, execute);
      case 'verified':
        return tag(state, execute);
      case 'tagged':
        return publish(state, execute);
      case 'refused':
        return setAside(state, execute);
      case 'published':
        await execute({ type: 'ReportTidied', data: { download: await tidy(state), at: now() } });
        return false;
      case 'none':
      case 'tidied':
      case 'quarantined':
      case 'failed':
        return false;
    }
  }

  async function verify(state: Extract<Filing, { status: 'started' }>, execute: Execute): Promise<More> {
    const { filingId, file } = state;
    const path = await tools.downloads.find(file);
    downloads.soughtMs(filingId, performance.now()); // since now, unless it was looked for before
    if (path === null) {
      const verdict = downloads.missing(filingId, performance.now());
      if (verdict === 'hold' && !missingIsReported) {
        missingIsReported = true; // with one of them as the example, not with each in turn
        kit.health.raise({ code: DOWNLOADS_MISSING, level: 'error', params: downloadsMissing(file, tools.downloads) });
      }
      if (verdict !== 'gone') return 'wait';
      await execute({
        type: 'ReportFailed',
        data: { cause: 'not-found', detail: 'the finished file is not in the download folder; is its path mapped?', at: now() },
      });
      return false;
    }
    const { size, mtimeMs } = await tools.downloads.use(() => stat(path));
    // Across file systems slskd copies: a file that still grows is not judged yet.
    const isWhole = isVouchedFor(file) && size === file.sizeBytes;
    const found = isWhole ? 'whole' : growth.judge(filingId, { sizeBytes: size, mtimeMs }, file.sizeBytes);
    if (found === 'growing') return 'wait';
    downloads.found(filingId, performance.now());
    missingIsReported = false;
    kit.health.clear(DOWNLOADS_MISSING);
    growth.forget(filingId);
    if (found === 'stopped' && !isVouchedFor(file)) {
      const detail = `${path} has ${size} of ${file.sizeBytes} bytes, and nobody says that it is whole; it stays where it is`;
      await execute({ type: 'ReportFailed', data: { cause: 'not-whole', detail, at: now() } });
      return false;
    }
    const properties: FileProperties = {
      expectedBytes: file.sizeBytes,
      sizeBytes: size,
      ...(await tools.downloads.use(() => tools.probe(path, extensionOf(file)))),
    };
    const reasons = refusals(properties, await described(state.recordingId, state.recording), settings.lengths());
    if (reasons.length > 0 || properties.audio === null) {
      await execute({ type: 'ReportRefused', data: { reasons, at: now() } });
      return true;
    }
    const { title: _title, artist: _artist, ...quality } = properties.audio;
    await execute({
      type: 'ReportVerified',
      data: {
        place: await tools.downloads.placeOf(path),
        quality,
        sizeBytes: size,
        sha256: await tools.downloads.use(() => tools.hash(path)),
        at: now(),
      },
    });
    return true;
  }

  async function tag(state: Extract<Filing, { status: 'verified' }>, execute: Execute): Promise<More> {
    const { filingId, place, sourceSha256, file } = state;
    const recording = await described(state.recordingId, state.recording);
    const sourcePath = tools.downloads.pathOf(place);
    const extension = extensionOf(file);
    if ((await tools.downloads.hashOf(sourcePath)) !== sourceSha256) {
      const detail = `${sourcePath} was taken away or changed after it was checked`;
      await execute({ type: 'ReportFailed', data: { cause: 'not-found', detail, at: now() } });
      return false;
    }
    const music = await tools.downloads.use(() => tools.payloadHash(sourcePath, extension));
    const cover = settings.tags().embedCover ? await tools.cover(recording.release?.cover?.url ?? null) : null;
    const outcome = await tools.music.hold(async (held): Promise<FilingCommand> => {
      const staged = await held.stage(filingId, sourcePath, extension);
      if (settings.tags().writeTags) tools.writeTags(staged, recording, cover);
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
    await execute(outcome);
    return outcome.type === 'ReportTagged';
  }

  /** Nothing is ever overwritten: another file at the place makes this one carry a number. */
  async function freePath(held: HeldMusicFolder, wanted: string, sha256: string): Promise<string> {
    for (let number = 1; number <= MOST_DUPLICATES; number += 1) {
      const path = number === 1 ? wanted : numberedPath(wanted, number);
      const there = await held.hashAt(path);
      if (there === null || there === sha256) return path;
    }
    throw new Error(`${MOST_DUPLICATES} other files are called "${wanted}"`);
  }

  async function publish(state: Extract<Filing, { status: 'tagged' }>, execute: Execute): Promise<More> {
    const { filingId, path, sha256, file } = state;
    const placed = await tools.music.hold(async (held) => {
      await held.release(filingId);
      const there = await held.hashAt(path);
      if (there === sha256) {
        await held.settle(path);
        return true;
      }
      const staged = await held.staged(filingId, extensionOf(file));
      const whole = staged !== null && (await tools.hash(staged)) === sha256;
      if (there !== null || !whole) return false; // someone took the place, or the staging was lost
      await held.publish(filingId, staged, path);
      return true;
    });
    if (!placed) return retag(state, execute);
    if (!(await tools.music.holds(path, sha256))) throw new Error(`"${path}" is not in the music folder as it was published`);
    await execute({ type: 'ReportPublished', data: { at: now() } });
    return true;
  }

  async function retag(state: Extract<Filing, { status: 'tagged' }>, execute: Execute): Promise<More> {
    return tag({ ...state, status: 'verified' }, execute);
  }

  async function setAside(state: Extract<Filing, { status: 'refused' }>, execute: Execute): Promise<More> {
    const path = await tools.quarantine(state.filingId, await tools.downloads.find(state.file), state.reasons);
    await execute({ type: 'ReportQuarantined', data: { path, at: now() } });
    return false;
  }
}

/** Whoever fetched the file named its place, which they do once it is whole: what is not as it should be may be judged, and set aside. */
const isVouchedFor = ({ path, localFilename }: BroughtFile) => path !== null || localFilename !== null;

const extensionOf = ({ path, former }: BroughtFile) =>
  /\.([A-Za-z0-9]{1,5})$/.exec(path ?? former?.filename ?? '')?.[1]?.toLowerCase() ?? '';
