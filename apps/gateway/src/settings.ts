import { Env, Section, Setting } from '@soulsync/service-kit';
import { IsBoolean, Matches } from 'class-validator';

/** On no page of its own: the checklist on the dashboard changes it. */
@Section({ name: 'first-run', label: 'First run', help: 'The checklist on the dashboard of a new SoulSync.' })
export class FirstRunSettings {
  @Setting({ label: 'Skipped steps', help: 'Of folders, slskd, media-server, playlists, quality and first-sync, separated by commas.' })
  @Env('SOULSYNC_FIRST_RUN_SKIPPED')
  @Matches(/^([a-z-]{1,30}(,[a-z-]{1,30}){0,20})?$/, { message: 'must be names of steps, separated by commas' })
  skipped = '';

  @Setting({ label: 'Dismissed', help: 'The checklist is not shown any more.' })
  @Env('SOULSYNC_FIRST_RUN_DISMISSED')
  @IsBoolean()
  dismissed = false;
}

export const gatewaySettings = [FirstRunSettings];
