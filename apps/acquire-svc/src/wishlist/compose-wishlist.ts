import type { AcquisitionId } from '@soulsync/contracts';
import type { AcquireSettings } from '../settings.js';
import { retryWishes } from './processes/retry-wishes.js';
import { wishesProjection } from './projections/wishes.projection.js';
import { wishWaitsMs } from './wish-schedule.js';

export const wishlistProjections = [wishesProjection];

/** What is still wished for, and when it is tried again. A wish may also wait for its peers to have rested. */
export const composeWishlist = (settings: AcquireSettings, retry: (id: AcquisitionId) => Promise<void>, longestRestMs: number) => ({
  deadlines: [retryWishes(retry, () => Math.max(longestRestMs, ...wishWaitsMs(settings.wishes().retryMs)))],
});
