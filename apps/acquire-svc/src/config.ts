import { DiscoveryConfig, Env, EnvSecret, IsWebAddress } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';

const DAY_MS = 86_400_000;

export class AcquireConfig extends DiscoveryConfig {
  @Env('SOULSYNC_SLSKD_URL')
  @IsOptional()
  @IsWebAddress()
  slskdUrl?: string;
  @EnvSecret('SOULSYNC_SLSKD_API_KEY') @IsOptional() slskdApiKey?: Secret;
  /** slskd's inactivity window of one search; it takes no less than 1 s from us. */
  @Env('SOULSYNC_SEARCH_WINDOW_MS') @IsInt() @Min(1_000) @Max(60_000) searchWindowMs = 6_000;
  @Env('SOULSYNC_SEARCH_GAP_MS') @IsInt() @Min(0) @Max(600_000) searchGapMs = 5_000;
  /** Searches in one budget window; Soulseek bans accounts for more (apis/slskd.md 6). */
  @Env('SOULSYNC_SEARCH_BUDGET') @IsInt() @Min(1) @Max(1_000) searchBudget = 30;
  @Env('SOULSYNC_SEARCH_BUDGET_WINDOW_MS') @IsInt() @Min(1_000) @Max(DAY_MS) searchBudgetWindowMs = 220_000;
  /** Searches spent on one attempt at one recording. */
  @Env('SOULSYNC_SEARCHES_PER_ATTEMPT') @IsInt() @Min(1) @Max(20) searchesPerAttempt = 4;
  @Env('SOULSYNC_PARALLEL_TRANSFERS') @IsInt() @Min(1) @Max(50) parallelTransfers = 3;
  @Env('SOULSYNC_TRANSFER_POLL_MS') @IsInt() @Min(100) @Max(60_000) transferPollMs = 2_000;
  /** A transfer without a new byte for so long is given up. */
  @Env('SOULSYNC_TRANSFER_STALL_MS') @IsInt() @Min(1_000) @Max(DAY_MS) transferStallMs = 180_000;
  /** A place in a peer's queue is held for so long. */
  @Env('SOULSYNC_PEER_QUEUE_MS') @IsInt() @Min(1_000) @Max(7 * DAY_MS) peerQueueMs = 1_800_000;
  @Env('SOULSYNC_OFFERS_PER_ATTEMPT') @IsInt() @Min(1) @Max(100) offersPerAttempt = 10;
  /** Wait between the attempts of a wish: the first ones are this long, later ones grow. */
  @Env('SOULSYNC_WISH_RETRY_MS') @IsInt() @Min(1_000) @Max(30 * DAY_MS) wishRetryMs = 3_600_000;
  @Env('SOULSYNC_WISH_ATTEMPTS') @IsInt() @Min(1) @Max(1_000) wishAttempts = 10;
  @Env('SOULSYNC_ALLOW_LOSSY') @IsBoolean() allowLossy = true;
}
