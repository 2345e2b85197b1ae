import { IsIn, IsOptional, Matches } from 'class-validator';
import { Env, Setting } from '@soulsync/service-kit';
import { PORTS_SYNTAX } from './known-services.js';
import { discoveryModes } from './plan-search.js';
import type { DiscoveryMode } from './plan-search.js';

/** For the services that look for an external system on the network: each makes a section of its own of it. */
export class DiscoverySettings {
  @Setting({ label: 'Look on', help: 'off, loopback (this machine alone), or lan (also the local networks).' })
  @Env('SOULSYNC_DISCOVERY')
  @IsIn(discoveryModes)
  mode: DiscoveryMode = 'loopback';

  @Setting({
    label: 'Interfaces',
    help: 'Names of those whose networks may be searched, separated by commas. Without any: all with a private address.',
  })
  @Env('SOULSYNC_DISCOVERY_INTERFACES')
  @IsOptional()
  @Matches(/^[^\s,]+(,[^\s,]+)*$/, { message: 'must be names like eth0,wlan0' })
  interfaces?: string;

  @Setting({ label: 'Ports', help: 'Beside the usual ones, such as plex=32400,slskd=5030.' })
  @Env('SOULSYNC_DISCOVERY_PORTS')
  @IsOptional()
  @Matches(PORTS_SYNTAX, { message: 'must be like plex=32400,slskd=5030 (plex, jellyfin, subsonic, slskd, gdm)' })
  ports?: string;
}
