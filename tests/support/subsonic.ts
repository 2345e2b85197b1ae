import { metrics, externalClient, Secret, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { subsonicClient } from '../../apps/plex-svc/src/adapters/subsonic/subsonic-client.js';
import type { SubsonicClient } from '../../apps/plex-svc/src/adapters/subsonic/subsonic-client.js';
import { subsonicLibraryServer } from '../../apps/plex-svc/src/adapters/subsonic/subsonic-library-server.js';
import { subsonicPaths } from '../../apps/plex-svc/src/adapters/subsonic/subsonic-paths.js';
import type { MediaServer } from '../../apps/plex-svc/src/media-server.js';

export interface Sign {
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly apiKey?: string;
}

/** The adapter as the service puts it together, without a service around it. */
export function subsonicAt(
  sign: Sign,
  musicDir: string,
  pathMap?: string,
): { readonly client: SubsonicClient; readonly server: MediaServer } {
  const account = {
    url: sign.url,
    user: sign.user ?? null,
    password: sign.password === undefined ? null : new Secret(sign.password),
    apiKey: sign.apiKey === undefined ? null : new Secret(sign.apiKey),
  };
  const parts = { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }; // without a call budget nothing is stored
  const policy = { system: 'subsonic', baseUrl: sign.url, timeoutMs: 5_000, circuit: { failures: 8, openMs: 1_000 } };
  const http = { reads: externalClient({ ...policy, retries: 1 }, parts), writes: externalClient({ ...policy, retries: 0 }, parts) };
  const client = subsonicClient(http, account);
  return { client, server: subsonicLibraryServer(client, account, subsonicPaths(pathMap, musicDir)) };
}
