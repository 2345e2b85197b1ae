import { Env, operationSections, Section, Setting } from '@soulsync/service-kit';
import type { SectionClass } from '@soulsync/service-kit';
import { IsBoolean, Matches, ValidateBy } from 'class-validator';
import { trustedProxies } from './api/trusted-proxies.js';

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

/** What is said to whoever typed it; null: it is well. */
const problemOf = (text: unknown): string | null => {
  try {
    trustedProxies(String(text));
    return null;
  } catch (error) {
    return error instanceof RangeError ? error.message : String(error);
  }
};
const IsTrustedProxies = () =>
  ValidateBy({
    name: 'isTrustedProxies',
    validator: { validate: (text) => problemOf(text) === null, defaultMessage: (given) => problemOf(given?.value) ?? '' },
  });

@Section({ name: 'proxies', page: 'access', label: 'Reverse proxies' })
export class ProxySettings {
  @Setting({
    label: 'Trusted proxies',
    advanced: true,
    help: 'Addresses and networks, between commas, like 172.18.0.5, fd00::/8. What these say about where a request comes from is believed.',
  })
  @Env('SOULSYNC_TRUSTED_PROXIES')
  @IsTrustedProxies()
  trusted = '';
}

export const gatewaySettings: readonly SectionClass[] = [FirstRunSettings, ProxySettings, ...operationSections];
