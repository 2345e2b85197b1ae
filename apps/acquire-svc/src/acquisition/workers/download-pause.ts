import { liveTopicSubject } from '@soulsync/contracts';
import type { DiskSpace, LiveDisks, LiveFiling } from '@soulsync/contracts';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';

/** Room that was too little must grow by so much before it is enough, so that downloads don't start and pause by turns. */
const ENOUGH_AGAIN = 1.1;

/** The disks that have too little room for new downloads, seen that these had before. */
export function tooFull(before: readonly DiskSpace[], now: readonly DiskSpace[]): readonly DiskSpace[] {
  const known = new Set(before.map(({ path }) => path));
  return now.filter(({ path, freeMb, minFreeMb }) => freeMb < minFreeMb * (known.has(path) ? ENOUGH_AGAIN : 1));
}

/** Whether new downloads may begin. */
export interface DownloadPause {
  paused(): boolean;
  /** Hears of the disks and says so, as long as the service runs. */
  readonly worker: Worker;
}

const POLL_MS = 1_000;
/** What a service said of its disks longer ago says nothing about now. */
const STALE_MS = 60_000;
const CODE = 'downloads-paused';

/**
 * New searches and transfers wait while a disk they end on has too little room (ours, and those of which the other services tell), and while
 * filing does not find what arrived. A service that does not tell holds nothing up.
 */
export function downloadPause(kit: Kit<AcquireConfig>): DownloadPause {
  const heard = new Map<string, { readonly spaces: readonly DiskSpace[]; readonly atMs: number }>();
  let full: readonly DiskSpace[] = [];
  let missingReportedAtMs = -Infinity;

  function poll(): void {
    const reported = [...heard.values()].filter(({ atMs }) => performance.now() - atMs < STALE_MS).flatMap(({ spaces }) => spaces);
    const byPath = new Map([...reported, ...kit.disks.spaces()].map((space) => [space.path, space]));
    const before = full;
    full = tooFull(before, [...byPath.values()]);
    if (full.length > 0) kit.health.raise({ code: CODE, level: 'warning', params: { disks: full } });
    else if (before.length > 0) kit.health.clear(CODE);
  }

  return {
    paused: () => full.length > 0 || performance.now() - missingReportedAtMs < STALE_MS,
    worker: {
      name: 'download-pause',
      async run(signal) {
        const disks = kit.nats.subscribe(liveTopicSubject('disk'), {
          callback: (error, message) => {
            if (error) return kit.logger.warn('other disks are not heard of', { error: error.message });
            const { service, spaces } = message.json<LiveDisks>();
            heard.set(service, { spaces, atMs: performance.now() });
          },
        });
        const filing = kit.nats.subscribe(liveTopicSubject('filing'), {
          callback: (error, message) => {
            if (error) return kit.logger.warn('filing is not heard of', { error: error.message });
            missingReportedAtMs = message.json<LiveFiling>().downloadsMissing ? performance.now() : -Infinity;
          },
        });
        try {
          for (; !signal.aborted; await kit.sleep(POLL_MS, signal)) poll();
        } finally {
          disks.unsubscribe();
          filing.unsubscribe();
        }
      },
    },
  };
}
