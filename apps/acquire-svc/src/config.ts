import { DiscoveryConfig } from '@soulsync/discovery';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class AcquireConfig extends DiscoveryConfig {}
