import type { AcquisitionId } from '@soulsync/contracts';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { AcquireSettings } from '../settings.js';
import { retryWishes } from './processes/retry-wishes.js';
import { wishesProjection } from './projections/wishes.projection.js';
import { nextWishAt } from './store/wish-lists.js';
import { wishWaitsMs } from './wish-schedule.js';

export const wishlistProjections = [wishesProjection];

/** What is still wished for, and when it is tried again. A wish may also wait for its peers to have rested. */
export function composeWishlist(
  kit: Kit<AcquireConfig>,
  settings: AcquireSettings,
  retry: (id: AcquisitionId) => Promise<void>,
  longestRestMs: number,
) {
  kit.tasks.offer(() => [{ name: 'retry-wishes', everySeconds: null, nextRunAt: () => nextWishAt(kit.dataSource) }]);
  const retried = (id: AcquisitionId) => kit.tasks.ran({ name: 'retry-wishes' }, () => retry(id));
  return { deadlines: [retryWishes(retried, () => Math.max(longestRestMs, ...wishWaitsMs(settings.wishes().retryMs)))] };
}
