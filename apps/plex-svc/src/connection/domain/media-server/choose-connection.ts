import type { ServerAddress } from '@soulsync/contracts';

/** A connection as the account lists it (apis/plex.md 3.6). */
export interface ListedConnection {
  readonly uri: string;
  readonly protocol: string;
  /** Host name or IP without brackets. */
  readonly address: string;
  readonly port: number;
  readonly local: boolean;
  readonly relay: boolean;
}

export interface ServerReach {
  readonly owned: boolean;
  /** The server refuses plain http. */
  readonly httpsRequired: boolean;
  /** We and the server come from the same public address: its local addresses may be ours. */
  readonly publicAddressMatches: boolean;
  readonly connections: readonly ListedConnection[];
}

/** What an address answered. */
export type Answered =
  | { readonly kind: 'server'; readonly serverId: string; readonly version: string | null }
  | { readonly kind: 'starting'; readonly detail: string; readonly advice: string }
  /** `answers`: somebody is there, who is no such server. */
  | { readonly kind: 'failed'; readonly detail: string; readonly advice: string; readonly answers: boolean };

export interface Tried {
  readonly url: string;
  readonly answered: Answered;
}

export type Choice =
  | { readonly kind: 'found'; readonly url: string; readonly serverId: string; readonly version: string | null }
  | { readonly kind: 'other-server'; readonly url: string; readonly serverId: string }
  | { readonly kind: 'starting'; readonly detail: string; readonly advice: string }
  | { readonly kind: 'unreachable'; readonly detail: string; readonly advice: string; readonly answers: boolean };

const RANK = { custom: 0, local: 1, remote: 2, relay: 3 } as const satisfies Record<ServerAddress['reach'], number>;

/** Every address worth trying, best first: local before remote before relay, https before its plain http address. */
export function addressesOf(server: ServerReach): readonly ServerAddress[] {
  const usable = server.connections.filter(
    (connection) => !connection.local || connection.relay || server.owned || server.publicAddressMatches,
  );
  const all = usable.flatMap((connection) => {
    const reach = connection.relay ? 'relay' : connection.local ? 'local' : 'remote';
    const addresses = [connection.uri, ...(connection.relay ? [] : [plainAddress(connection)])].filter((url) => url !== null);
    return addresses
      .filter((url) => !(server.httpsRequired && url.startsWith('http:')))
      .map((url): ServerAddress => ({ url: url.replace(/\/+$/, ''), reach }));
  });
  const sorted = all
    .map((address, at) => ({ address, at, plain: address.url.startsWith('http:') }))
    .sort((a, b) => RANK[a.address.reach] - RANK[b.address.reach] || Number(a.plain) - Number(b.plain) || a.at - b.at)
    .map(({ address }) => address);
  return sorted.filter(({ url }, at) => sorted.findIndex((other) => other.url === url) === at);
}

/** What a person typed or copied from the browser's address line, as the server's own address: a path prefix stays, Plex's web page goes. */
export function ownAddress(typed: string): string {
  const url = new URL(typed.trim());
  const path = url.pathname.replace(/\/web(\/.*)?$/, '').replace(/\/+$/, '');
  return `${url.protocol}//${url.host}${path}`;
}

/** `http://address:port` of an https connection; null: it is one itself, or has no usable address. */
function plainAddress({ protocol, address, port }: ListedConnection): string | null {
  if (protocol !== 'https' || !/^[0-9A-Za-z.:_-]+$/.test(address) || port < 1 || port > 65_535) return null;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The first address, in the order given, that answers as this server; else the reason that tells most. `serverId` null: whichever answers. */
export function chooseConnection(serverId: string | null, tried: readonly Tried[]): Choice {
  for (const { url, answered } of tried)
    if (answered.kind === 'server' && (serverId === null || answered.serverId === serverId))
      return { kind: 'found', url, serverId: answered.serverId, version: answered.version };
  const starting = tried.find(({ answered }) => answered.kind === 'starting');
  if (starting?.answered.kind === 'starting')
    return { kind: 'starting', detail: starting.answered.detail, advice: starting.answered.advice };
  for (const { url, answered } of tried) if (answered.kind === 'server') return { kind: 'other-server', url, serverId: answered.serverId };
  const failures = tried.flatMap(({ url, answered }) => (answered.kind === 'failed' ? [{ url, ...answered }] : []));
  const advice = [...new Set(failures.map((failure) => failure.advice))];
  return {
    kind: 'unreachable',
    answers: failures.some(({ answers }) => answers),
    detail: failures.length === 0 ? 'no address is known' : failures.map(({ url, detail }) => `${url}: ${detail}`).join('; '),
    advice: advice.length === 0 ? 'Sign in again, or give an address of your own.' : advice.join(' '),
  };
}
