import { Unavailable } from '@soulsync/service-kit';
import type { JellyfinClient } from './jellyfin-client.js';
import { plainId, textOf } from './jellyfin-wire.js';
import type { WirePublicInfo } from './jellyfin-wire.js';

export interface JellyfinInfo {
  readonly serverId: string;
  readonly name: string;
  readonly version: string | null;
}

/** Emby answers the same question; its versions are those of before the fork. */
const EMBY = /^4\./;

/** What a server tells of itself without a sign-in. Throws `Unavailable` for one that is no Jellyfin, is not set up, or is still starting. */
export async function jellyfinInfo(client: Pick<JellyfinClient, 'readOpenly'>): Promise<JellyfinInfo> {
  const { data } = await client.readOpenly<WirePublicInfo>('/System/Info/Public');
  const serverId = plainId(textOf(data.Id));
  // For half a second after its start it answers in other letters, before it answers 503 (seen on 10.11).
  if (serverId === null && 'startupWizardCompleted' in data) throw new Unavailable('jellyfin', 'Jellyfin is starting');
  if (serverId === null) throw new Unavailable('jellyfin', 'this address answers, but it is no Jellyfin');
  const version = textOf(data.Version);
  if (textOf(data.ProductName) === null && EMBY.test(version ?? ''))
    throw new Unavailable('jellyfin', `this is Emby ${version ?? ''}, not Jellyfin`);
  if (data.StartupWizardCompleted === false)
    throw new Unavailable('jellyfin', 'this Jellyfin is not set up yet: open it in a browser once');
  return { serverId, name: textOf(data.ServerName) ?? 'Jellyfin', version };
}
