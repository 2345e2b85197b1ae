import { describe, expect, it } from '@jest/globals';
import type { NetworkInterfaceInfo } from 'node:os';
import { gatewaysIn, isAtHome } from './addresses.js';
import { mayAsk, planSearch } from './plan-search.js';
import type { SearchPlan, SearchWish, Surroundings } from './plan-search.js';

const ipv4 = (cidr: string, internal = false): NetworkInterfaceInfo => ({
  family: 'IPv4',
  address: cidr.split('/')[0] ?? '',
  netmask: '',
  mac: '',
  internal,
  cidr,
});
const ipv6 = (cidr: string, scopeid = 0): NetworkInterfaceInfo => ({
  ...{ family: 'IPv6', address: cidr.split('/')[0] ?? '', netmask: '', mac: '', internal: false, cidr, scopeid },
});
const around = (interfaces: Surroundings['interfaces'], more: Partial<Surroundings> = {}): Surroundings => ({
  ...{ interfaces: { lo: [ipv4('127.0.0.1/8', true)], ...interfaces }, gateways: [], names: [] },
  ...more,
});
const search = (fields: Partial<SearchWish> = {}): SearchWish => ({ mode: 'lan', reach: 'network', interfaces: null, ...fields });
const addresses = ({ hosts }: SearchPlan) => hosts.map(({ address }) => address);
const everything = (plan: SearchPlan) => [...addresses(plan), ...plan.calls.flatMap(({ from, to }) => [from, ...to])];

const household = around(
  { docker0: [ipv4('172.17.0.1/16')], eth0: [ipv4('192.168.1.20/24'), ipv6('fe80::1/64'), ipv6('fd00::20/64')] },
  { gateways: ['192.168.1.1'], names: [{ name: 'plex', addresses: ['192.168.1.30'] }] },
);

describe('a search that is switched off', () => {
  it.each(['this-machine', 'network'] as const)('asks nobody when %s is wished, and says how to allow it', (reach) => {
    const plan = planSearch(search({ mode: 'off', reach }), household);
    expect(everything(plan)).toEqual([]);
    expect(plan.howToAllow).toMatch(/SOULSYNC_DISCOVERY=lan/);
  });
});

describe('a search of loopback', () => {
  it.each(['this-machine', 'network'] as const)('stays on 127.0.0.1 and ::1 when %s is wished', (reach) => {
    const plan = planSearch(search({ mode: 'loopback', reach }), household);
    expect(new Set(everything(plan))).toEqual(new Set(['127.0.0.1', '::1']));
    expect(plan.howToAllow).toMatch(/SOULSYNC_DISCOVERY=lan/);
  });

  it('says that the networks were not looked at only when they were wished', () => {
    expect(planSearch(search({ mode: 'loopback', reach: 'this-machine' }), household).notLooked).toEqual([]);
    expect(planSearch(search({ mode: 'loopback' }), household).notLooked).toEqual(['The local networks: they may not be searched.']);
  });
});

