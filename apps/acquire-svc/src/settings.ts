import { DiscoverySettings } from '@soulsync/discovery';
import {
  DownloadFolderSettings,
  Env,
  EnvSecret,
  FetchedQualitySettings,
  IsHeaderSecret,
  IsWebAddress,
  LengthSettings,
  Section,
  Setting,
} from '@soulsync/service-kit';
import type { FollowedSection, Secret, ServiceSettings } from '@soulsync/service-kit';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const DAY_MS = 86_400_000;

@Section({ name: 'slskd', page: 'connections', label: 'slskd', help: 'The Soulseek client that searches and downloads.' })
export class SlskdSettings {
  @Setting({ label: 'Address', help: 'Where slskd answers, such as http://slskd:5030.' })
  @Env('SOULSYNC_SLSKD_URL')
  @IsOptional()
  @IsWebAddress()
  url?: string;

  @Setting({ label: 'API key', help: 'One of slskd’s own API keys with the role readwrite or administrator.' })
  @EnvSecret('SOULSYNC_SLSKD_API_KEY')
  @IsOptional()
  @IsHeaderSecret()
  apiKey?: Secret;
}

@Section({ name: 'searches', page: 'acquisition', label: 'Searches', help: 'Soulseek bans accounts that search too much.' })
export class SearchSettings {
  @Setting({
    label: 'Wait for answers',
    help: 'A search ends when nothing came for so long; slskd takes no less than a second.',
    unit: 'ms',
  })
  @Env('SOULSYNC_SEARCH_WINDOW_MS')
  @IsInt()
  @Min(1_000)
  @Max(60_000)
  windowMs = 6_000;

  @Setting({ label: 'Pause between searches', unit: 'ms' })
  @Env('SOULSYNC_SEARCH_GAP_MS')
  @IsInt()
  @Min(0)
  @Max(600_000)
  gapMs = 5_000;

  /** Of one account (apis/slskd.md 6). */
  @Setting({ label: 'Searches in a window', help: 'More than 34 in 220 seconds get an account banned for half an hour.' })
  @Env('SOULSYNC_SEARCH_BUDGET')
  @IsInt()
  @Min(1)
  @Max(1_000)
  budget = 30;

  @Setting({ label: 'Length of the window', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_SEARCH_BUDGET_WINDOW_MS')
  @IsInt()
  @Min(1_000)
  @Max(DAY_MS)
  budgetWindowMs = 220_000;

  @Setting({ label: 'Searches for one attempt', help: 'Other wordings of the same recording.' })
  @Env('SOULSYNC_SEARCHES_PER_ATTEMPT')
  @IsInt()
  @Min(1)
  @Max(20)
  perAttempt = 4;
}

export class TransferSettings extends FetchedQualitySettings {
  @Setting({ label: 'Transfers at a time' })
  @Env('SOULSYNC_PARALLEL_TRANSFERS')
  @IsInt()
  @Min(1)
  @Max(50)
  parallel = 3;

  @Setting({ label: 'Poll transfers every', advanced: true, unit: 'ms' })
  @Env('SOULSYNC_TRANSFER_POLL_MS')
  @IsInt()
  @Min(100)
  @Max(60_000)
  pollMs = 2_000;

  @Setting({ label: 'Give up without a new byte after', unit: 'ms' })
  @Env('SOULSYNC_TRANSFER_STALL_MS')
  @IsInt()
  @Min(1_000)
  @Max(DAY_MS)
  stallMs = 180_000;

  @Setting({ label: 'Wait in a peer’s queue for', unit: 'ms' })
  @Env('SOULSYNC_PEER_QUEUE_MS')
  @IsInt()
  @Min(1_000)
  @Max(7 * DAY_MS)
  queueMs = 1_800_000;

  @Setting({ label: 'Offers for one attempt', help: 'So many offers are tried before the recording becomes a wish.' })
  @Env('SOULSYNC_OFFERS_PER_ATTEMPT')
  @IsInt()
  @Min(1)
  @Max(100)
  offersPerAttempt = 10;
}

@Section({ name: 'wishes', page: 'acquisition', label: 'Wishes', help: 'Recordings that nobody offered, or whose offers all failed.' })
export class WishSettings {
  @Setting({ label: 'Try again after', help: 'The first attempts; later ones wait longer.', unit: 'ms' })
  @Env('SOULSYNC_WISH_RETRY_MS')
  @IsInt()
  @Min(1_000)
  @Max(30 * DAY_MS)
  retryMs = 3_600_000;

  @Setting({ label: 'Attempts', help: 'After so many, a wish waits for a person.' })
  @Env('SOULSYNC_WISH_ATTEMPTS')
  @IsInt()
  @Min(1)
  @Max(1_000)
  attempts = 10;
}

@Section({ name: 'discovery', page: 'connections', label: 'Looking for slskd' })
export class SlskdDiscoverySettings extends DiscoverySettings {}

export const acquireSections = [
  SlskdSettings,
  DownloadFolderSettings,
  SearchSettings,
  TransferSettings,
  WishSettings,
  SlskdDiscoverySettings,
] as const;

/** What organize-svc would not file for its length is not asked for. */
export const followedSections: readonly FollowedSection[] = [{ owner: 'organize-svc', section: LengthSettings }];

/** What is in force when it is asked for. */
export interface AcquireSettings {
  slskd(): SlskdSettings;
  downloads(): DownloadFolderSettings;
  searches(): SearchSettings;
  transfers(): TransferSettings;
  wishes(): WishSettings;
  lengths(): LengthSettings;
  discovery(): SlskdDiscoverySettings;
}

export const acquireSettings = (settings: Pick<ServiceSettings, 'of'>): AcquireSettings => ({
  slskd: settings.of(SlskdSettings).now,
  downloads: settings.of(DownloadFolderSettings).now,
  searches: settings.of(SearchSettings).now,
  transfers: settings.of(TransferSettings).now,
  wishes: settings.of(WishSettings).now,
  lengths: settings.of(LengthSettings).now,
  discovery: settings.of(SlskdDiscoverySettings).now,
});
