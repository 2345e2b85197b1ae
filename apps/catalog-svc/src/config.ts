import { BaseConfig, Env, EnvSecret, IsWebAddress } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { IsOptional } from 'class-validator';

/** All else is a setting, which people may change while the service runs (`settings.ts`). */
export class CatalogConfig extends BaseConfig {
  /** Who answers there is handed tokens: whoever runs the service says it, and no page does. */
  @Env('SOULSYNC_SPOTIFY_API_URL') @IsWebAddress() spotifyApiUrl = 'https://api.spotify.com';
  @Env('SOULSYNC_SPOTIFY_ACCOUNTS_URL') @IsWebAddress() spotifyAccountsUrl = 'https://accounts.spotify.com';
  /** A sign-in that was made elsewhere; it wins over one that was made in the console. */
  @EnvSecret('SOULSYNC_SPOTIFY_REFRESH_TOKEN') @IsOptional() spotifyRefreshToken?: Secret;
}
