import { BaseConfig, Env, EnvSecret, IsWebAddress } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

export class CatalogConfig extends BaseConfig {
  @Env('SOULSYNC_SPOTIFY_API_URL') @IsWebAddress() spotifyApiUrl = 'https://api.spotify.com';
  @Env('SOULSYNC_SPOTIFY_ACCOUNTS_URL') @IsWebAddress() spotifyAccountsUrl = 'https://accounts.spotify.com';
  @Env('SOULSYNC_SPOTIFY_CLIENT_ID') @IsOptional() @IsString() spotifyClientId?: string;
  /** Not needed for a token got by PKCE. */
  @EnvSecret('SOULSYNC_SPOTIFY_CLIENT_SECRET') @IsOptional() spotifyClientSecret?: Secret;
  @EnvSecret('SOULSYNC_SPOTIFY_REFRESH_TOKEN') @IsOptional() spotifyRefreshToken?: Secret;
  /** Calls a rolling day; Spotify's own number is not published (apis/spotify.md 4). */
  @Env('SOULSYNC_SPOTIFY_CALLS_PER_DAY') @IsInt() @Min(10) @Max(100_000) spotifyCallsPerDay = 500;
  @Env('SOULSYNC_SPOTIFY_GAP_MS') @IsInt() @Min(0) @Max(60_000) spotifyGapMs = 350;
  /** Of these calls so many may ask for pictures and genres: playlists come first. */
  @Env('SOULSYNC_SPOTIFY_FACTS_PER_DAY') @IsInt() @Min(0) @Max(100_000) spotifyLookupsPerDay = 200;
  @Env('SOULSYNC_MUSICBRAINZ_URL') @IsWebAddress() musicBrainzUrl = 'https://musicbrainz.org';
  /** An address or page of the owner, which MusicBrainz wants to know; without it MusicBrainz is not asked. */
  @Env('SOULSYNC_MUSICBRAINZ_CONTACT')
  @IsOptional()
  @Matches(/^[\x21-\x27\x2a-\x7e]{3,200}$/, { message: 'must be a mail address or the address of a page, without spaces' })
  musicBrainzContact?: string;
  /** Between two calls; only an own mirror may be asked faster. */
  @Env('SOULSYNC_MUSICBRAINZ_GAP_MS') @IsInt() @Min(0) @Max(60_000) musicBrainzGapMs = 1_100;
  /** How often the schedule of playlists is looked at. */
  @Env('SOULSYNC_SCHEDULE_LOOK_MS') @IsInt() @Min(100) @Max(600_000) schedulePollMs = 5_000;
}
