import type { Observable } from 'rxjs';
import type { PathProof } from '@soulsync/contracts';
import { discoveries } from '@soulsync/discovery';
import { commandHandler, messageOf, SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { VERSION } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import { plexConnection } from '../adapters/plex/plex-connection.js';
import type { PlexConnection } from '../adapters/plex/plex-connection.js';
import type { PlexConfig } from '../config.js';
import { PlexSettings } from '../settings.js';
import type { PlexServiceSettings } from '../settings.js';
import { workersFor } from './server-workers.js';
import { plexTvAccount } from './adapters/plex-tv/plex-tv-account.js';
import { plexTvClient } from './adapters/plex-tv/plex-tv-client.js';
import { DiscoveryController, MEDIA_SERVERS } from './api/discovery.controller.js';
import { MEDIA_SERVER, MediaServerController, SIGN_INS } from './api/media-server.controller.js';
import { mediaServer } from './domain/media-server/media-server.js';
import type { ServerAccount } from './ports/server-account.js';
import type { ServerTargets } from './ports/server-connection.js';
import { chooseMediaServer } from './workers/choose-media-server.js';
import { keepConnected, reportConnection, whileUsable } from './workers/keep-connected.js';
import { mediaServerSettings } from './workers/media-server-settings.js';
import type { MediaServerSettings } from './workers/media-server-settings.js';
import { signIns } from './workers/sign-ins.js';

/** The one connection to the chosen media server, before anybody works on it. */
export interface OpenedConnection {
  readonly account: ServerAccount;
  readonly settings: MediaServerSettings;
  readonly plex: PlexConnection;
  /** One that is only tried, with settings that are not saved. */
  trial(candidate: PlexSettings): PlexConnection;
  /** A worker that asks over it. */
  whileUsable(worker: Worker): Worker;
}

export function openConnection(kit: Kit<PlexConfig>, set: Pick<PlexServiceSettings, 'plex'>): OpenedConnection {
  const account = serverAccount(kit);
  const settings = mediaServerSettings(kit, set.plex, commandHandler(kit.store, mediaServer), account);
  const plex = plexServerConnection(kit, settings);
  const rested = () => reportConnection(kit, plex.state());
  const trial = (candidate: PlexSettings) =>
    plexServerConnection(kit, {
      current: () => settings.targetOf(candidate),
      identified: async () => undefined,
      moreUrls: async () => [],
      moved: async () => undefined,
    });
  return { account, settings, plex, trial, whileUsable: (worker) => whileUsable(plex, worker, rested) };
}

/** The library that is read over the connection. */
interface ConnectedLibrary {
  poll(fullSync: boolean): void;
  provePaths(): Promise<PathProof>;
}

export interface ConnectedServer {
  /** null: no library is read over the connection. */
  libraryOf(): ConnectedLibrary | null;
  /** After each change of which servers there are. */
  readonly changes: Observable<unknown>;
}

/** Which media server it is, the sign-in there, and the connection. */
export function composeConnection(
  kit: Kit<PlexConfig>,
  live: PlexServiceSettings,
  { account, settings, plex: connection }: OpenedConnection,
  { libraryOf, changes }: ConnectedServer,
) {
  const back = () => libraryOf()?.poll(false);
  const provePaths = () => libraryOf()?.provePaths ?? null;
  const libraryFrom = () => live.library().servers;
  const choice = chooseMediaServer(kit, { settings, libraryFrom, account, connection, back, provePaths });
  // Another address or token counts at once, also while only a person could help the one before.
  kit.settings.of(PlexSettings).changes.subscribe(() => {
    connection.retryNow().then(
      ({ state }) => (state === 'connected' ? back() : undefined),
      (error: unknown) => kit.logger.error('the changed connection to Plex could not be tried', { error: messageOf(error) }),
    );
  });
  const signing = signIns(kit, { account, settings, choice });
  return {
    test: choice.test,
    controllers: [MediaServerController, DiscoveryController],
    providers: [
      { provide: MEDIA_SERVER, useValue: choice },
      { provide: SIGN_INS, useValue: signing },
      { provide: MEDIA_SERVERS, useValue: discoveries(kit, live.discovery, ['plex', 'jellyfin', 'subsonic']) },
    ],
    workers: [
      signing,
      workersFor({
        name: 'connection',
        wanted: () => (libraryOf() ? [connection] : []),
        changes,
        workerOf: () => keepConnected(kit, connection, back),
        logger: kit.logger,
      }),
    ],
  };
}

/** One lasting id an installation: a new one a start would fill the user's list of devices and end sign-ins. */
const clientId = ({ config }: Kit<PlexConfig>) => uuid5(SOULSYNC_NAMESPACE, 'plex-client', config.dataDir);
const PRODUCT = 'SoulSync';

const clientHeaders = (kit: Kit<PlexConfig>): Readonly<Record<string, string>> => ({
  'X-Plex-Client-Identifier': clientId(kit),
  'X-Plex-Product': PRODUCT,
  'X-Plex-Version': VERSION,
  'X-Plex-Platform': 'Node.js',
  'X-Plex-Device-Name': PRODUCT,
});

function serverAccount(kit: Kit<PlexConfig>): ServerAccount {
  const own = kit.config.plexTvUrl?.replace(/\/+$/, '');
  const client = (baseUrl: string) =>
    plexTvClient(kit.external.client({ system: 'plex.tv', baseUrl, headers: () => clientHeaders(kit), timeoutMs: 8_000 }));
  return plexTvAccount(client(own ?? 'https://plex.tv'), client(own ?? 'https://clients.plex.tv'), {
    authPage: own ? `${own}/auth` : 'https://app.plex.tv/auth',
    clientId: clientId(kit),
    product: PRODUCT,
  });
}

function plexServerConnection(kit: Kit<PlexConfig>, targets: ServerTargets): PlexConnection {
  return plexConnection({
    targets,
    open: (baseUrl, token, policy) =>
      kit.external.client({
        system: 'plex',
        baseUrl,
        headers: () => ({ ...clientHeaders(kit), ...(token ? { 'X-Plex-Token': token.reveal() } : {}) }),
        ...policy,
      }),
    clock: kit.clock,
    chance: Math.random,
  });
}
