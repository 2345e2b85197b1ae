import type { Answer, Call } from '../http/simulator-server.js';
import type { PlexConfig } from './config.js';
import type { PlexLibrary } from './library.js';
import { container, done } from './replies.js';
import { isBelow, scanFolder } from './scan-folder.js';
import type { KeptKeys } from './scan-folder.js';
import type { Switches } from './switches.js';

export interface Scans {
  /** Of everything, at once, with rows that are settled. */
  now(addedAtS: number): Promise<void>;
  /** 200 only means "queued"; a path outside the locations is answered alike and nothing happens. */
  refresh(call: Call): Answer;
  refreshing(): boolean;
  activities(): Answer;
  emptyTrash(): Answer;
  stop(): void;
}

const ITEM_ACTIVITY_MS = 8_000;

export function scans(
  library: PlexLibrary,
  keys: KeptKeys,
  config: PlexConfig,
  switches: Switches,
  nowMs: () => number,
  keep: () => void,
): Scans {
  const { locations } = config.section;
  const seconds = () => Math.floor(Date.now() / 1000);
  let queue: { folder: string; startsAtMs: number }[] = [];
  let scanning: { startedAtMs: number } | null = null;
  let itemsBusyUntilMs = 0;

  async function tick(): Promise<void> {
    const [next] = queue;
    if (scanning || !next || nowMs() < next.startsAtMs) return;
    queue = queue.slice(1);
    scanning = { startedAtMs: nowMs() };
    const apply = await scanFolder(library, keys, locations, next.folder, switches);
    const { fresh } = apply(seconds(), nowMs() + config.scan.settleMs);
    if (fresh.length > 0) itemsBusyUntilMs = nowMs() + ITEM_ACTIVITY_MS;
    await new Promise((resolve) => setTimeout(resolve, 4_000 / config.clockRate));
    library.counters.scannedAtS = seconds();
    scanning = null;
    keep();
  }
  const timer = setInterval(() => void tick(), 50);

  return {
    async now(addedAtS) {
      (await scanFolder(library, keys, locations, '', switches))(addedAtS, 0);
      keep();
    },
    refresh(call) {
      if (call.method === 'DELETE') {
        queue = [];
        return done;
      }
      const path = call.query.get('path');
      const inside = path === null || locations.some(({ serverPath }) => isBelow(serverPath, path));
      if (inside) queue.push({ folder: path ?? '', startsAtMs: nowMs() + config.scan.queueDelayMs });
      return done;
    },
    refreshing: () => scanning !== null,
    activities() {
      const list: object[] = [{ uuid: 'butler', type: 'butler', cancellable: true, progress: 100 }];
      if (scanning)
        list.push({
          uuid: 'scan',
          type: 'library.update.section',
          progress: 37,
          ...(nowMs() - scanning.startedAtMs < 1_000 ? {} : { Context: { librarySectionID: config.section.key } }),
        });
      if (nowMs() < itemsBusyUntilMs) list.push({ uuid: 'item', type: 'library.update.item.metadata', progress: 10 });
      return container({ size: list.length, Activity: list });
    },
    emptyTrash() {
      library.remove(new Set(library.tracks().filter(({ deletedAtS }) => deletedAtS !== null)));
      library.touched();
      return done;
    },
    stop: () => clearInterval(timer),
  };
}
