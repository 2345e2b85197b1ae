import { describe, expect, it } from '@jest/globals';
import { addressesOf, chooseConnection, ownAddress } from './choose-connection.js';
import type { Answered, ListedConnection, ServerReach, Tried } from './choose-connection.js';

const HASH = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const connection = (address: string, more: Partial<ListedConnection> = {}): ListedConnection => ({
  uri: `https://${address.replaceAll(/[.:]/g, '-')}.${HASH}.plex.direct:32400`,
  protocol: 'https',
  address,
  port: 32400,
  local: false,
  relay: false,
  ...more,
});
const LOCAL = connection('10.0.0.25', { local: true });
const REMOTE = connection('203.0.113.9');
const RELAY = connection('198.51.100.40', { relay: true, port: 8443 });
const server = (more: Partial<ServerReach> = {}): ServerReach => ({
  owned: true,
  httpsRequired: false,
  publicAddressMatches: false,
  connections: [RELAY, REMOTE, LOCAL],
  ...more,
});
const urls = (reach: ServerReach) => addressesOf(reach).map(({ url }) => url);

describe('the addresses of a server', () => {
  it('are local before remote before relay, https before the plain http address', () => {
    expect(urls(server())).toEqual([LOCAL.uri, 'http://10.0.0.25:32400', REMOTE.uri, 'http://203.0.113.9:32400', RELAY.uri]);
  });

  it('have no plain http address when the server demands https', () => {
    expect(urls(server({ httpsRequired: true }))).toEqual([LOCAL.uri, REMOTE.uri, RELAY.uri]);
  });

  it('are without the local ones of a server that is not owned', () => {
    expect(urls(server({ owned: false }))).toEqual([REMOTE.uri, 'http://203.0.113.9:32400', RELAY.uri]);
  });

  it('are with the local ones of a server that is not owned but behind the same public address', () => {
    expect(urls(server({ owned: false, publicAddressMatches: true }))[0]).toBe(LOCAL.uri);
  });

  it('have brackets around IPv6', () => {
    expect(urls(server({ connections: [connection('fd00::25', { local: true })] }))[1]).toBe('http://[fd00::25]:32400');
  });

  it('come once each', () => {
    expect(urls(server({ connections: [LOCAL, LOCAL] }))).toHaveLength(2);
  });

  it('take no plain address from an address that is none', () => {
    const odd = connection('10.0.0.25/@evil', { local: true, uri: 'https://nas.example:32400' });
    expect(urls(server({ connections: [odd] }))).toEqual(['https://nas.example:32400']);
  });
});

const is = (serverId: string): Answered => ({ kind: 'server', serverId, version: '1.43' });
const down = (detail: string): Answered => ({ kind: 'failed', detail, advice: 'Is it on?', answers: false });
const tried = (...answers: [string, Answered][]): Tried[] => answers.map(([url, answered]) => ({ url, answered }));

describe('the choice among the addresses that answered', () => {
  it('goes by their order, not by which other one works too', () => {
    expect(chooseConnection('attic', tried(['a', down('no')], ['b', is('attic')], ['c', is('attic')]))).toMatchObject({ url: 'b' });
  });

  it('takes only the server that is meant', () => {
    expect(chooseConnection('attic', tried(['a', is('cellar')], ['b', is('attic')]))).toMatchObject({ kind: 'found', url: 'b' });
  });

  it('says that another server answers', () => {
    expect(chooseConnection('attic', tried(['a', is('cellar')], ['b', down('no')]))).toEqual({
      kind: 'other-server',
      url: 'a',
      serverId: 'cellar',
    });
  });

  it('believes a server that is starting before it speaks of another one', () => {
    const starting: Answered = { kind: 'starting', detail: 'it is starting', advice: 'Wait.' };
    expect(chooseConnection('attic', tried(['a', is('cellar')], ['b', starting]))).toMatchObject({ kind: 'starting' });
  });

  it('takes whichever answers when none is known yet', () => {
    expect(chooseConnection(null, tried(['a', is('attic')]))).toMatchObject({ kind: 'found', url: 'a' });
  });

  it('names every address that failed, and each advice once', () => {
    expect(chooseConnection('attic', tried(['a', down('refused')], ['b', down('no answer')]))).toEqual({
      kind: 'unreachable',
      answers: false,
      detail: 'a: refused; b: no answer',
      advice: 'Is it on?',
    });
  });
});

describe('an address as a person types or copies it', () => {
  it.each([
    ['http://nas.lan:32400', 'http://nas.lan:32400'],
    ['http://nas.lan:32400/', 'http://nas.lan:32400'],
    [' http://nas.lan:32400/web/index.html#!/settings ', 'http://nas.lan:32400'],
    ['https://home.example/plex/', 'https://home.example/plex'],
    ['https://home.example/plex/web', 'https://home.example/plex'],
    ['http://nas.lan:32400/?X-Plex-Token=abc', 'http://nas.lan:32400'],
    ['http://webserver.lan/webby', 'http://webserver.lan/webby'],
  ])('%s', (typed, address) => {
    expect(ownAddress(typed)).toBe(address);
  });
});
