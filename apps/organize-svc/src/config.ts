import { usualLengthTolerance } from '@soulsync/music';
import { BaseConfig, Env, IsHostList } from '@soulsync/service-kit';
import { IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

export class OrganizeConfig extends BaseConfig {
  @Env('SOULSYNC_MUSIC_DIR') @IsString() musicDir: string;
  @Env('SOULSYNC_DOWNLOAD_DIR') @IsOptional() @IsString() downloadDir?: string;
  /** Downloads are not begun while these disks have less. */
  @Env('SOULSYNC_MUSIC_MIN_FREE_MB') @IsInt() @Min(0) @Max(100_000_000) musicMinFreeMb = 1_024;
  @Env('SOULSYNC_DOWNLOAD_MIN_FREE_MB') @IsInt() @Min(0) @Max(100_000_000) downloadMinFreeMb = 1_024;
  /** `<path as slskd sees it>=<path as we see it>`. */
  @Env('SOULSYNC_DOWNLOAD_PATH_MAP') @IsOptional() @IsString() downloadPathMap?: string;
  @Env('SOULSYNC_KEEP_DOWNLOADS') @IsBoolean() keepDownloads = false;
  @Env('SOULSYNC_WRITE_TAGS') @IsBoolean() writeTags = true;
  @Env('SOULSYNC_EMBED_COVER') @IsBoolean() embedCover = true;
  /** Hosts covers are fetched from; `*.` stands for any name below. */
  @Env('SOULSYNC_COVER_HOSTS') @IsHostList() coverHosts = '*.scdn.co,*.spotifycdn.com';
  /** A file may be shorter or longer than wanted by this much; acquire-svc asks peers by the same limit. */
  @Env('SOULSYNC_SHORTER_BY_MS') @IsInt() @Min(0) @Max(600_000) shorterByMs = usualLengthTolerance.shorterByMs;
  @Env('SOULSYNC_LONGER_BY_MS') @IsInt() @Min(0) @Max(600_000) longerByMs = usualLengthTolerance.longerByMs;
  /** How long a finished file is looked for; slskd moves it after it says so. */
  @Env('SOULSYNC_FIND_FILE_MS') @IsInt() @Min(0) @Max(3_600_000) findFileMs = 60_000;
  @Env('SOULSYNC_FILING_LOOK_MS') @IsInt() @Min(50) @Max(60_000) filingPollMs = 500;
}
