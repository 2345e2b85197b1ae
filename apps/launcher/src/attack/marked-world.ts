import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeWorld, readJson } from '../demo/world.js';

/** A secret that occurs nowhere else on earth, and whose processes may hold it. */
export interface Marker {
  readonly name: string;
  readonly value: string;
  /** Parts whose environment may hold it; the user's own launcher may hold what the user gave it. */
  readonly knownTo: readonly string[];
}

export interface Marked {
  readonly env: Readonly<Record<string, string>>;
  readonly markers: readonly Marker[];
}

/** Writes the world and puts a marker in the place of each of its secrets, before anything starts on it. */
export async function markedWorld(dataDir: string, seed: string): Promise<Marked> {
  const world = join(dataDir, 'world');
  await makeWorld(world, seed, 60);
  const markers: Marker[] = [];
  const marker = (name: string, knownTo: readonly string[]): string => {
    const value = `mk-${name}-${randomBytes(12).toString('hex')}`;
    markers.push({ name, value, knownTo });
    return value;
  };
  const slskd = marker('slskd-key', ['acquire-svc']);
  const plex = marker('plex-token', ['plex-svc']);
  const clientSecret = marker('spotify-secret', ['catalog-svc']);
  const refreshToken = marker('spotify-refresh', ['catalog-svc']);
  await rewrite(join(world, 'slskd.json'), (config) => ({ ...config, apiKey: slskd }));
  await rewrite(join(world, 'spotify.json'), (config) => ({ ...config, clientSecret, refreshTokens: [refreshToken] }));
  await rewrite(join(world, 'plex.json'), (config) => ({ ...config, token: plex }));
  await rewrite(join(world, 'plex-tv.json'), (config) => ({
    ...config,
    servers: (config['servers'] as object[]).map((server) => ({ ...server, accessToken: plex })), // the generator writes a list
  }));
  await writeFile(join(dataDir, 'demo-password'), marker('admin-password', ['gateway']), { mode: 0o600 });
  const key = randomBytes(32).toString('base64');
  markers.push({ name: 'secret-key', value: key, knownTo: [] });
  await writeFile(join(dataDir, 'secret.key'), `${key}\n`, { mode: 0o600 });
  const files = join(dataDir, 'given');
  await mkdir(files, { mode: 0o700 });
  const jellyfin = join(files, 'jellyfin-password');
  await writeFile(jellyfin, marker('jellyfin-password', []), { mode: 0o600 });
  return {
    markers,
    env: {
      SOULSYNC_SUBSONIC_PASSWORD: marker('subsonic-password', ['plex-svc']),
      SOULSYNC_SUBSONIC_API_KEY: marker('subsonic-key', ['plex-svc']),
      SOULSYNC_JELLYFIN_API_KEY: marker('jellyfin-key', ['plex-svc']),
      SOULSYNC_JELLYFIN_PASSWORD_FILE: jellyfin,
    },
  };
}

async function rewrite(path: string, change: (config: Record<string, unknown>) => object): Promise<void> {
  await writeFile(path, JSON.stringify(change(await readJson<Record<string, unknown>>(path))));
}
