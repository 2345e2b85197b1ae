import { describe, expect, it } from '@jest/globals';
import { ExternalError, Secret } from '@soulsync/service-kit';
import type { SecretStore } from '@soulsync/service-kit';
import { refreshTokens } from './refresh-tokens.js';
import { spotifyClient } from './spotify-client.js';

const STORED = 'spotify.refresh-token';

function memory(stored: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(stored));
  const secrets: SecretStore = {
    get: (name) => Promise.resolve(values.has(name) ? new Secret(values.get(name)!) : null), // looked up right before
    set: (name, secret) => {
      values.set(name, secret.reveal());
      return Promise.resolve({ keyId: 'key' });
    },
    remove: async (name) => void values.delete(name),
    fingerprint: (secret) => `fingerprint of ${[...secret.reveal()].reverse().join('')}`,
  };
  return { secrets, values };
}

/** Spotify's token endpoint as far as it matters here: it takes what is in `valid`, and rotates what `rotates` names. */
function accounts(valid: readonly string[], rotates: Readonly<Record<string, string>> = {}) {
  const live = new Set(valid);
  const given: string[] = [];
  const post = (_path: string, { body }: { body: string }) => {
    const token = new URLSearchParams(body).get('refresh_token') ?? '';
    given.push(token);
    if (!live.has(token))
      return Promise.reject(new ExternalError('spotify-accounts', 'refused', 'answered 400', 400, null, '{"error":"invalid_grant"}'));
    const rotated = rotates[token];
    if (rotated) {
      live.delete(token);
      live.add(rotated);
    }
    return Promise.resolve({ data: { access_token: `access by ${token}`, expires_in: 0, ...(rotated ? { refresh_token: rotated } : {}) } });
  };
  return { given, post };
}

/** A service that begins, with this variable; each call needs a new access token. */
function started(variable: string, secrets: SecretStore, spotify: ReturnType<typeof accounts>) {
  const client = spotifyClient({
    api: { get: () => Promise.resolve({ data: {} }) },
    accounts: spotify,
    access: { clientId: 'client', clientSecret: null, tokens: refreshTokens(secrets, new Secret(variable)) },
    nowMs: () => 0,
    sleep: () => Promise.resolve(),
  } as unknown as Parameters<typeof spotifyClient>[0]); // all that is touched of the two clients
  return () => client.playlist('list');
}

describe('a token that Spotify rotated', () => {
  it('is used from then on, also after a restart', async () => {
    const { secrets, values } = memory();
    const spotify = accounts(['first'], { first: 'second' });
    await started('first', secrets, spotify)();
    await started('first', secrets, spotify)();
    expect(spotify.given).toEqual(['first', 'second']);
    expect(values.get(STORED)).not.toContain('first');
  });

  it('gives way when the owner changes the variable, and the new one is rotated in its turn', async () => {
    const { secrets } = memory();
    const spotify = accounts(['first', 'new'], { first: 'second', new: 'newer' });
    await started('first', secrets, spotify)();
    const ask = started('new', secrets, spotify);
    await ask();
    await ask();
    await started('new', secrets, spotify)();
    expect(spotify.given).toEqual(['first', 'new', 'newer', 'newer']);
  });

  it('gives way also when it would still be taken', async () => {
    const { secrets } = memory();
    const spotify = accounts(['first', 'new'], { first: 'second' });
    await started('first', secrets, spotify)();
    const ask = started('new', secrets, spotify);
    await ask();
    await ask();
    expect(spotify.given).toEqual(['first', 'new', 'new']);
  });

  it('of a version that did not note where it came from is used, until it is refused', async () => {
    const { secrets } = memory({ [STORED]: 'old-rotated' });
    const taken = accounts(['old-rotated', 'variable']);
    await started('variable', secrets, taken)();
    expect(taken.given).toEqual(['old-rotated']);
    const refused = accounts(['variable'], { variable: 'fresh' });
    const ask = started('variable', secrets, refused);
    await ask();
    await ask();
    expect(refused.given).toEqual(['old-rotated', 'variable', 'fresh']);
  });

  it('is not tried again and again once it was refused', async () => {
    const { secrets } = memory({ [STORED]: 'dead' });
    const spotify = accounts(['variable']);
    const ask = started('variable', secrets, spotify);
    await ask();
    await ask();
    expect(spotify.given).toEqual(['dead', 'variable', 'variable']);
  });

  it('is told as refused when the variable is refused too', async () => {
    const { secrets } = memory({ [STORED]: 'dead' });
    await expect(started('dead too', secrets, accounts([]))()).rejects.toMatchObject({ kind: 'refused', status: 400 });
  });
});
