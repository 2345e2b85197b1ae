import { messageOf } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import type { AccountEvents } from './account-events.js';
import type { Sessions } from './sessions.js';

const EVERY_MS = 60_000;
/** The read models, which say what the log has, are complete a moment after the start. */
const NOT_CAUGHT_UP_MS = 1_000;
const ISSUE = 'accounts-not-in-database';

/** What a crash left between an account's row and its event is put right, and expired sessions go. */
export function accountUpkeep(kit: Kit<GatewayConfig>, events: AccountEvents, sessions: Sessions): Worker {
  async function reconcile(): Promise<void> {
    if ((await events.recordMissing()) > 0) await events.announce();
    const ids = await events.withoutRow();
    if (ids.length === 0) return kit.health.clear(ISSUE);
    kit.health.raise({
      code: ISSUE,
      level: 'warning',
      params: { ids },
    });
  }

  kit.tasks.offer(() => [{ name: 'tidy-accounts', everySeconds: EVERY_MS / 1_000 }]);
  return {
    name: 'account upkeep',
    async run(signal) {
      while (!signal.aborted) {
        const caughtUp = kit.projections.caughtUpOnce();
        try {
          await kit.tasks.ran({ name: 'tidy-accounts' }, async () => {
            await sessions.deleteExpired();
            await events.announce();
            if (caughtUp) await reconcile();
          });
        } catch (error) {
          kit.logger.warn('the upkeep of accounts failed and is tried again', { error: messageOf(error) });
        }
        await kit.sleep(caughtUp ? EVERY_MS : NOT_CAUGHT_UP_MS, signal);
      }
    },
  };
}
