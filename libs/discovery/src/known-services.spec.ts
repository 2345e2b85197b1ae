import { describe, expect, it } from '@jest/globals';
import type { DiscoveredKind } from '@soulsync/contracts';
import { knownPorts, PORTS_SYNTAX, probesFor } from './known-services.js';

const says = (kind: DiscoveredKind, status: number, body: unknown) =>
  probesFor([kind], knownPorts(undefined))[0]?.recognise({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });

const page = '<!doctype html><html><body>machineIdentifier subsonic-response true</body></html>';

describe('a service says what it is', () => {
  it('Plex, by its identity', () => {
    const identity = { MediaContainer: { size: 0, claimed: true, machineIdentifier: 'c0ffee', version: '1.43.0.10389-example' } };
    expect(says('plex', 200, identity)).toEqual({ name: null, version: '1.43.0.10389-example', serverId: 'c0ffee', state: 'answers' });
    expect(says('plex', 503, page)).toMatchObject({ state: 'starting', serverId: null });
  });

  it('Jellyfin, by its public information', () => {
    const info = { ServerName: 'attic', Version: '10.11.2', ProductName: 'Jellyfin Server', Id: '9f8e7d' };
    expect(says('jellyfin', 200, info)).toEqual({ name: 'attic', version: '10.11.2', serverId: '9f8e7d', state: 'answers' });
  });

  it('a Subsonic server, also by its refusal', () => {
    const refusal = { status: 'failed', version: '1.16.1', type: 'navidrome', serverVersion: '0.64.0 (example)', error: { code: 40 } };
    expect(says('subsonic', 200, { 'subsonic-response': refusal })).toMatchObject({ name: 'navidrome', version: '0.64.0' });
  });

  it('slskd, by saying whether it wants a sign-in', () => {
    expect(says('slskd', 200, 'true')).toMatchObject({ state: 'answers' });
    expect(says('slskd', 200, 'false')).toMatchObject({ state: 'answers' });
  });
});

describe('an open port alone is nobody', () => {
  it.each<[DiscoveredKind, number, unknown]>([
    ['plex', 200, page],
    ['plex', 200, { MediaContainer: [] }],
    ['plex', 200, { MediaContainer: { machineIdentifier: '' } }],
    ['plex', 200, { MediaContainer: { machineIdentifier: { toString: 'x' } } }],
    ['plex', 200, 'null'],
    ['plex', 401, { MediaContainer: { machineIdentifier: 'c0ffee' } }],
    ['plex', 302, ''],
    ['jellyfin', 200, { ServerName: 'x', Version: '4.8', Id: 'abc' }],
    ['jellyfin', 200, { ProductName: 'Jellyfin Server', Id: 7 }],
    ['subsonic', 200, page],
    ['subsonic', 200, { 'subsonic-response': { status: 'sure' } }],
    ['slskd', 200, page],
    ['slskd', 200, ''],
    ['slskd', 401, 'true'],
    ['slskd', 503, ''],
  ])('%s, answer %i %j', (kind, status, body) => {
    expect(says(kind, status, body)).toBeNull();
  });
});

describe('the ports', () => {
  it('are the known ones unless others are named', () => {
    expect(knownPorts(undefined)).toEqual({ plex: [32_400], jellyfin: [8_096], subsonic: [4_533], slskd: [5_030], gdm: [32_414] });
    expect(knownPorts('plex=1,plex=65535,gdm=9')).toMatchObject({ plex: [1, 65_535], gdm: [9], slskd: [5_030] });
  });

  it('are checked', () => {
    for (const good of ['plex=32400', 'plex=32401,slskd=5031', 'gdm=65535']) expect(good).toMatch(PORTS_SYNTAX);
    for (const bad of ['', 'plex', 'plex=0', 'plex=65536', 'emby=8096', 'plex=1,', 'plex=1 ,gdm=2', 'plex=1gdm=2'])
      expect(bad).not.toMatch(PORTS_SYNTAX);
  });
});
