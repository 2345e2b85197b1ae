import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { sleep } from './clock.js';
import type { RunningService } from './service.js';

const RETRY_MS = 5_000;

/**
 * A service that can be begun anew in its process, for whoever holds it still the same one. `start` is handed what to call when it has to
 * be; its connections, memory and readers are made from nothing each time. A new beginning that fails is tried again.
 */
export async function beginningAgain(
  start: (again: () => void) => Promise<RunningService>,
  logger: Logger,
  retryMs = RETRY_MS,
): Promise<RunningService> {
  const stopping = new AbortController();
  let changing: Promise<void> = Promise.resolve();
  let latest: RunningService;
  const first = begin();
  latest = await first;

  return {
    get name() {
      return latest.name;
    },
    get adminUrl() {
      return latest.adminUrl;
    },
    get projections() {
      return latest.projections;
    },
    logIncidents: () => latest.logIncidents(),
    async stop() {
      stopping.abort();
      await changing;
      await latest.stop();
    },
  };

  function begin(): Promise<RunningService> {
    let asked = false;
    return start(() => {
      if (asked || stopping.signal.aborted) return;
      asked = true;
      changing = changing.then(replace);
    });
  }

  async function replace(): Promise<void> {
    // It may be called while the first is still starting; whoever waits for that one is told when it fails.
    const started = await first.catch(() => null);
    if (started === null || stopping.signal.aborted) return;
    await latest.stop();
    while (!stopping.signal.aborted)
      try {
        latest = await begin();
        return;
      } catch (error) {
        logger.error('beginning again failed and is tried again', { error: messageOf(error) });
        await sleep(retryMs, stopping.signal);
      }
  }
}
