import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandHandler, inMemoryEventStore, newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { externalClient, metrics, Secret } from '@soulsync/service-kit';
import type { SecretStore } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { spotifyAccounts } from '../../apps/catalog-svc/src/adapters/spotify/spotify-accounts.js';
import { spotifyClient } from '../../apps/catalog-svc/src/adapters/spotify/spotify-client.js';
import type { SpotifyAccess } from '../../apps/catalog-svc/src/adapters/spotify/spotify-client.js';
import { signInEnd } from '../../apps/catalog-svc/src/adapters/spotify/spotify-refusals.js';
import { spotifyAccount } from '../../apps/catalog-svc/src/spotify-account/domain/account/account.js';
import { accountEvents } from '../../apps/catalog-svc/src/spotify-account/workers/account-events.js';
import { signedInTokens } from '../../apps/catalog-svc/src/spotify-account/workers/signed-in-tokens.js';
import { spotifySignIns } from '../../apps/catalog-svc/src/spotify-account/workers/sign-ins.js';
import { startSimulator } from '../simulators/src/spotify/server.js';
import type { SpotifyConfig } from '../simulators/src/spotify/server.js';

export type SpotifyLab = Awaited<ReturnType<typeof spotifyLab>>;

export const CLIENT = 'client';
export const REDIRECT = 'http://127.0.0.1:8765/api/v1/spotify/callback';

/** What SoulSync is to Spotify, against the simulator, without a database and a log on disk; time moves on both sides when told so. */
export async function spotifyLab(config: Partial<SpotifyConfig> = {}) {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-spotify-'));
  const simulator = await startSimulator({
    ...{ listen: '127.0.0.1:0', portFile: join(base, 'port'), profile: 'dev2026', clockRate: 1, playlists: [] },
    ...{ clientId: CLIENT, clientSecret: 'secret', refreshTokens: [], user: { id: 'me', display_name: 'Me' } },
    ...config,
  });
  let movedMs = 0;
  const clock = { now: () => new Date(Date.now() + movedMs).toISOString(), monotonicMs: () => performance.now() + movedMs };
  const budget = new Map<string, { calls: number[]; blockedUntil: Date | null }>();
  const dataSource = {
    async query(sql: string, [account, calls, blockedUntil]: readonly [string, string, Date | null]) {
      if (sql.startsWith('SELECT')) return [budget.get(account)].filter(Boolean);
      budget.set(account, { calls: JSON.parse(calls) as number[], blockedUntil });
      return [];
    },
  } as unknown as DataSource; // the call budget alone asks it
  const external = (system: string, retries = 0) =>
    externalClient(
      {
        ...{ system, baseUrl: simulator.url, timeoutMs: 2_000, retries },
        rate: { account: system, calls: 100_000, windowMs: 86_400_000, minGapMs: 0, longestWaitMs: 5_000, unsaidWaitMs: 30_000 },
      },
      { dataSource, metrics: metrics('test', '0'), clock },
    );
  const stored = new Map<string, string>();
  const secrets: SecretStore = {
    get: async (name) => (stored.has(name) ? new Secret(stored.get(name) ?? '') : null),
    async set(name, secret) {
      stored.set(name, secret.reveal());
      return { keyId: 'key' };
    },
    remove: async (name) => void stored.delete(name),
    fingerprint: (secret) => secret.reveal(),
  };
  const store = inMemoryEventStore();
  const account = await accountEvents(commandHandler(store, spotifyAccount));
  const set = { clientId: CLIENT as string | null };
  const clientId = () => set.clientId;
  const tokens = signedInTokens({ account, secrets, clock, clientId, endOf: signInEnd });
  const gate = spotifyAccounts({ accountsUrl: simulator.url, accounts: external('spotify-accounts'), api: external('spotify') });
  const signIns = spotifySignIns({
    gate,
    account,
    tokens,
    clock,
    clientId,
    onSignedIn: async () => void (resumed += 1),
    assertMayKeep: () => undefined,
  });
  let resumed = 0;
  const slept: number[] = [];
  const context = (id = 'ann'): CommandContext => ({
    ...{ commandId: newId(), correlationId: 'test', causationId: null, traceparent: null, time: clock.now() },
    actor: { kind: 'account', id },
  });
  const tell = (verb: string, body: object = {}) => fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  const browse = async (url: string) => {
    const answer = await fetch(url, { redirect: 'manual' });
    return answer.headers.get('location') ?? `${answer.status} ${await answer.text()}`;
  };
  return {
    external,
    ...{ account, signIns, tokens, set, stored, store, slept, context, tell, browse, clock },
    client: (access: Partial<SpotifyAccess> = {}, retries = 0) =>
      spotifyClient({
        ...{ api: external('spotify', retries), accounts: external('spotify-accounts') },
        access: { clientId: CLIENT, clientSecret: null, tokens, ...access },
        nowMs: () => clock.monotonicMs(),
        sleep: async (ms) => void slept.push(ms),
      }),
    resumed: () => resumed,
    /** As a person does it who pastes the address. */
    async signIn() {
      const begun = signIns.start(undefined, context());
      await signIns.finish(begun.id, await browse(begun.authorizeUrl), context());
    },
    async pass(seconds: number) {
      movedMs += seconds * 1000;
      await tell('clock', { advanceS: seconds });
    },
    /** Calls of the API since the last time. */
    async requests(): Promise<Readonly<Record<string, number>>> {
      const { kinds } = (await (await tell('requests', { reset: true })).json()) as { kinds: Record<string, number> };
      return kinds;
    },
    eventTypes: async () =>
      (await store.load({ aggregateType: 'spotify-account', aggregateId: 'spotify' })).commits.flatMap(({ events }) =>
        events.map(({ type }) => type),
      ),
    async stop() {
      await simulator.stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}
