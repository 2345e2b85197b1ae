import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { startSupysonic } from '../supysonic/start-supysonic.js';
import { Explained } from '../terminal.js';
import { readJson, simulatorsMain } from './world.js';

interface Location {
  readonly serverPath: string;
  readonly localPath: string;
}

interface SimulatorConfig {
  readonly portFile: string;
  readonly apiKey?: string;
  readonly token?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly refreshTokens?: readonly string[];
  readonly users?: readonly { readonly name: string; readonly password: string }[];
  readonly basePath?: string;
  readonly view?: { readonly locations: readonly Location[] };
  readonly section?: { readonly locations: readonly Location[] };
}

export interface Simulators {
  /** What the services need to find them. */
  readonly env: Readonly<Record<string, string>>;
  /** Each comes back on its port when it is killed. */
  readonly children: readonly Supervised[];
  stop(): Promise<void>;
}

/** Where nothing listens: a demo never speaks to the real plex.tv. */
const NOBODY = 'http://127.0.0.1:9';

/** The media servers that are simulated, and what belongs to them. */
const mediaServers: Readonly<Record<string, readonly string[]>> = { plex: ['plex', 'plex-tv'], jellyfin: ['jellyfin'] };

/** Simulated Spotify, slskd and media server (or a real supysonic over the world's music), each a process of its own. */
export async function startSimulators(dataDir: string, world: string, server: string): Promise<Simulators> {
  const supysonic = server === 'subsonic' ? await startSupysonic(dataDir, join(world, 'music')) : null;
  const names = ['slskd', 'spotify', ...(mediaServers[server] ?? [])];
  const children: Supervised[] = [];
  const urls = new Map<string, string>();
  const configs = new Map<string, SimulatorConfig>();
  for (const name of names) {
    const path = join(world, `${name}.json`);
    const config = await readJson<SimulatorConfig>(path);
    await rm(config.portFile, { force: true });
    children.push(
      await supervised(dataDir, { name: `simulated-${name}`, command: process.execPath, args: [simulatorsMain, name, '--config', path] }),
    );
    urls.set(name, `http://127.0.0.1:${await portIn(config.portFile, name)}`);
    configs.set(name, config);
  }
  const slskd = configs.get('slskd');
  const spotify = configs.get('spotify');
  const plex = configs.get('plex');
  const [location] = plex?.section?.locations ?? [];
  const jellyfin = configs.get('jellyfin');
  return {
    children,
    async stop() {
      for (const child of children) await child.stop();
      await supysonic?.stop();
    },
    env: {
      SOULSYNC_SLSKD_URL: urls.get('slskd') ?? '',
      SOULSYNC_SLSKD_API_KEY: slskd?.apiKey ?? '',
      SOULSYNC_SPOTIFY_API_URL: urls.get('spotify') ?? '',
      SOULSYNC_SPOTIFY_ACCOUNTS_URL: urls.get('spotify') ?? '',
      SOULSYNC_SPOTIFY_CLIENT_ID: spotify?.clientId ?? '',
      SOULSYNC_SPOTIFY_CLIENT_SECRET: spotify?.clientSecret ?? '',
      SOULSYNC_SPOTIFY_REFRESH_TOKEN: spotify?.refreshTokens?.[0] ?? '',
      SOULSYNC_LIBRARY_SERVER: server,
      SOULSYNC_PLEX_TV_URL: urls.get('plex-tv') ?? NOBODY,
      // They answer on free ports; so the console's Settings find them like real ones.
      SOULSYNC_DISCOVERY_PORTS: [...urls, ...(supysonic ? [['subsonic', supysonic.url] as const] : [])]
        .flatMap(([name, url]) => (name === 'spotify' || name === 'plex-tv' ? [] : [`${name}=${new URL(url).port}`]))
        .join(','),
      ...(plex && location
        ? {
            SOULSYNC_PLEX_URL: urls.get('plex') ?? '',
            SOULSYNC_PLEX_TOKEN: plex.token ?? '',
            SOULSYNC_PLEX_PATH_MAP: `${location.serverPath}=${location.localPath}`,
          }
        : {}),
      ...(supysonic
        ? {
            SOULSYNC_SUBSONIC_URL: supysonic.url,
            SOULSYNC_SUBSONIC_USER: supysonic.user,
            SOULSYNC_SUBSONIC_PASSWORD: supysonic.password,
          }
        : {}),
      ...(jellyfin ? jellyfinEnv(jellyfin, urls.get('jellyfin') ?? '') : {}),
    },
  };
}

function jellyfinEnv({ basePath = '', users, view }: SimulatorConfig, url: string): Readonly<Record<string, string>> {
  const [user] = users ?? [];
  const [location] = view?.locations ?? [];
  return {
    SOULSYNC_JELLYFIN_URL: url + basePath,
    SOULSYNC_JELLYFIN_USER: user?.name ?? '',
    SOULSYNC_JELLYFIN_PASSWORD: user?.password ?? '',
    SOULSYNC_JELLYFIN_PATH_MAP: `${location?.serverPath ?? ''}=${location?.localPath ?? ''}`,
  };
}

export async function portIn(file: string, name: string): Promise<number> {
  for (const giveUpAt = performance.now() + 30_000; performance.now() < giveUpAt; await delay(50)) {
    const text = await readFile(file, 'utf8').catch(() => ''); // not written yet
    if (/^\d+\s*$/.test(text)) return Number(text);
  }
  throw new Explained(`the simulated ${name} did not start; logs/simulated-${name}.log in the data folder says why`);
}
