import { existsSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { isBelow, localPathOf } from '../music/music-files.js';
import type { Answer, Call } from '../http/simulator-server.js';
import type { JellyfinConfig } from './config.js';
import type { JellyfinLibrary } from './library.js';
import { done, json } from './replies.js';
import { scanFolder } from './scan-folder.js';

export interface Scans {
  /** Of everything, at once, with rows that are settled. */
  now(createdAtMs: number): Promise<void>;
  /** `POST /Library/Refresh`: a running scan is cancelled and begins anew. */
  refresh(): Answer;
  /** `POST /Library/Media/Updated`: each new path starts the wait anew; what nobody knows is ignored without a word. */
  updated(call: Call): Answer;
  /** `GET /ScheduledTasks`. */
  tasks(): Answer;
  /** What happened so far. */
  report(): { readonly started: number; readonly cancelled: number; readonly folders: readonly string[] };
  stop(): void;
}

interface Whole {
  readonly startedAtMs: number;
  readonly startedAt: Date;
}

export function scans(library: JellyfinLibrary, config: JellyfinConfig, nowMs: () => number, keep: () => void): Scans {
  const { locations } = config.view;
  const folders: string[] = [];
  let [started, cancelled] = [0, 0];
  let whole: Whole | null = null;
  let last: { readonly start: Date; readonly end: Date; readonly status: string } | null = null;
  let paths: string[] = [];
  let pollsAtMs = 0;
  let isBusy = false;

  const times = () => ({ ms: Date.now(), settlesAtMs: nowMs() + config.scan.settleMs });

  async function tick(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      await endWhole();
      await readPaths();
    } finally {
      isBusy = false;
    }
  }

  async function endWhole(): Promise<void> {
    const running = whole;
    if (!running || nowMs() < running.startedAtMs + config.scan.wholeMs) return;
    await scanFolder(library, locations, '', times());
    if (whole !== running) return; // begun anew in between
    whole = null;
    last = { start: running.startedAt, end: new Date(), status: 'Completed' };
    keep();
  }

  async function readPaths(): Promise<void> {
    if (paths.length === 0 || nowMs() < pollsAtMs) return;
    const unique = [...new Set(paths)];
    paths = [];
    for (const path of unique) {
      const folder = nearestKnown(path);
      if (folder === null) continue;
      folders.push(folder);
      await scanFolder(library, locations, folder, times());
    }
    keep();
  }

  /** Climbs from a path to a folder that is there; null: outside of all of ours. */
  function nearestKnown(path: string): string | null {
    const location = locations.find(({ serverPath }) => isBelow(serverPath, path));
    if (!location) return null;
    for (let folder = path; folder !== location.serverPath; folder = dirname(folder)) {
      const local = localPathOf(locations, folder);
      if (local !== null && existsSync(local)) return folder;
    }
    return location.serverPath;
  }

  const timer = setInterval(() => void tick(), 30);
  return {
    async now(createdAtMs) {
      await scanFolder(library, locations, '', { ms: createdAtMs, settlesAtMs: 0 });
      keep();
    },
    refresh() {
      if (whole) {
        cancelled += 1;
        last = { start: whole.startedAt, end: new Date(), status: 'Cancelled' };
      }
      started += 1;
      whole = { startedAtMs: nowMs(), startedAt: new Date() };
      return done;
    },
    updated(call) {
      const { Updates = [] } = JSON.parse(call.body.toString('utf8')) as { Updates?: readonly { Path?: string }[] }; // read field by field
      paths.push(...Updates.flatMap(({ Path }) => Path ?? []));
      pollsAtMs = nowMs() + config.scan.monitorDelayMs;
      return done;
    },
    tasks() {
      const result = last && {
        StartTimeUtc: last.start,
        EndTimeUtc: last.end,
        Status: last.status,
        Key: 'RefreshLibrary',
        Name: 'Scan Media Library',
      };
      const progress = whole && Math.min(99, ((nowMs() - whole.startedAtMs) / config.scan.wholeMs) * 100);
      return json([
        { Name: 'Clean Cache Directory', State: 'Idle', Id: 'c1', Key: 'DeleteCacheFiles', IsHidden: false },
        {
          Name: 'Scan Media Library',
          State: whole ? 'Running' : 'Idle',
          ...(progress === null ? {} : { CurrentProgressPercentage: progress }),
          Id: 'c2',
          ...(result ? { LastExecutionResult: result } : {}),
          Key: 'RefreshLibrary',
          IsHidden: false,
        },
      ]);
    },
    report: () => ({ started, cancelled, folders }),
    stop: () => clearInterval(timer),
  };
}
