import { BaseConfig, Env, IsWebAddress } from '@soulsync/service-kit';
import { IsBoolean, IsOptional } from 'class-validator';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class PlexConfig extends BaseConfig {
  /** Instead of plex.tv, its list of servers and its sign-in page: for tests. */
  @Env('SOULSYNC_PLEX_TV_URL')
  @IsOptional()
  @IsWebAddress()
  plexTvUrl?: string;
  /** Where the library has no profile of its own: what may be fetched by itself. */
  @Env('SOULSYNC_ALLOW_LOSSY') @IsBoolean() allowLossy = true;
}
