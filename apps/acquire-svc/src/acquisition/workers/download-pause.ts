import { liveTopicSubject } from '@soulsync/contracts';
import type { DiskSpace, LiveDisks, DiskName } from '@soulsync/contracts';
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

const LOOK_MS = 1_000;
/** What a service said of its disks longer ago says nothing about now. */
const STALE_MS = 60_000;
const CODE = 'downloads-paused';

/**
 * New searches and transfers wait while a disk they end on has too little room: ours, and those of which the other services tell. A service
 * that does not tell holds nothing up.
 */
export function downloadPause(kit: Kit<AcquireConfig>): DownloadPause {
  const heard = new Map<string, { readonly spaces: readonly DiskSpace[]; readonly atMs: number }>();
  let full: readonly DiskSpace[] = [];

  function look(): void {
    const told = [...heard.values()].filter(({ atMs }) => performance.now() - atMs < STALE_MS).flatMap(({ spaces }) => spaces);
    const byPath = new Map([...told, ...kit.disks.spaces()].map((space) => [space.path, space]));
    const before = full;
    full = tooFull(before, [...byPath.values()]);
    if (full.length > 0) kit.health.raise({ code: CODE, level: 'warning', ...inWords(full) });
    else if (before.length > 0) kit.health.clear(CODE);
  }

  return {
    paused: () => full.length > 0,
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
        try {
          for (; !signal.aborted; await kit.sleep(LOOK_MS, signal)) look();
        } finally {
          disks.unsubscribe();
        }
      },
    },
  };
}

const named: Readonly<Record<DiskName, { readonly what: string; readonly variable: string }>> = {
  music: { what: 'the music folder', variable: 'SOULSYNC_MUSIC_MIN_FREE_MB' },
  downloads: { what: 'the download folder', variable: 'SOULSYNC_DOWNLOAD_MIN_FREE_MB' },
  data: { what: 'the data folder', variable: 'SOULSYNC_DATA_MIN_FREE_MB' },
  'event-log': { what: 'the event log', variable: 'SOULSYNC_EVENT_LOG_MIN_FREE_MB' },
};

export function inWords(full: readonly DiskSpace[]): { readonly message: string; readonly advice: string } {
  const disks = full.map(
    ({ name, path, freeMb, minFreeMb }) => `the disk of ${named[name].what} (${path}) has ${freeMb} MB free and ${minFreeMb} MB are needed`,
  );
  const variables = [...new Set(full.map(({ name }) => named[name].variable))];
  return {
    message: `New downloads are paused: ${disks.join('; ')}.`,
    advice: `Free some space, or set ${variables.join(' or ')} to less. Downloads under way go on, and new ones start by themselves once there is room.`,
  };
}
