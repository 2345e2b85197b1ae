import { DiscoveryConfig } from '@soulsync/discovery';
import { Env, EnvSecret, IsHostList, IsWebAddress } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { libraryProfiles } from '@soulsync/music';
import type { LibraryProfile } from '@soulsync/music';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { serverKinds } from './connection/server-identity.js';

const DAY_MS = 86_400_000;
const kind = `(?:${serverKinds.join('|')})`;
const kindsPattern = new RegExp(`^${kind}(?:,${kind})*$`);

export class PlexConfig extends DiscoveryConfig {
  /** Kinds, separated by commas; the first one proves published files. `folder` needs no media server: the music folder is the library. */
  @Env('SOULSYNC_LIBRARY_SERVER')
  @Matches(kindsPattern, { message: `must be one or more of ${serverKinds.join(', ')}, separated by commas` })
  libraryServer = 'folder';
  @Env('SOULSYNC_MUSIC_DIR') @IsString() musicDir: string;
  /** The music folder is looked at this often instead of being watched; 0: only where it lies on another machine, each minute. */
  @Env('SOULSYNC_MUSIC_POLL_SECONDS') @IsInt() @Min(0) @Max(86_400) musicPollSeconds = 0;
  @Env('SOULSYNC_PLEX_URL')
  @IsOptional()
  @IsWebAddress()
  plexUrl?: string;
  @EnvSecret('SOULSYNC_PLEX_TOKEN') @IsOptional() plexToken?: Secret;
  /** Instead of plex.tv, its list of servers and its sign-in page: for tests. */
  @Env('SOULSYNC_PLEX_TV_URL')
  @IsOptional()
  @IsWebAddress()
  plexTvUrl?: string;
  /** Keys of the music sections, separated by commas; default: all of type artist but those for audiobooks. */
  @Env('SOULSYNC_PLEX_SECTION') @IsOptional() @IsString() plexSection?: string;
  /** `<path as Plex sees it>=<path as we see it>`, several separated by commas. */
  @Env('SOULSYNC_PLEX_PATH_MAP') @IsOptional() @IsString() plexPathMap?: string;
  /** Hosts pictures are fetched from; `*.` stands for any name below. */
  @Env('SOULSYNC_COVER_HOSTS') @IsHostList() coverHosts = '*.scdn.co,*.spotifycdn.com';
  @Env('SOULSYNC_SUBSONIC_URL')
  @IsOptional()
  @IsWebAddress()
  subsonicUrl?: string;
  @Env('SOULSYNC_SUBSONIC_USER') @IsOptional() @IsString() subsonicUser?: string;
  @EnvSecret('SOULSYNC_SUBSONIC_PASSWORD') @IsOptional() subsonicPassword?: Secret;
  /** Instead of user and password, on servers of OpenSubsonic that announce it. */
  @EnvSecret('SOULSYNC_SUBSONIC_API_KEY') @IsOptional() subsonicApiKey?: Secret;
  /** `<name of its music folder, or an absolute path as it sees it>=<path as we see it>`, several separated by commas. */
  @Env('SOULSYNC_SUBSONIC_PATH_MAP')
  @IsOptional()
  @Matches(/^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/, { message: 'must be pairs like Music=/srv/music, separated by commas' })
  subsonicPathMap?: string;
  @Env('SOULSYNC_JELLYFIN_URL')
  @IsOptional()
  @IsWebAddress()
  jellyfinUrl?: string;
  @Env('SOULSYNC_JELLYFIN_USER') @IsOptional() @IsString() jellyfinUser?: string;
  /** Jellyfin knows users without one. */
  @EnvSecret('SOULSYNC_JELLYFIN_PASSWORD') @IsOptional() jellyfinPassword?: Secret;
  /** Instead of a user; playlists need a user. */
  @EnvSecret('SOULSYNC_JELLYFIN_API_KEY') @IsOptional() jellyfinApiKey?: Secret;
  /** `<path as Jellyfin sees it>=<path as we see it>`, several separated by commas. */
  @Env('SOULSYNC_JELLYFIN_PATH_MAP') @IsOptional() @IsString() jellyfinPathMap?: string;
  @Env('SOULSYNC_SCAN_DEBOUNCE_MS') @IsInt() @Min(0) @Max(DAY_MS) scanDebounceMs = 60_000;
  @Env('SOULSYNC_SCAN_POLL_MS') @IsInt() @Min(100) @Max(60_000) scanPollMs = 2_000;
  @Env('SOULSYNC_SCAN_DEADLINE_MS') @IsInt() @Min(1_000) @Max(DAY_MS) scanDeadlineMs = 1_800_000;
  @Env('SOULSYNC_SWEEP_EVERY_MINUTES') @IsInt() @Min(1) @Max(44_640) fullSyncEveryMinutes = 1_440;
  /** After this a second full sync confirms what the last one missed. */
  @Env('SOULSYNC_SWEEP_CONFIRM_MINUTES') @IsInt() @Min(0) @Max(44_640) fullSyncConfirmMinutes = 5;
  @Env('SOULSYNC_LIBRARY_LOOK_SECONDS') @IsInt() @Min(1) @Max(86_400) libraryPollSeconds = 60;
  /** An incremental sync is asked for so often even where the section's counters did not move. */
  @Env('SOULSYNC_DELTA_EVERY_MINUTES') @IsInt() @Min(1) @Max(44_640) incrementalSyncEveryMinutes = 15;
  @Env('SOULSYNC_PLEX_PAGE_SIZE') @IsInt() @Min(10) @Max(2_000) plexPageSize = 300;
  /** Files of less are listed as below profile. Default: what may be fetched by itself, so that no file of ours is below it. */
  @Env('SOULSYNC_LIBRARY_PROFILE') @IsOptional() @IsIn(libraryProfiles) libraryProfile?: LibraryProfile;
  @Env('SOULSYNC_ALLOW_LOSSY') @IsBoolean() allowLossy = true;
  /** `off`: what a list on a server held is not kept before it is written to. */
  @Env('SOULSYNC_MIRROR_BACKUPS') @IsIn(['on', 'off']) mirrorBackups: 'on' | 'off' = 'on';
  @Env('SOULSYNC_MIRROR_BACKUPS_KEPT') @IsInt() @Min(1) @Max(1_000) mirrorBackupsKept = 20;
  /** A mirrored playlist that would lose a larger share at once waits for a person. */
  @Env('SOULSYNC_MIRROR_MAX_SHRINK') @IsNumber() @Min(0) @Max(1) mirrorMaxShrink = 0.5;
  /** After the last change of what is wanted and where it is. */
  @Env('SOULSYNC_MIRROR_DEBOUNCE_MS') @IsInt() @Min(0) @Max(DAY_MS) mirrorDebounceMs = 30_000;
  /** A mirrored playlist is compared with the server so often even where nothing changed on our side. */
  @Env('SOULSYNC_MIRROR_EVERY_MINUTES') @IsInt() @Min(1) @Max(44_640) mirrorEveryMinutes = 1_440;
}
