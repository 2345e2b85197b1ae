import { BaseConfig, Env, IsWebAddress } from '@soulsync/service-kit';
import { IsOptional } from 'class-validator';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class PlexConfig extends BaseConfig {
  /** Instead of plex.tv, its list of servers and its sign-in page: for tests. */
  @Env('SOULSYNC_PLEX_TV_URL')
  @IsOptional()
  @IsWebAddress()
  plexTvUrl?: string;
}
