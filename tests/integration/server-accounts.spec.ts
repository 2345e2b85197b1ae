import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { metrics, externalClient, Secret, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { inMemoryServerAccount } from '../../apps/plex-svc/src/connection/ports/in-memory-server-account.js';
import { plexTvAccount } from '../../apps/plex-svc/src/connection/adapters/plex-tv/plex-tv-account.js';
import { plexTvClient } from '../../apps/plex-svc/src/connection/adapters/plex-tv/plex-tv-client.js';
import { serverAccountContract } from '../../apps/plex-svc/src/connection/ports/server-account.contract.js';
import type { AccountServer } from '../../apps/plex-svc/src/connection/ports/server-account.js';
import { startSimulator } from '../simulators/src/plex-tv/server.js';

const NAME = 'example.user';

serverAccountContract('in memory', async () => {
  const account = inMemoryServerAccount(NAME);
  const server = (serverId: string, owned: boolean): AccountServer => ({
    serverId,
    name: serverId,
    version: null,
    online: true,
    token: new Secret(`token of ${serverId}`),
    owned,
    httpsRequired: false,
    publicAddressMatches: false,
    connections: [],
  });
  account.list([server('attic', true), server('friend', false)]);
  return {
    account,
    name: NAME,
    approve: async (pin, token) => account.approve(pin, token),
    expire: async (pin) => account.expire(pin),
    revoke: async (token) => account.revoke(token),
    trouble: async (kind) => account.trouble(kind),
    stop: async () => undefined,
  };
});

async function simulated() {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-plex-tv-'));
  const simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(base, 'port'),
    account: { id: 1, username: NAME },
    tokens: [],
    strongLifeS: 1_800,
    shortLifeS: 900,
    servers: [
      { name: 'Attic', machineIdentifier: 'attic', owned: true, accessToken: 'token of attic' },
      { name: 'Friend', machineIdentifier: 'friend', owned: false, accessToken: 'token of friend' },
    ],
  });
  const control = async (verb: string, body: object = {}) => {
    await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  };
  const account = (clientId: string) => {
    const http = externalClient(
      { system: 'plex.tv', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Client-Identifier': clientId }), timeoutMs: 5_000 },
      { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
    );
    const client = plexTvClient(http);
    return plexTvAccount(client, client, { authPage: `${simulator.url}/auth`, clientId, product: 'SoulSync' });
  };
  const stop = async () => {
    await simulator.stop();
    await rm(base, { recursive: true, force: true });
  };
  return { control, account, stop };
}

serverAccountContract('plex.tv', async () => {
  const { control, account, stop } = await simulated();
  return {
    account: account('a-lasting-client-id'),
    name: NAME,
    approve: (pin, token) => control('approve', { code: pin.code.reveal(), token }),
    expire: (pin) => control('expire', { code: pin.code.reveal() }),
    revoke: (token) => control('revoke', { token }),
    trouble: (kind) => control('trouble', { kind }),
    stop,
  };
});

describe('plex.tv', () => {
  it('sends a person to its page with all parameters in the fragment, where no server logs them', async () => {
    const { account, stop } = await simulated();
    const { link, code } = await account('client id').startPin('strong');
    const url = new URL(link ?? '');
    expect(url.search).toBe('');
    expect(Object.fromEntries(new URLSearchParams(url.hash.replace('#?', '')))).toEqual({
      clientID: 'client id',
      code: code.reveal(),
      'context[device][product]': 'SoulSync',
    });
    await stop();
  });

  it('does not know a PIN under another client id', async () => {
    const { account, stop } = await simulated();
    const pin = await account('mine').startPin('strong');
    expect(await account('another').checkPin(pin)).toEqual({ kind: 'gone' });
    await stop();
  });

  it('says nothing about a token when it answers 500 with HTML', async () => {
    const { account, control, stop } = await simulated();
    await control('trouble', { kind: 'error' });
    await expect(account('mine').whoAmI(new Secret('x'))).rejects.toMatchObject({ name: 'Unavailable' });
    await stop();
  });

  it('is not believed when it answers with something else than its JSON', async () => {
    const { account, control, stop } = await simulated();
    await control('fault', { match: '/resources', status: 200, body: '<html>sign in to this hotel</html>' });
    await expect(account('mine').servers(new Secret('x'))).rejects.toMatchObject({ name: 'Unavailable' });
    await stop();
  });
});
