import { describe, expect, it } from '@jest/globals';
import { originThrough, trustedProxies } from './trusted-proxies.js';

type Headers = Readonly<Record<string, string | string[]>>;

/** How a request is seen that came over a connection from `peer`. */
function seen(trusted: string, peer: string | undefined, headers: Headers, encrypted = false) {
  const socket = { remoteAddress: peer, encrypted };
  return originThrough(trustedProxies(trusted))({ socket, headers: { host: 'inside:8765', ...headers } } as never); // what is read of a request
}
const forwarded = (...hops: string[]) => ({ 'x-forwarded-for': hops.join(', ') });

describe('the address of a request', () => {
  const proxies = '10.0.0.0/8, 2001:db8:1::/48, 192.0.2.7';

  it.each<[string, string, string | undefined, Headers, string]>([
    ["is the connection's", '', '203.0.113.9', {}, '203.0.113.9'],
    ["is the connection's where nobody is trusted, whatever is said", '', '10.0.0.1', forwarded('198.51.100.1'), '10.0.0.1'],
    ["is the connection's where it is not trusted", proxies, '203.0.113.9', forwarded('10.0.0.2'), '203.0.113.9'],
    ['is what a trusted proxy says', proxies, '10.0.0.1', forwarded('198.51.100.1'), '198.51.100.1'],
    [
      'is the nearest that is not trusted: the client wrote what stands before it',
      proxies,
      '10.0.0.1',
      forwarded('1.1.1.1', '198.51.100.1'),
      '198.51.100.1',
    ],
    ['is found behind several proxies', proxies, '10.0.0.1', forwarded('198.51.100.1', '192.0.2.7', '10.9.9.9'), '198.51.100.1'],
    ['is the outermost where all are trusted', proxies, '10.0.0.1', forwarded('10.0.0.3', '10.0.0.2'), '10.0.0.3'],
    ['is what stands before nonsense', proxies, '10.0.0.1', forwarded('198.51.100.1', 'unknown', '10.0.0.2'), '10.0.0.2'],
    ["is the proxy's where it says nonsense", proxies, '10.0.0.1', forwarded('unknown'), '10.0.0.1'],
    ["is the proxy's where it says nothing", proxies, '10.0.0.1', { 'x-forwarded-for': '' }, '10.0.0.1'],
    ['is IPv6', proxies, '2001:db8:1::5', forwarded('2001:db8:9::1'), '2001:db8:9::1'],
    ['is IPv4 within IPv6', proxies, '::ffff:10.0.0.1', forwarded('::ffff:198.51.100.1'), '198.51.100.1'],
    ['has no port', proxies, '10.0.0.1', forwarded('198.51.100.1:4711'), '198.51.100.1'],
    ['has no brackets', proxies, '10.0.0.1', forwarded('[2001:db8:9::1]:4711'), '2001:db8:9::1'],
    ['has no zone', 'fe80::/10', 'fe80::1%eth0', forwarded('198.51.100.1'), '198.51.100.1'],
    ['is read from several headers of the name', proxies, '10.0.0.1', { 'x-forwarded-for': ['1.1.1.1', '198.51.100.1'] }, '198.51.100.1'],
    ['is not what Forwarded says', proxies, '10.0.0.1', { forwarded: 'for=198.51.100.1' }, '10.0.0.1'],
    ['is none where the connection is gone', proxies, undefined, forwarded('198.51.100.1'), ''],
    ['of a network of one length is not that of another', '10.0.0.0/30', '10.0.0.4', forwarded('198.51.100.1'), '10.0.0.4'],
    [
      'may come through any proxy where all are trusted',
      '0.0.0.0/0, ::/0',
      '203.0.113.9',
      forwarded('198.51.100.1', '2001:db8::1'),
      '198.51.100.1',
    ],
  ])('%s', (_what, trusted, peer, headers, address) => {
    expect(seen(trusted, peer, headers).address).toBe(address);
  });
});

describe('the scheme and the host of a request', () => {
  const said = (trusted: string, headers: Headers, encrypted = false) => {
    const { scheme, host } = seen(trusted, '10.0.0.1', headers, encrypted);
    return `${scheme}://${host}`;
  };
  const outside = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'music.example' };

  it.each<[string, string, Headers, string]>([
    ["are the connection's where nobody is trusted", '', outside, 'http://inside:8765'],
    ['are what a trusted proxy says', '10.0.0.1', outside, 'https://music.example'],
    [
      'are what the outermost trusted proxy says',
      '10.0.0.0/8',
      { ...forwarded('198.51.100.1', '10.0.0.2'), 'x-forwarded-proto': 'https, http' },
      'https://inside:8765',
    ],
    [
      'are not what stands before it',
      '10.0.0.0/8',
      { ...forwarded('198.51.100.1'), 'x-forwarded-proto': 'https, http' },
      'http://inside:8765',
    ],
    ['are what one proxy says for all', '10.0.0.0/8', { ...forwarded('198.51.100.1', '10.0.0.2'), ...outside }, 'https://music.example'],
    ['may be written in capitals', '10.0.0.1', { 'x-forwarded-proto': 'HTTPS' }, 'https://inside:8765'],
    [
      "are the connection's where nonsense is said",
      '10.0.0.1',
      { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'a b' },
      'http://inside:8765',
    ],
  ])('%s', (_what, trusted, headers, url) => {
    expect(said(trusted, headers)).toBe(url);
  });

  it('are https where the connection itself is', () => {
    expect(said('', {}, true)).toBe('https://inside:8765');
  });
});

describe('a proxy that nobody named', () => {
  it('is heard of, and nobody else is', () => {
    const ignored: string[] = [];
    const originOf = originThrough(trustedProxies('10.0.0.1'), (address) => ignored.push(address));
    const ask = (remoteAddress: string, headers: Headers) => originOf({ socket: { remoteAddress }, headers } as never); // what is read of a request
    ask('10.0.0.1', forwarded('198.51.100.1'));
    ask('10.0.0.2', {});
    ask('10.0.0.3', forwarded('198.51.100.1'));
    expect(ignored).toEqual(['10.0.0.3']);
  });
});

describe('a list of trusted proxies', () => {
  it.each([
    ['10.0.0.0/33', 1],
    ['10.0.0.1, fd00::/129', 2],
    ['proxy.example', 1],
    ['10.0.0.1 10.0.0.2', 1],
    ['10.0.0.0/8/8', 1],
    ['10.0.0.0/', 1],
    ['10.0.0.0/-1', 1],
    ['10.0.0.0/8, *', 2],
    ['fe80::1%eth0', 1],
    ['::ffff:10.0.0.0/104', 1],
  ])('that holds %s says which is none, and not what it is', (text, nth) => {
    expect(() => trustedProxies(text)).toThrow(new RegExp(`number ${nth} is none$`));
    expect(() => trustedProxies(text)).not.toThrow(text);
  });

  it.each(['', ' , ', '127.0.0.1', '::1', '172.16.0.0/12,fd00::/8'])('may be %j', (text) => {
    expect(trustedProxies(text)('203.0.113.9')).toBe(false);
  });
});
