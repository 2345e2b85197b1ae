import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Env } from '../config.js';
import { IsHostList } from '../external/web-address.js';
import { IsFolderPair, IsFolderPath } from './folder-path.js';
import { Section, Setting } from './section.js';

/** Sections that more than one service lives on. One owns each: the others follow it. */

/** Of organize-svc. */
@Section({ name: 'files', page: 'files', label: 'Music folder', help: 'Where finished files are filed, as SoulSync sees it.' })
export class MusicFolderSettings {
  @Setting({ label: 'Folder', help: 'Files are filed here and nothing of yours is ever overwritten. Media servers read the same folder.' })
  @Env('SOULSYNC_MUSIC_DIR')
  @IsOptional()
  @IsFolderPath()
  musicDir?: string;

  @Setting({ label: 'Keep free', help: 'New downloads wait while its disk has less.', unit: 'MB' })
  @Env('SOULSYNC_MUSIC_MIN_FREE_MB')
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  musicMinFreeMb = 1_024;
}

/** Of acquire-svc. */
@Section({ name: 'downloads', page: 'files', label: 'Download folder', help: 'Where slskd puts finished files, as SoulSync sees it.' })
export class DownloadFolderSettings {
  @Setting({ label: 'Folder', help: 'Finished files are taken from here.' })
  @Env('SOULSYNC_DOWNLOAD_DIR')
  @IsOptional()
  @IsFolderPath()
  dir?: string;

  @Setting({ label: 'Path map', help: '<path as slskd sees it>=<path as SoulSync sees it>, where the two differ.' })
  @Env('SOULSYNC_DOWNLOAD_PATH_MAP')
  @IsOptional()
  @IsFolderPair()
  pathMap?: string;
}

/** Of acquire-svc, a part of its transfers. */
@Section({ name: 'transfers', page: 'acquisition', label: 'Transfers' })
export class FinishedFileSettings {
  @Setting({
    label: 'Wait for a finished file',
    advanced: true,
    help: 'As long as it grows, and for so long when it does not.',
    unit: 'ms',
  })
  @Env('SOULSYNC_FIND_FILE_MS')
  @IsInt()
  @Min(0)
  @Max(3_600_000)
  findFileMs = 60_000;
}

/** Of acquire-svc, a part of its transfers: which files are good enough to be fetched. */
export class FetchedQualitySettings extends FinishedFileSettings {
  @Setting({ label: 'Take lossy files', help: 'Where nothing lossless is offered.' })
  @Env('SOULSYNC_ALLOW_LOSSY')
  @IsBoolean()
  allowLossy = true;

  @Setting({ label: 'Lowest bitrate of lossy files', help: 'Of an MP3; Opus is as good at two thirds of it.', unit: 'kbps' })
  @Env('SOULSYNC_LEAST_LOSSY_KBPS')
  @IsInt()
  @Min(64)
  @Max(320)
  leastLossyKbps = 192;
}

/** Of organize-svc, a part of its tags. */
@Section({ name: 'tags', page: 'files', label: 'Tags and covers' })
export class CoverSettings {
  @Setting({
    label: 'Hosts of covers',
    advanced: true,
    help: 'Pictures are fetched from these alone, parted by commas; *. stands for any name below.',
  })
  @Env('SOULSYNC_COVER_HOSTS')
  @IsHostList()
  coverHosts = '*.scdn.co,*.spotifycdn.com';
}

/** Of organize-svc. */
@Section({
  name: 'lengths',
  page: 'quality',
  label: 'Length',
  help: 'What may be shorter or longer than wanted; it is not asked for either.',
})
export class LengthSettings {
  @Setting({ label: 'Shorter by at most', unit: 'ms' })
  @Env('SOULSYNC_SHORTER_BY_MS')
  @IsInt()
  @Min(0)
  @Max(600_000)
  shorterByMs = 3_000;

  @Setting({ label: 'Longer by at most', unit: 'ms' })
  @Env('SOULSYNC_LONGER_BY_MS')
  @IsInt()
  @Min(0)
  @Max(600_000)
  longerByMs = 5_000;
}
