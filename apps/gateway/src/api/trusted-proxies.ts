import { BlockList, isIP, isIPv4 } from 'node:net';
import type { IncomingMessage } from 'node:http';

export const ORIGIN_OF = Symbol('where a request comes from');

/** How a request came in, as far as it can be believed. */
export interface Origin {
  /** Of whoever asked: of the connection, or as a trusted proxy says it. */
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** Host and port that were asked for. */
  readonly host: string;
}

/** May what this address says of others be believed? */
export type Trusted = (address: string) => boolean;
export type OriginOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => Origin;

/** Addresses and networks (CIDR), between commas; IPv4 as itself, not within IPv6. Throws RangeError that says which of them is none, and prints none. */
export function trustedProxies(text: string): Trusted {
  const networks = new BlockList();
  for (const [at, network] of listed(text).entries()) {
    const [address = '', length] = network.split('/');
    const family = isIP(address) === 0 ? null : familyOf(address);
    const longest = family === 'ipv4' ? 32 : 128;
    const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
    if (family === null || !isLength || network.split('/').length > 2 || /%|^::ffff:[\d.]/i.test(network))
      throw new RangeError(`must be addresses or networks between commas, like 172.18.0.5, fd00::/8: number ${at + 1} is none`);
    networks.addSubnet(address, Number(length ?? longest), family);
  }
  return (address) => isIP(address) !== 0 && networks.check(address, familyOf(address));
}

/** By a list that may change while requests come. */
export function trustedNow(list: () => string): Trusted {
  let known = { text: '', isTrusted: trustedProxies('') };
  return (address) => {
    const text = list();
    if (text !== known.text) known = { text, isTrusted: trustedProxies(text) };
    return known.isTrusted(address);
  };
}

/**
 * Only who is connected can be known. What it says of others is believed where it is trusted, and then from the nearest hop outwards: up to the
 * first that is not trusted, or that says nothing that makes sense. Anyone may have written what stands further out.
 *
 * `Forwarded` (RFC 7239) is not read: a proxy that sets `X-Forwarded-For` hands on a `Forwarded` of the client's own.
 * `ignored` hears whose word was not taken: a proxy that nobody named, or a liar.
 */
export const originThrough =
  (isTrusted: Trusted, ignored: (address: string) => void = () => undefined): OriginOf =>
  ({ socket, headers }) => {
    const direct = {
      address: plainAddress(socket.remoteAddress ?? '') ?? '',
      scheme: 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http',
      host: headers.host ?? '',
    } as const;
    if (!isTrusted(direct.address)) {
      if (headers['x-forwarded-for'] !== undefined) ignored(direct.address);
      return direct;
    }
    let { address } = direct;
    let proxies = 1;
    for (const hop of listed(headers['x-forwarded-for']).reverse()) {
      const forwarded = plainAddress(hop);
      if (forwarded === null) break;
      address = forwarded;
      if (!isTrusted(forwarded)) break;
      proxies += 1;
    }
    /** Of the outermost proxy that is trusted; one alone may stand for all. */
    const outermost = (header: string) => listed(headers[header]).slice(-proxies)[0] ?? '';
    const scheme = outermost('x-forwarded-proto').toLowerCase();
    const host = outermost('x-forwarded-host');
    return {
      address,
      scheme: scheme === 'https' || scheme === 'http' ? scheme : direct.scheme,
      host: /^[\w.:[\]-]{1,255}$/.test(host) ? host : direct.host,
    };
  };

const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

const listed = (header: string | readonly string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Without a port, brackets and zone, and IPv4 as itself; null: no address. */
function plainAddress(text: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text) ?? [];
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(text) ?? [];
  const address = (bracketed ?? withPort ?? text).replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) === 0 ? null : address;
}
