import { IsIn, IsOptional, Matches } from 'class-validator';
import { BaseConfig, Env } from '@soulsync/service-kit';
import { PORTS_SYNTAX } from './known-services.js';
import { discoveryModes } from './plan-search.js';
import type { DiscoveryMode } from './plan-search.js';

/** For the services that look for an external system on the network. */
export class DiscoveryConfig extends BaseConfig {
  @Env('SOULSYNC_DISCOVERY') @IsIn(discoveryModes) discovery: DiscoveryMode = 'loopback';
  /** Names of the interfaces whose networks may be searched, separated by commas; default: all with a private address. */
  @Env('SOULSYNC_DISCOVERY_INTERFACES')
  @IsOptional()
  @Matches(/^[^\s,]+(,[^\s,]+)*$/, { message: 'must be names like eth0,wlan0' })
  discoveryInterfaces?: string;
  @Env('SOULSYNC_DISCOVERY_PORTS')
  @IsOptional()
  @Matches(PORTS_SYNTAX, { message: 'must be like plex=32400,slskd=5030 (plex, jellyfin, subsonic, slskd, gdm)' })
  discoveryPorts?: string;
}
