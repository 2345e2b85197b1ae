import { DiscoveryConfig, Env, EnvSecret } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';

const DAY_MS = 86_400_000;

export class PlexConfig extends DiscoveryConfig {
  /** `folder` needs no media server: the music folder itself is the library. */
  @Env('SOULSYNC_LIBRARY_SERVER') @IsIn(['plex', 'folder']) libraryServer = 'folder';
  @Env('SOULSYNC_MUSIC_DIR') @IsString() musicDir: string;
  @Env('SOULSYNC_PLEX_URL')
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  plexUrl?: string;
  @EnvSecret('SOULSYNC_PLEX_TOKEN') @IsOptional() plexToken?: Secret;
  /** Key of the music section; default: the first of type artist. */
  @Env('SOULSYNC_PLEX_SECTION') @IsOptional() @IsString() plexSection?: string;
  /** `<path as Plex sees it>=<path as we see it>`, several separated by commas. */
  @Env('SOULSYNC_PLEX_PATH_MAP') @IsOptional() @IsString() plexPathMap?: string;
  @Env('SOULSYNC_SCAN_DEBOUNCE_MS') @IsInt() @Min(0) @Max(DAY_MS) scanDebounceMs = 60_000;
  @Env('SOULSYNC_SCAN_POLL_MS') @IsInt() @Min(100) @Max(60_000) scanPollMs = 2_000;
  @Env('SOULSYNC_SCAN_DEADLINE_MS') @IsInt() @Min(1_000) @Max(DAY_MS) scanDeadlineMs = 1_800_000;
  @Env('SOULSYNC_SWEEP_EVERY_MINUTES') @IsInt() @Min(1) @Max(44_640) sweepEveryMinutes = 1_440;
  @Env('SOULSYNC_PLEX_PAGE_SIZE') @IsInt() @Min(10) @Max(2_000) plexPageSize = 300;
}
