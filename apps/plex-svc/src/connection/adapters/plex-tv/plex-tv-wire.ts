import { forbiddenHost, Secret, webAddressProblem } from '@soulsync/service-kit';
import type { ListedConnection } from '../../domain/media-server/choose-connection.js';
import type { AccountServer } from '../../ports/server-account.js';

/** Readers of what plex.tv answers (apis/plex.md 3.2, 3.3, 3.6, API v2 of 2026): the fields we use, each checked; the rest is ignored. */
export interface WirePin {
  readonly id: string;
  readonly code: string;
  readonly lifeMs: number | null;
  readonly authToken: string | null;
}

const NAME_KEPT = 200;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const flag = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
const number = (value: unknown): number | null => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
};

/** null: that is no PIN. Its length of life is counted between two times of the service, so our own clock does not matter. */
export function readPin(body: unknown): WirePin | null {
  if (!isFields(body)) return null;
  const id = number(body['id']);
  const code = text(body['code']);
  if (id === null || code === null) return null;
  const between = Date.parse(String(body['expiresAt'])) - Date.parse(String(body['createdAt']));
  const seconds = number(body['expiresIn']);
  const lifeMs = between > 0 ? between : seconds !== null && seconds > 0 ? seconds * 1000 : null;
  return { id: String(id), code, lifeMs, authToken: text(body['authToken']) };
}

/** null: that is no account. */
export function readAccount(body: unknown): { readonly name: string } | null {
  if (!isFields(body)) return null;
  const name = text(body['friendlyName']) ?? text(body['username']) ?? text(body['title']) ?? text(body['email']);
  return name === null && number(body['id']) === null ? null : { name: (name ?? 'Plex account').slice(0, NAME_KEPT) };
}

/** null: that is no list. An entry that can't be read is left out, and no other with it. */
export function readServers(body: unknown): readonly AccountServer[] | null {
  if (!Array.isArray(body)) return null;
  const servers = body.flatMap((entry: unknown) => readServer(entry) ?? []);
  return servers.filter(({ serverId }, at) => servers.findIndex((other) => other.serverId === serverId) === at);
}

function readServer(entry: unknown): AccountServer | null {
  if (!isFields(entry)) return null;
  const serverId = text(entry['clientIdentifier']);
  const provides = (text(entry['provides']) ?? '').split(',').map((part) => part.trim());
  if (serverId === null || !provides.includes('server')) return null;
  const token = text(entry['accessToken']);
  const connections: unknown = entry['connections'];
  return {
    serverId,
    name: (text(entry['name']) ?? 'a server without a name').slice(0, NAME_KEPT),
    version: text(entry['productVersion']),
    online: flag(entry['presence']),
    token: token === null ? null : new Secret(token),
    owned: flag(entry['owned']),
    httpsRequired: flag(entry['httpsRequired']),
    publicAddressMatches: flag(entry['publicAddressMatches']),
    connections: Array.isArray(connections) ? connections.flatMap((connection: unknown) => readConnection(connection) ?? []) : [],
  };
}

function readConnection(entry: unknown): ListedConnection | null {
  if (!isFields(entry)) return null;
  const uri = text(entry['uri']);
  if (uri === null || webAddressProblem(uri) !== null || forbiddenHost(text(entry['address']) ?? '') !== null) return null;
  const url = new URL(uri);
  return {
    uri: url.toString().replace(/\/+$/, ''),
    protocol: url.protocol.slice(0, -1),
    address: text(entry['address']) ?? '',
    port: number(entry['port']) ?? 0,
    local: flag(entry['local']),
    relay: flag(entry['relay']),
  };
}
