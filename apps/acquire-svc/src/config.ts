import { usualLengthTolerance } from '@soulsync/music';
import { BaseConfig, Env } from '@soulsync/service-kit';
import { IsInt, Max, Min } from 'class-validator';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class AcquireConfig extends BaseConfig {
  /** What organize-svc would not file for its length is not asked for. */
  @Env('SOULSYNC_SHORTER_BY_MS') @IsInt() @Min(0) @Max(600_000) shorterByMs = usualLengthTolerance.shorterByMs;
  @Env('SOULSYNC_LONGER_BY_MS') @IsInt() @Min(0) @Max(600_000) longerByMs = usualLengthTolerance.longerByMs;
}
