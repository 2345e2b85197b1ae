import { messageOf } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { isFullySynced } from '../store/libraries.js';
import { fillDerivedColumns, tidy } from '../store/derived-columns.js';

const POLL_MS = 500;
/** They wait until nothing changed for so long, since a full sync changes something all the time … */
const QUIET_MS = 1_000;
/** … but not longer than this. */
const LONGEST_WAIT_MS = 60_000;
/** Deriving may take this share of the time, however large the library. */
const SHARE = 0.1;
const readModels = ['library-tracks', 'library-albums', 'placed-files'];

/**
 * Keeps what holds between rows: which tracks are copies of each other, and whose files we placed. They are worked out for the whole
 * table at once, a moment after the rows changed; nothing is lost with them. The first quiet moment is also when the lists get their indexes.
 */
export function deriveColumns({ dataSource, projections, live, logger, sleep }: Kit<PlexConfig>): Worker {
  return {
    name: 'mark-tracks',
    async run(signal) {
      let derivedUpTo = -1;
      while (!signal.aborted) {
        const { changes, quiet } = await settled(derivedUpTo, signal);
        if (signal.aborted) return;
        const startedAt = performance.now();
        let restMs = LONGEST_WAIT_MS;
        try {
          const changed = await fillDerivedColumns(dataSource);
          restMs = Math.min(LONGEST_WAIT_MS, (performance.now() - startedAt) / SHARE);
          derivedUpTo = changes;
          if (quiet && (await isFullySynced(dataSource))) await projections.createLateIndexes();
          await tidy(dataSource);
          if (changed > 0) for (const list of ['library-tracks', 'library-albums']) live.records(list, []);
        } catch (error) {
          logger.warn('the tracks could not be marked; it is tried again', { error: messageOf(error) });
        }
        await sleep(restMs, signal);
      }
    },
  };

  /** Waits for rows that changed since `marked`, and then for quiet. */
  async function settled(derivedUpTo: number, signal: AbortSignal): Promise<{ readonly changes: number; readonly quiet: boolean }> {
    let changes = projections.changes(readModels);
    for (; changes === derivedUpTo && !signal.aborted; changes = projections.changes(readModels)) await sleep(POLL_MS, signal);
    for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS && !signal.aborted; waitedMs += QUIET_MS) {
      await sleep(QUIET_MS, signal);
      const now = projections.changes(readModels);
      if (now === changes) return { changes, quiet: true };
      changes = now;
    }
    return { changes, quiet: false };
  }
}
