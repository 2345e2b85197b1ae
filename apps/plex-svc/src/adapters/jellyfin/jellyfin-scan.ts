import { Unavailable } from '@soulsync/service-kit';
import type { RunningScan } from '../../library/ports/library-server.js';
import type { JellyfinClient } from './jellyfin-client.js';
import { objectsIn, textOf } from './jellyfin-wire.js';
import type { WireTask } from './jellyfin-wire.js';

/** Never seen running for so long: it may have been quick, so the files are looked for all the same. */
const NEVER_SEEN_MS = 60_000;

/** The server's own task of scanning everything. Only an administrator may see it. */
export async function scanTask(
  client: JellyfinClient,
): Promise<{ readonly isIdle: boolean; readonly endedAt: string; readonly status: string }> {
  const tasks = objectsIn<WireTask>((await client.read('/ScheduledTasks')).data);
  const task = tasks.find(({ Key }) => Key === 'RefreshLibrary');
  if (!task) throw new Unavailable('jellyfin', 'Jellyfin shows no task that scans its libraries');
  const { EndTimeUtc, Status } = task.LastExecutionResult ?? {};
  return { isIdle: task.State === 'Idle', endedAt: textOf(EndTimeUtc) ?? '', status: textOf(Status) ?? '' };
}

/** Scans all libraries. One that runs already would be cancelled and begun anew: it is waited for, and ours comes after it. */
export async function scanAll(client: JellyfinClient): Promise<RunningScan> {
  let requestedAtMs: number | null = null;
  let baseline = '';

  async function requestIfIdle(): Promise<void> {
    const { isIdle, endedAt } = await scanTask(client);
    if (!isIdle) return;
    baseline = endedAt;
    await client.write('post', '/Library/Refresh', {});
    requestedAtMs = performance.now();
  }

  await requestIfIdle();
  return {
    async progress() {
      if (requestedAtMs === null) {
        await requestIfIdle();
        return 'queued';
      }
      const { isIdle, endedAt, status } = await scanTask(client);
      if (!isIdle) return 'running';
      if (endedAt === baseline) return performance.now() - requestedAtMs > NEVER_SEEN_MS ? 'unknown' : 'queued';
      if (status === 'Failed') throw new Unavailable('jellyfin', 'Jellyfin says that its scan failed; its own log says why');
      return status === 'Completed' ? 'settled' : 'unknown';
    },
  };
}

/**
 * Tells the server that a folder changed, as its file watcher would. It looks there a minute later or much more, and says nothing about it:
 * whoever waits looks for the files. After `patienceMs` everything is scanned, where we may.
 */
export async function scanPath(client: JellyfinClient, serverPath: string, patienceMs: number, mayScanAll: boolean): Promise<RunningScan> {
  const body = { Updates: [{ Path: serverPath, UpdateType: 'Modified' }] };
  await client.write('post', '/Library/Media/Updated', { body });
  const requestedAtMs = performance.now();
  let all: RunningScan | null = null;
  return {
    async progress() {
      if (performance.now() - requestedAtMs <= patienceMs) return 'queued';
      if (!mayScanAll) return 'unknown';
      all ??= await scanAll(client);
      return all.progress();
    },
  };
}
