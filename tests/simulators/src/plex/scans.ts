import { randomUUID } from 'node:crypto';
import type { Answer, Call } from '../http/simulator-server.js';
import { isBelow } from '../music/music-files.js';
import type { PlexConfig } from './config.js';
import type { Activity, PlexEvents, TimelineState } from './events.js';
import { ALBUM } from './library.js';
import type { Item, PlexLibrary, Track } from './library.js';
import { container, done, html } from './replies.js';
import { scanFolder } from './scan-folder.js';
import type { KeptKeys } from './scan-folder.js';
import type { Switches } from './switches.js';

export interface Scans {
  /** Of everything, at once, with rows that are settled. */
  now(addedAtS: number): Promise<void>;
  /** 200 only means "queued"; a path outside the locations is answered alike and nothing happens. */
  refresh(call: Call): Answer;
  refreshing(): boolean;
  /** Those without an admin's token see their own, and have none. */
  activities(admin: boolean): Answer;
  /** `DELETE /activities/{uuid}` */
  cancel(uuid: string): Answer;
  emptyTrash(): Answer;
  stop(): void;
}

interface ScanParts {
  readonly library: PlexLibrary;
  readonly keys: KeptKeys;
  readonly config: PlexConfig;
  readonly switches: Switches;
  readonly events: PlexEvents;
  readonly nowMs: () => number;
  readonly keep: () => void;
  /** New albums, once they are settled. */
  readonly settled: (albums: readonly Item[]) => void;
}

/** The story of a scan, counted from its start on the virtual clock (apis/plex.md 17.4, 15). */
const [APPEAR_MS, ITEMS_MS, END_MS] = [1_000, 3_000, 5_000];
const FOLLOW_UP_MS = 24_000;
/** Behind the tags are read, as shares of the follow-up: the first word of the end, and the last. */
const [FIRST_END, LAST_END] = [10 / 24, 20 / 24];

const butler: Activity = {
  uuid: '9d7c6b5a-dddd-4eee-8fff-ba9876543210',
  type: 'butler',
  cancellable: true,
  userID: 1,
  title: 'Running scheduled tasks',
  subtitle: '',
  progress: 100,
};

