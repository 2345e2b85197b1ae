import { IsIn, IsInt, Max, Min } from 'class-validator';
import { logLevels } from '@soulsync/contracts';
import type { LogLevel } from '@soulsync/contracts';
import { Env } from '../config.js';
import type { FollowedSection } from './followed-settings.js';
import { Section, Setting } from './section.js';

/** Of the gateway, and followed by every service: how SoulSync itself runs. */

@Section({ name: 'log', page: 'general', label: 'Logs', help: 'What services write about their work, and how much of it is kept.' })
export class LogSettings {
  @Setting({ label: 'Level', help: 'Lines of this kind and worse are written; “debug” is a lot.' })
  @Env('SOULSYNC_LOG_LEVEL')
  @IsIn(logLevels)
  level: LogLevel = 'info';

  @Setting({ label: 'Room of one log', advanced: true, help: 'With all files that were rotated out of it.', unit: 'MB' })
  @Env('SOULSYNC_LOG_MAX_MB')
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxMb = 50;

  @Setting({ label: 'Files of one log', advanced: true, help: 'The one that is written, and older ones.' })
  @Env('SOULSYNC_LOG_FILES')
  @IsInt()
  @Min(1)
  @Max(100)
  files = 5;

  @Setting({ label: 'Kept for', advanced: true, unit: 'days' })
  @Env('SOULSYNC_LOG_DAYS')
  @IsInt()
  @Min(1)
  @Max(3_650)
  days = 30;
}

@Section({
  name: 'reserve',
  page: 'general',
  label: 'Free space',
  help: 'What SoulSync leaves free on the disks that its own data lies on.',
})
export class ReserveSettings {
  @Setting({ label: 'Data folder', help: 'New downloads wait while its disk has less.', unit: 'MB' })
  @Env('SOULSYNC_DATA_MIN_FREE_MB')
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  dataMinFreeMb = 1_024;

  @Setting({ label: 'Event log', advanced: true, help: 'Commands are refused, with the reason, while its disk has less.', unit: 'MB' })
  @Env('SOULSYNC_EVENT_LOG_MIN_FREE_MB')
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  eventLogMinFreeMb = 64;
}

export const operationSections = [LogSettings, ReserveSettings];
export const followedOperation: readonly FollowedSection[] = operationSections.map((section) => ({ owner: 'gateway', section }));
