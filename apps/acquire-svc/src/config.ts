import { BaseConfig } from '@soulsync/service-kit';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class AcquireConfig extends BaseConfig {}
