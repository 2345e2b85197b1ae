import type { AcquisitionId, RequestContext } from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { AcquireSettings } from '../settings.js';
import { retryWishes } from './processes/retry-wishes.js';
import { wishesProjection } from './projections/wishes.projection.js';
import { nextWishAt, waitingWishes } from './store/wish-lists.js';
import { wishWaitsMs } from './wish-schedule.js';

export const wishlistProjections = [wishesProjection];

interface Retries {
  /** When its time has come. */
  readonly retry: (id: AcquisitionId) => Promise<void>;
  /** When a person wants it. */
  readonly retryNow: (id: AcquisitionId, asked: CommandContext) => Promise<void>;
}

/** What is still wished for, and when it is tried again. A wish may also wait for its peers to have rested. */
export function composeWishlist(kit: Kit<AcquireConfig>, settings: AcquireSettings, { retry, retryNow }: Retries, longestRestMs: number) {
  /** One after the other: how fast they are searched for, the search budget says. */
  async function retryAll(asked: RequestContext): Promise<void> {
    const context = commandContext({ body: {}, context: asked }, kit.clock);
    for (const id of await waitingWishes(kit.dataSource)) await retryNow(id, context);
  }
  kit.tasks.offer(() => [{ name: 'retry-wishes', everySeconds: null, nextRunAt: () => nextWishAt(kit.dataSource), runNow: retryAll }]);
  const retried = (id: AcquisitionId) => kit.tasks.ran({ name: 'retry-wishes' }, () => retry(id));
  return { deadlines: [retryWishes(retried, () => Math.max(longestRestMs, ...wishWaitsMs(settings.wishes().retryMs)))] };
}
