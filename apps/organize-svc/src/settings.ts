import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import {
  CoverSettings,
  DownloadFolderSettings,
  Env,
  FinishedFileSettings,
  LengthSettings,
  MusicFolderSettings,
  Section,
  Setting,
} from '@soulsync/service-kit';
import type { FollowedSection, LiveSettings, ServiceSettings } from '@soulsync/service-kit';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { libraryPath } from './filing/domain/filing/library-path.js';

@Section({ name: 'downloads', page: 'files', label: 'Finished downloads', help: 'The download folder itself is set beside slskd.' })
export class FiledDownloadSettings {
  @Setting({ label: 'Keep downloads', help: 'The downloaded file stays where slskd put it once it is filed.' })
  @Env('SOULSYNC_KEEP_DOWNLOADS')
  @IsBoolean()
  keepDownloads = false;

  @Setting({ label: 'Keep free', help: 'New downloads wait while the disk of the download folder has less.', unit: 'MB' })
  @Env('SOULSYNC_DOWNLOAD_MIN_FREE_MB')
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  downloadMinFreeMb = 1_024;
}

export class TagSettings extends CoverSettings {
  @Setting({ label: 'Write tags', help: 'Artist, title, album and the rest are written into the filed copy.' })
  @Env('SOULSYNC_WRITE_TAGS')
  @IsBoolean()
  writeTags = true;

  @Setting({ label: 'Embed the cover', help: 'The release’s picture is put into the filed copy.' })
  @Env('SOULSYNC_EMBED_COVER')
  @IsBoolean()
  embedCover = true;
}

/** By the one function that names files, so that it can't tell anything else. */
const namedLike = libraryPath(
  {
    ...unknownRecording,
    title: 'Glass Coast',
    artists: creditsOf(['Mara Venn']),
    release: { ...unknownRelease, title: 'Night Ferry', artists: creditsOf(['Mara Venn']), kind: 'album', trackNumber: 4, trackTotal: 11 },
  },
  'flac',
);

@Section({ name: 'filing', page: 'files', label: 'Filing', help: `Files are named like ${namedLike}.` })
export class FilingSettings {
  @Setting({ label: 'Look at arriving files every', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_FILING_LOOK_MS')
  @IsInt()
  @Min(50)
  @Max(60_000)
  filingPollMs = 500;
}

export const organizeSections = [MusicFolderSettings, FiledDownloadSettings, TagSettings, LengthSettings, FilingSettings] as const;

/** Where slskd's files are, and how long they are looked for, is set where they are fetched. */
export const followedSections: readonly FollowedSection[] = [
  { owner: 'acquire-svc', section: DownloadFolderSettings },
  { owner: 'acquire-svc', section: FinishedFileSettings },
];

/** What is in force when it is asked for. */
export interface OrganizeSettings {
  readonly music: LiveSettings<MusicFolderSettings>;
  readonly downloads: LiveSettings<DownloadFolderSettings>;
  filedDownloads(): FiledDownloadSettings;
  finishedFiles(): FinishedFileSettings;
  tags(): TagSettings;
  lengths(): LengthSettings;
  filing(): FilingSettings;
}

export const organizeSettings = (settings: Pick<ServiceSettings, 'of'>): OrganizeSettings => ({
  music: settings.of(MusicFolderSettings),
  downloads: settings.of(DownloadFolderSettings),
  filedDownloads: settings.of(FiledDownloadSettings).now,
  finishedFiles: settings.of(FinishedFileSettings).now,
  tags: settings.of(TagSettings).now,
  lengths: settings.of(LengthSettings).now,
  filing: settings.of(FilingSettings).now,
});