export function scans({ library, keys, config, switches, events, nowMs, keep, settled }: ScanParts): Scans {
  const { locations, key: sectionKey, title } = config.section;
  const followUpMs = config.scan.followUpMs ?? FOLLOW_UP_MS;
  const seconds = () => Math.floor(Date.now() / 1000);
  const running = new Map<string, Activity>();
  let queue: { folder: string; startsAtMs: number }[] = [];
  let scanning: { cancelled: boolean } | null = null;
  let stopped = false;

  /** Waits for a moment of the virtual clock; false: the server was stopped in between. */
  async function until(atMs: number): Promise<boolean> {
    while (nowMs() < atMs && !stopped)
      await new Promise((resolve) => setTimeout(resolve, Math.min(200, (atMs - nowMs()) / config.clockRate + 1)));
    return !stopped;
  }

  function start(type: string, subtitle: string): Activity {
    const activity: Activity = {
      uuid: randomUUID(),
      type,
      cancellable: false,
      userID: 1,
      title: `Scanning ${title}`,
      subtitle,
      progress: -1,
    };
    running.set(activity.uuid, activity);
    events.activity('started', activity);
    return activity;
  }

  function update(activity: Activity, change: Partial<Activity>): Activity {
    const next = { ...activity, ...change };
    running.set(activity.uuid, next);
    events.activity('updated', next);
    return next;
  }

  function end(activity: Activity): void {
    if (running.delete(activity.uuid)) events.activity('ended', { ...activity, progress: 100 });
  }

  async function scan(folder: string): Promise<void> {
    const own = { cancelled: false };
    scanning = own;
    const startedAtMs = nowMs();
    let activity = start('library.update.section', '');
    events.status('Library scan started');
    const apply = isMissed(folder) ? nothing : await scanFolder(library, keys, locations, folder, switches);
    if (!(await until(startedAtMs + APPEAR_MS))) return;
    activity = update(activity, { progress: 37, Context: { librarySectionID: sectionKey } });
    const { fresh, trashed } = own.cancelled ? { fresh: [], trashed: [] } : apply(seconds(), nowMs() + config.scan.settleMs);
    const items = withAlbums(fresh);
    const settlesAtMs = nowMs() + config.scan.settleMs;
    for (const item of items) events.timeline(item, { state: 0, metadataState: 'created', mediaState: 'analyzing' });
    if (!(await until(startedAtMs + ITEMS_MS))) return;
    const artist = fresh[0]?.album.artist.title ?? '';
    const matching = fresh.length > 0 && !switches.noneAgent ? start('library.update.item.metadata', artist) : null;
    if (switches.noneAgent) for (const item of items) events.timeline(item, { state: 1, metadataState: 'processing' });
    if (!(await until(startedAtMs + END_MS))) return;
    if (switches.emptyTrashAfterScan) emptyTrash();
    if (switches.noOpMovesScannedAt || fresh.length + trashed.length > 0)
      library.counters.scannedAtS = Math.max(seconds(), library.counters.scannedAtS + 1);
    scanning = null;
    end(activity);
    events.status('Library scan complete');
    keep();
    if (fresh.length > 0) await follow(fresh, matching, settlesAtMs);
  }

  /** What goes on with new rows while `refreshing` is long over. null: the "none" agent says no more about them. */
  async function follow(fresh: readonly Track[], matching: Activity | null, settlesAtMs: number): Promise<void> {
    const items = withAlbums(fresh);
    const emit = (state: TimelineState) => items.forEach((item) => events.timeline(item, state));
    if (!(await until(settlesAtMs))) return;
    for (const track of fresh) track.updatedAtS = seconds();
    library.touched();
    settled(items.filter((item) => item.type === ALBUM));
    if (!matching) return;
    emit({ state: 2, metadataState: 'processing' });
    emit({ state: 4, metadataState: 'loading' });
    update(matching, { progress: 50 });
    if (!(await until(settlesAtMs + followUpMs * FIRST_END))) return;
    emit({ state: 5, mediaState: 'analyzing' });
    if (!(await until(settlesAtMs + followUpMs * LAST_END))) return;
    emit({ state: 5 });
    if (await until(settlesAtMs + followUpMs)) end(matching);
  }

  const isMissed = (folder: string) =>
    switches.nestedFoldersMissed && !isKnown(folder) && !isKnown(folder.split('/').slice(0, -1).join('/'));
  const isKnown = (folder: string) =>
    folder === '' ||
    locations.some(({ serverPath }) => serverPath === folder) ||
    library.tracks().some(({ versions }) => versions.some(({ file }) => isBelow(folder, file)));

  function emptyTrash(): void {
    const trashed = library.tracks().filter(({ deletedAtS }) => deletedAtS !== null);
    library.remove(new Set(trashed));
    if (trashed.length > 0) library.touched();
    for (const track of trashed) events.timeline(track, { state: 9, metadataState: 'deleted' });
  }

  const timer = setInterval(() => {
    const [next] = queue;
    if (scanning || !next || nowMs() < next.startsAtMs) return;
    queue = queue.slice(1);
    void scan(next.folder);
  }, TICK_MS);

  return {
    async now(addedAtS) {
      (await scanFolder(library, keys, locations, '', switches))(addedAtS, 0);
      keep();
    },
    refresh(call) {
      if (call.method === 'DELETE') {
        queue = [];
        if (scanning) scanning.cancelled = true;
        return done;
      }
      const path = call.query.get('path')?.replace(/\/+$/, '') ?? null;
      const inside = path === null || locations.some(({ serverPath }) => isBelow(serverPath, path));
      const waitMs = switches.queueDelayMs ?? config.scan.queueDelayMs;
      if (inside) queue.push({ folder: path ?? '', startsAtMs: nowMs() + waitMs });
      return done;
    },
    refreshing: () => scanning !== null,
    activities(admin) {
      const list = admin ? [...running.values(), butler] : [];
      return container({ size: list.length, ...(list.length > 0 ? { Activity: list } : {}) });
    },
    cancel: (uuid) => (uuid === butler.uuid ? done : running.has(uuid) ? html(400, 'Bad Request') : html(404, 'Not Found')),
    emptyTrash() {
      emptyTrash();
      keep();
      return done;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

const TICK_MS = 20;
const nothing = () => ({ fresh: [], trashed: [] });

/** The albums first: events of albums are the usual ones. */
const withAlbums = (tracks: readonly Track[]): readonly Item[] => [...new Set(tracks.map(({ album }) => album)), ...tracks];
