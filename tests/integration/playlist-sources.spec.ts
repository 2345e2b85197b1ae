import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics, externalClient, Secret, systemClock } from '@soulsync/service-kit';
import type { SecretStore } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { refreshTokens } from '../../apps/catalog-svc/src/adapters/spotify/refresh-tokens.js';
import { spotifyClient } from '../../apps/catalog-svc/src/adapters/spotify/spotify-client.js';
import { spotifyPlaylistSource } from '../../apps/catalog-svc/src/adapters/spotify/spotify-playlist-source.js';
import { playlistSourceContract } from '../../apps/catalog-svc/src/playlists/ports/playlist-source.contract.js';
import type { ListedEntry } from '../../apps/catalog-svc/src/playlists/ports/playlist-source.contract.js';
import { startSimulator } from '../simulators/src/spotify/server.js';

/** As Spotify lists it (apis/spotify.md 5): what was taken down is null or has empty names, a file of the owner's has no album. */
function wireEntry({ kind, title }: ListedEntry, at: number): object | null {
  if (kind === 'unavailable') return { added_at: null, is_local: false, item: null };
  const uri = kind === 'local' ? `spotify:local:The+Quiet+Pier::${title}:200` : `spotify:${kind}:${kind}${at}`;
  const item = { type: kind === 'episode' ? 'episode' : 'track', id: `${at}`, uri, name: title, duration_ms: 200_000, explicit: false };
  return {
    added_at: '2026-01-01T00:00:00Z',
    is_local: kind === 'local',
    item: { ...item, artists: [{ id: 'a', name: 'The Quiet Pier' }], external_ids: {}, is_local: kind === 'local' },
  };
}

playlistSourceContract('Spotify', async () => {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-playlist-sources-'));
  const known = new Map<string, Secret>();
  const simulator = await startSimulator({
    ...{ listen: '127.0.0.1:0', portFile: join(base, 'port'), profile: 'dev2026', clockRate: 1 },
    ...{ clientId: 'client', clientSecret: 'secret', refreshTokens: ['refresh'], user: { id: 'me', display_name: 'Me' } },
    playlists: [{ id: '4aContractContractCont', name: 'Contract', ownerId: 'me', snapshotId: 's0', entries: [] }],
  });
  const tell = (verb: string, body: object) => fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  const external = (system: string) =>
    externalClient(
      { system, baseUrl: simulator.url, timeoutMs: 5_000, retries: 0 },
      { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
    );
  const secrets: SecretStore = {
    get: async (name) => known.get(name) ?? null,
    async set(name, secret) {
      known.set(name, secret);
      return { keyId: 'key' };
    },
    remove: async (name) => void known.delete(name),
    fingerprint: (secret) => secret.reveal(),
  };
  const client = spotifyClient({
    api: external('spotify'),
    accounts: external('spotify-accounts'),
    access: { clientId: 'client', clientSecret: new Secret('secret'), tokens: refreshTokens(secrets, new Secret('refresh')) },
    nowMs: () => performance.now(),
    sleep: () => Promise.resolve(),
  });
  let isUp = true;
  const away = async () => {
    if (isUp) await simulator.stop();
    isUp = false;
  };
  let snapshots = 0;
  return {
    source: spotifyPlaylistSource(client, () => new Date().toISOString()),
    put: async (id, name, entries) => {
      await tell('playlist', { id, name, snapshotId: `s${(snapshots += 1)}`, entries: entries.map(wireEntry) });
    },
    close: async (id) => {
      await tell('playlist', { id, ownerId: 'someone-else' });
    },
    revoke: async () => {
      await tell('revoke', {});
    },
    away,
    async end() {
      await away();
      await rm(base, { recursive: true, force: true });
    },
  };
});
