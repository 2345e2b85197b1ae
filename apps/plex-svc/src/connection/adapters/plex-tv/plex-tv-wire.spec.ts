import { describe, expect, it } from '@jest/globals';
import { readAccount, readPin, readServers } from './plex-tv-wire.js';

const server = (more: object = {}) => ({
  name: 'Attic NAS',
  clientIdentifier: 'attic',
  provides: 'server',
  accessToken: 'server-token',
  owned: true,
  presence: true,
  connections: [
    {
      protocol: 'https',
      address: '10.0.0.25',
      port: 32400,
      uri: 'https://10-0-0-25.x.plex.direct:32400',
      local: true,
      relay: false,
    },
  ],
  ...more,
});

describe("an account's list of servers", () => {
  it('survives players without a token and entries that are none', () => {
    const player = { name: 'Kitchen', provides: 'client,player', clientIdentifier: 'ab12', accessToken: null, connections: [] };
    const listed = readServers([player, null, 7, 'text', { provides: 'server' }, server()]);
    expect(listed?.map(({ serverId }) => serverId)).toEqual(['attic']);
  });

  it('keeps a server without a token, and says so', () => {
    expect(readServers([server({ accessToken: null })])?.[0]?.token).toBeNull();
  });

  it('never shows a token when it is written down', () => {
    expect(JSON.stringify(readServers([server()]))).not.toContain('server-token');
  });

  it('leaves out addresses that are none, or that carry credentials', () => {
    const uris = [
      'ftp://10.0.0.1',
      'not a url',
      'http://169.254.169.254',
      'http://[fe80::1]:32400',
      'https://user:pass@10.0.0.1:32400',
      'http://10.0.0.1:32400/',
    ];
    const [read] = readServers([server({ connections: [...uris.map((uri) => ({ uri })), null, 'x'] })]) ?? [];
    expect(read?.connections.map(({ uri }) => uri)).toEqual(['http://10.0.0.1:32400']);
  });

  it('reads switches given as numbers or text', () => {
    expect(readServers([server({ owned: '1', httpsRequired: 1 })])?.[0]).toMatchObject({ owned: true, httpsRequired: true });
  });

  it('is none when it is an object, as an error is', () => {
    expect(readServers({ errors: [] })).toBeNull();
  });
});

describe('a PIN', () => {
  const pin = { id: 12, code: 'abcd', createdAt: '2020-01-01T10:00:00Z', expiresAt: '2020-01-01T10:15:00Z', expiresIn: 1, authToken: null };

  it('lives as long as the service says, whatever our clock says', () => {
    expect(readPin(pin)).toEqual({ id: '12', code: 'abcd', lifeMs: 900_000, authToken: null });
  });

  it('falls back to the seconds when the times are unreadable', () => {
    expect(readPin({ ...pin, createdAt: 'soon' })?.lifeMs).toBe(1_000);
    expect(readPin({ id: '12', code: 'abcd' })?.lifeMs).toBeNull();
  });

  it.each([['text'], [null], [[]], [{ code: 'abcd' }], [{ id: 1 }]])('is none: %j', (body) => {
    expect(readPin(body)).toBeNull();
  });
});

describe('an account', () => {
  it('goes by the name people see', () => {
    expect(readAccount({ id: 1, username: 'ida', friendlyName: 'Ida' })).toEqual({ name: 'Ida' });
    expect(readAccount({ id: 1 })).toEqual({ name: 'Plex account' });
    expect(readAccount('<html>')).toBeNull();
  });
});
