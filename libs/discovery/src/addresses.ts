import { BlockList, isIP, isIPv4 } from 'node:net';

/** RFC 1918 and unique local addresses: networks at home. */
const atHome = new BlockList();
atHome.addSubnet('10.0.0.0', 8, 'ipv4');
atHome.addSubnet('172.16.0.0', 12, 'ipv4');
atHome.addSubnet('192.168.0.0', 16, 'ipv4');
atHome.addSubnet('fc00::', 7, 'ipv6');

export const isAtHome = (address: string): boolean => isIP(address) !== 0 && atHome.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

/** Of 127.0.0.0/8 only the one address that means this machine everywhere. */
export const isThisMachine = (address: string): boolean => address === '127.0.0.1' || address === '::1';

/** Of an IPv4 address that `isIPv4` accepts. */
export const asNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
export const asAddress = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

/** A range of IPv4 addresses; `first` has its host bits at 0. */
export interface Ipv4Network {
  readonly first: number;
  readonly prefix: number;
}

export const networkOf = (address: string, prefix: number): Ipv4Network => ({
  first: prefix === 0 ? 0 : (asNumber(address) & (-1 << (32 - prefix))) >>> 0,
  prefix,
});
const sizeOf = ({ prefix }: Ipv4Network) => 2 ** (32 - prefix);
export const lastOf = (network: Ipv4Network): string => asAddress(network.first + sizeOf(network) - 1);
export const isInside = (network: Ipv4Network, address: string): boolean =>
  isIPv4(address) && asNumber(address) >= network.first && asNumber(address) < network.first + sizeOf(network);
export const nameOf = ({ first, prefix }: Ipv4Network): string => `${asAddress(first)}/${prefix}`;

/** The addresses that may be hosts, ascending: without the network's own and its broadcast address. */
export const hostsOf = (network: Ipv4Network): readonly string[] =>
  network.prefix >= 31
    ? Array.from({ length: sizeOf(network) }, (_, at) => asAddress(network.first + at))
    : Array.from({ length: sizeOf(network) - 2 }, (_, at) => asAddress(network.first + at + 1));

/** As a URL has it. */
export const urlHost = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** Default gateways in the text of Linux' /proc/net/route: hexadecimal, lowest byte first. */
export function gatewaysIn(routes: string): readonly string[] {
  const found = routes.split('\n').flatMap((line) => {
    const [, destination = '', gateway = ''] = line.trim().split(/\s+/);
    if (destination !== '00000000' || !/^[0-9a-f]{8}$/i.test(gateway) || gateway === '00000000') return [];
    return [
      (gateway.match(/../g) ?? [])
        .reverse()
        .map((byte) => parseInt(byte, 16))
        .join('.'),
    ];
  });
  return [...new Set(found)];
}