describe('a search of the network', () => {
  it('asks this machine alone until a person asks for more', () => {
    expect(new Set(everything(planSearch(search({ reach: 'this-machine' }), household)))).toEqual(new Set(['127.0.0.1', '::1']));
  });

  it('asks this machine, names, the way out, own addresses and then every address, each once', () => {
    const asked = addresses(planSearch(search(), household));
    expect(asked.slice(0, 7)).toEqual(['127.0.0.1', '::1', '192.168.1.30', '192.168.1.1', '172.17.0.1', '192.168.1.20', 'fd00::20']);
    expect(asked).toHaveLength(new Set(asked).size);
    expect(asked.filter((address) => address.startsWith('192.168.1.'))).toHaveLength(254);
    expect(asked.at(-1)).toBe('172.17.0.254'); // bridges last
  });

  it('calls a host by its name where it has one, since a name outlives an address', () => {
    expect(planSearch(search(), household).hosts.find(({ address }) => address === '192.168.1.30')).toMatchObject({ host: 'plex' });
  });

  it('looks at no more than a /24, and says what it left', () => {
    const plan = planSearch(search(), around({ eth0: [ipv4('10.20.30.40/8')] }));
    expect(addresses(plan).filter((address) => !address.startsWith('10.20.30.'))).toEqual(['127.0.0.1', '::1']);
    expect(plan.notLooked).toEqual(['10.0.0.0/8 (eth0) outside 10.20.30.0/24: too large to look through.']);
    expect(plan.calls.at(-1)).toMatchObject({ from: '10.20.30.40', to: ['239.0.0.250', '255.255.255.255', '10.255.255.255'] });
  });

  it('leaves every public address alone, its own, a gateway and a name too', () => {
    const plan = planSearch(
      search(),
      around(
        { eth0: [ipv4('203.0.113.9/24')], wlan0: [ipv4('100.64.0.2/10')], eth1: [ipv4('169.254.7.7/16')], eth2: [ipv6('2001:db8::7/64')] },
        { gateways: ['203.0.113.1'], names: [{ name: 'plex', addresses: ['198.51.100.7', '169.254.169.254', '224.0.0.1', '0.0.0.0'] }] },
      ),
    );
    expect(new Set(everything(plan))).toEqual(new Set(['127.0.0.1', '::1']));
    expect(plan.notLooked).toHaveLength(4);
    expect(plan.notLooked[0]).toBe('eth0 (203.0.113.9): not a private address.');
  });

  it('keeps to the interfaces that are named, and names one that is not there', () => {
    const plan = planSearch(search({ interfaces: ['eth0', 'wlan7'] }), household);
    expect(addresses(plan).filter((address) => address.startsWith('172.'))).toEqual([]);
    expect(plan.notLooked).toEqual([
      'docker0 (172.17.0.1): SOULSYNC_DISCOVERY_INTERFACES leaves it out.',
      'eth0 (fd00::20): an IPv6 network is too large to look through; only this address was asked.',
      'wlan7: this machine has no such interface (SOULSYNC_DISCOVERY_INTERFACES).',
    ]);
  });

  it('asks both ends of a /31 and only itself on a /32', () => {
    const ofPrefix = (prefix: number) => addresses(planSearch(search(), around({ tun0: [ipv4(`10.8.0.4/${prefix}`)] }))).slice(2);
    expect(ofPrefix(31).toSorted()).toEqual(['10.8.0.4', '10.8.0.5']);
    expect(ofPrefix(32)).toEqual(['10.8.0.4']);
  });

  it('searches a network once, though two interfaces are in it', () => {
    const plan = planSearch(search(), around({ eth0: [ipv4('192.168.1.20/24')], wlan0: [ipv4('192.168.1.21/24')] }));
    expect(plan.calls).toHaveLength(2);
    expect(plan.looked.filter((sentence) => sentence.startsWith('192.168.1.0/24'))).toHaveLength(1);
  });
});

describe('an address', () => {
  it.each(['10.0.0.1', '172.16.0.1', '172.31.255.254', '192.168.0.1', 'fd12::1', 'fc00::1'])('%s is at home', (address) =>
    expect(isAtHome(address)).toBe(true),
  );
  it.each(['9.255.255.255', '11.0.0.1', '172.32.0.1', '192.169.0.1', '169.254.1.1', '8.8.8.8', '2001:db8::1', 'fe80::1', 'localhost', ''])(
    '%s is not',
    (address) => expect(isAtHome(address)).toBe(false),
  );
  it('that only looks like this machine may not be asked in loopback', () => {
    for (const address of ['127.0.0.2', '127.1', '::ffff:127.0.0.1', '0.0.0.0', 'localhost'])
      expect(mayAsk('loopback', address)).toBe(false);
  });
  it('where a cloud machine hands out its credentials is not asked, though its range is private', () => {
    expect(['fd00:ec2::254', '169.254.169.254', 'fe80::1'].map((address) => mayAsk('lan', address))).toEqual([false, false, false]);
  });
});

describe('the route table', () => {
  it('names the default gateways', () => {
    const routes = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask',
      'eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000',
      'eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF',
      'tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000',
      'nonsense',
    ].join('\n');
    expect(gatewaysIn(routes)).toEqual(['172.17.0.1']);
    expect(gatewaysIn('')).toEqual([]);
  });
});
