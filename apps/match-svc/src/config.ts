import { BaseConfig } from '@soulsync/service-kit';

/** Matching has no settings of its own yet: thresholds live in the engine and carry its version. */
export class MatchConfig extends BaseConfig {}
