import { isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import type { DiscoveryReach } from '@soulsync/contracts';
import { forbiddenAddress } from '@soulsync/service-kit';
import { hostsOf, isAtHome, isInside, isThisMachine, lastOf, nameOf, networkOf } from './addresses.js';
import type { Ipv4Network } from './addresses.js';

/** `off`: nothing is asked. `loopback`: this machine alone. `lan`: also the local networks, when a person asks. */
export const discoveryModes = ['off', 'loopback', 'lan'] as const;
export type DiscoveryMode = (typeof discoveryModes)[number];

export interface SearchWish {
  readonly mode: DiscoveryMode;
  readonly reach: DiscoveryReach;
  /** Names of the interfaces whose networks may be searched; null: all. */
  readonly interfaces: readonly string[] | null;
}

/** What the machine knows of its networks, as `os.networkInterfaces()`, the route table and its resolver say. */
export interface Surroundings {
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  readonly gateways: readonly string[];
  readonly names: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

export interface Host {
  readonly address: string;
  /** What a URL calls it: a name outlives an address. */
  readonly host: string;
  /** The machine we run on, by whichever of its addresses. */
  readonly own: boolean;
}

/** One socket's call: sent from there to those; an answer counts only from inside `network`. */
export interface Call {
  readonly from: string;
  readonly to: readonly string[];
  readonly network: Ipv4Network;
}

export interface SearchPlan {
  /** In the order of asking, each address once. */
  readonly hosts: readonly Host[];
  readonly calls: readonly Call[];
  readonly looked: readonly string[];
  readonly notLooked: readonly string[];
  readonly howToAllow: string | null;
}

/** The group Plex servers listen in (apis/plex.md 5.1). */
const GDM_GROUP = '239.0.0.250';
const EVERYONE = '255.255.255.255';
/** No network is searched beyond so many addresses. */
const WIDEST_PREFIX = 24;
const bridges = /^(docker|br-|veth|virbr|cni|flannel|cali|lxc|tun|tap|wg)/;

const allowNetwork = (mode: DiscoveryMode): string =>
  `To search your network, set SOULSYNC_DISCOVERY=lan and start SoulSync again. It is "${mode}" now, so ${
    mode === 'off' ? 'nothing is looked for' : 'nothing outside this machine is asked'
  }.`;

/** May a packet go to this address at all? Asked again right before each one is sent. */
export function mayAsk(mode: DiscoveryMode, address: string): boolean {
  switch (mode) {
    case 'off':
      return false;
    case 'loopback':
      return isThisMachine(address);
    case 'lan':
      return isThisMachine(address) || (isAtHome(address) && forbiddenAddress(address) === null);
  }
}

/** What to ask and in which order; pure, so that what is never asked can be shown. */
export function planSearch(search: SearchWish, { interfaces, gateways, names }: Surroundings): SearchPlan {
  const howToAllow = search.mode === 'lan' ? null : allowNetwork(search.mode);
  if (search.mode === 'off')
    return { hosts: [], calls: [], looked: [], notLooked: ['Nothing: looking is switched off (SOULSYNC_DISCOVERY=off).'], howToAllow };
  const self: Host[] = ['127.0.0.1', '::1'].map((address) => ({ address, host: address, own: true }));
  const here: Call = { from: '127.0.0.1', to: ['127.0.0.1'], network: networkOf('127.0.0.1', 32) };
  const looked = ['This machine: 127.0.0.1 and ::1.'];
  if (search.reach === 'this-machine') return { hosts: self, calls: [here], looked, notLooked: [], howToAllow };
  if (search.mode === 'loopback')
    return { hosts: self, calls: [here], looked, notLooked: ['The local networks: they may not be searched.'], howToAllow };

  const ports = portsOf(interfaces, search.interfaces);
  const mine = ports.own.map((address): Host => ({ address, host: address, own: true }));
  const named = names.flatMap(({ name, addresses }) => addresses.map((address): Host => ({ address, host: name, own: false })));
  const beyond: Host[] = gateways.map((address) => ({ address, host: address, own: false }));
  const inside = ports.networks.flatMap(({ searched }) =>
    hostsOf(searched).map((address): Host => ({ address, host: address, own: false })),
  );
  const isName = ({ host, address }: Host) => host !== address;
  const ownAddresses = new Set(ports.own);
  const asked = [...self, ...named, ...beyond, ...mine, ...inside]
    .filter(({ address }) => mayAsk(search.mode, address))
    .map((host) => (ownAddresses.has(host.address) ? { ...host, own: true } : host));
  return {
    hosts: firstOfEach(asked),
    calls: [here, ...ports.networks.map(callInto)],
    looked: [
      ...looked,
      ...listed(
        'The names ',
        asked.filter(isName).map(({ host }) => host),
      ),
      ...listed(
        'The way out: ',
        beyond.filter(({ address }) => isAtHome(address)).map(({ address }) => address),
      ),
      ...listed('Own addresses: ', ports.own),
      ...ports.networks.map(({ name, searched }) => `${nameOf(searched)}, all addresses, through ${name}.`),
    ],
    notLooked: ports.notLooked,
    howToAllow,
  };
}

function firstOfEach(hosts: readonly Host[]): readonly Host[] {
  const seen = new Set<string>();
  return hosts.filter(({ address }) => !seen.has(address) && seen.add(address));
}

const listed = (what: string, members: readonly string[]): readonly string[] =>
  members.length === 0 ? [] : [`${what}${[...new Set(members)].join(', ')}.`];

interface Network {
  readonly name: string;
  readonly address: string;
  /** As the interface has it. */
  readonly whole: Ipv4Network;
  readonly searched: Ipv4Network;
}

interface Ports {
  /** Our own addresses at home. */
  readonly own: readonly string[];
  readonly networks: readonly Network[];
  readonly notLooked: readonly string[];
}

/** The networks that may be searched, those of bridges and tunnels last: a household's server is rarely there. */
function portsOf(interfaces: Surroundings['interfaces'], only: readonly string[] | null): Ports {
  const [own, networks, notLooked]: [string[], Network[], string[]] = [[], [], []];
  for (const [name, infos = []] of Object.entries(interfaces))
    for (const { address, internal, cidr } of infos) {
      if (internal || address.startsWith('fe80:')) continue; // link-local: never an address to be reached at for long
      const [bare = ''] = address.split('%');
      if (only !== null && !only.includes(name)) notLooked.push(`${name} (${bare}): SOULSYNC_DISCOVERY_INTERFACES leaves it out.`);
      else if (!isAtHome(bare)) notLooked.push(`${name} (${bare}): not a private address.`);
      else {
        own.push(bare);
        const prefix = Number(cidr?.split('/')[1] ?? 32);
        if (!isIPv4(bare)) notLooked.push(`${name} (${bare}): an IPv6 network is too large to look through; only this address was asked.`);
        else if (prefix < 32) {
          const whole = networkOf(bare, prefix);
          const searched = networkOf(bare, Math.max(prefix, WIDEST_PREFIX));
          networks.push({ name, address: bare, whole, searched });
          if (prefix < WIDEST_PREFIX) notLooked.push(`${nameOf(whole)} (${name}) outside ${nameOf(searched)}: too large to look through.`);
        }
      }
    }
  const missing = (only ?? []).filter((name) => !Object.hasOwn(interfaces, name));
  notLooked.push(...missing.map((name) => `${name}: this machine has no such interface (SOULSYNC_DISCOVERY_INTERFACES).`));
  const isBridge = ({ name }: Network) => Number(bridges.test(name));
  const apart = networks.filter(({ searched }, at) => networks.findIndex((other) => nameOf(other.searched) === nameOf(searched)) === at);
  return { own, networks: apart.sort((a, b) => isBridge(a) - isBridge(b)), notLooked };
}

/** Group, everyone, and the network's own broadcast: on a machine with several networks 255.255.255.255 takes one road only. */
const callInto = ({ address, whole }: Network): Call => ({
  from: address,
  to: [GDM_GROUP, EVERYONE, ...(whole.prefix < 31 ? [lastOf(whole)] : [])],
  network: whole,
});

/** A reply from outside the network that was called is nobody we asked. */
export const isAnswerTo = (call: Call, source: string): boolean => isInside(call.network, source);
