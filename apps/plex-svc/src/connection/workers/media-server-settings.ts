import type { MediaServerEvent, MediaServerKind, ServerAddress } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { NoSecretKey, refused, Unavailable } from '@soulsync/service-kit';
import type { Kit, Secret } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { PlexSettings } from '../../settings.js';
import { addressesOf, ownAddress } from '../domain/media-server/choose-connection.js';
import type { ChosenServer, MediaServer, MediaServerCommand } from '../domain/media-server/media-server.js';
import type { ServerAccount } from '../ports/server-account.js';
import type { ServerTarget, ServerTargets } from '../ports/server-connection.js';

export type MediaServers = CommandHandler<MediaServerCommand, MediaServer, MediaServerEvent>;

/** What was chosen by a person, and the server first seen under what a variable or a setting names. */
const CHOSEN = 'plex';
const BY_ENVIRONMENT = 'plex-environment';
const KIND: MediaServerKind = 'plex';
/** Its section of settings. */
const PLEX = 'plex';
const ACCOUNT_SECRET = 'plex-account';
/** By server, so that no token can ever be shown to another one. */
const serverSecret = (serverId: string) => `plex-server:${serverId}`;

export interface SettingsReport {
  readonly serverId: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly addresses: readonly ServerAddress[];
  readonly addressFrom: 'environment' | 'stored' | null;
  readonly tokenFrom: 'environment' | 'stored' | null;
  readonly variables: readonly string[];
  readonly signedIn: boolean;
}

/** Which media server is asked, and with which token: a variable wins over what people did, and of that the last. */
export interface MediaServerSettings extends ServerTargets {
  /** Which server it would be with other settings. */
  targetOf(set: PlexSettings): Promise<ServerTarget | null>;
  report(): Promise<SettingsReport>;
  accountToken(): Promise<Secret | null>;
  keepAccountToken(token: Secret, context: CommandContext): Promise<void>;
  /** Stores the token first: a choice without its token would be of no use. */
  choose(server: Omit<ChosenServer, 'kind'>, token: Secret, context: CommandContext): Promise<void>;
  /** Another server under the address of the environment is the one that is meant. */
  acceptUnderEnvironment(serverId: string, name: string | null, context: CommandContext): Promise<void>;
  /** Address and token, when a variable or a setting names both. */
  byEnvironment(): { readonly url: string; readonly token: Secret; readonly isLocked: boolean } | null;
  /** Throws Refused when no secret can be stored. */
  assertCanKeep(): void;
}

/** `set`: address and token that a variable or a person's setting names; what was chosen fills in for what they leave open. */
export function mediaServerSettings(
  kit: Kit<PlexConfig>,
  set: () => PlexSettings,
  servers: MediaServers,
  account: ServerAccount,
): MediaServerSettings {
  const { config } = kit;
  const named = () => namedBy(set());
  const report = () => kit.settings.list().find(({ section }) => section === PLEX)?.settings ?? [];
  const sourceOf = (name: string) => report().find((setting) => setting.name === name)?.source;
  const isLocked = (name: string) => sourceOf(name) === 'environment';
  let listed: readonly ServerAddress[] = [];
  const ownContext = (): CommandContext => ({
    commandId: newId(),
    correlationId: newId(),
    causationId: null,
    actor: { kind: 'process', id: 'plex-svc' },
    traceparent: null,
    time: kit.clock.now(),
  });

  async function keep(name: string, secret: Secret, context: CommandContext): Promise<void> {
    let keyId: string;
    try {
      ({ keyId } = await kit.secrets.set(name, secret));
    } catch (error) {
      if (error instanceof NoSecretKey) throw refused('no-secret-key', {});
      throw error;
    }
    await servers(CHOSEN, { type: 'NoteSecret', data: { name, keyId, at: kit.clock.now() } }, context);
  }

  /** `trouble`: there is one that can't be read any more. */
  async function stored(name: string): Promise<{ readonly token: Secret | null; readonly trouble: string | null }> {
    try {
      return { token: await kit.secrets.get(name), trouble: null };
    } catch (error) {
      if (error instanceof NoSecretKey) return { token: null, trouble: error.message };
      if (!isWrongKey(error)) throw error;
      kit.logger.warn('a stored secret can not be decrypted', { name, error: messageOf(error) });
      return { token: null, trouble: 'the stored token was encrypted with another SOULSYNC_SECRET_KEY' };
    }
  }

  /** What a person chose last counts: address and token that were set before would win over it. */
  async function takeBackSettings(context: CommandContext): Promise<void> {
    const again = () => ({ ...context, commandId: newId() });
    if (sourceOf('url') === 'settings') await kit.settings.change(PLEX, { url: null }, again());
    if (sourceOf('token') === 'settings') await kit.settings.removeSecret(PLEX, 'token', again());
  }

  const current = () => targetOf(named());

  async function targetOf({ url, token: ownToken }: Named): Promise<(ServerTarget & { readonly chosen: ChosenServer | null }) | null> {
    const state = await servers.load(CHOSEN);
    const chosen = state.status === 'chosen' ? state : null;
    if (url === null) {
      if (chosen === null) return null;
      const { token, trouble } = ownToken ? { token: ownToken, trouble: null } : await stored(serverSecret(chosen.serverId));
      return { chosen, serverId: chosen.serverId, urls: bestFirst(chosen), token, tokenTrouble: trouble };
    }
    const urls = [url];
    if (ownToken) {
      const seen = await servers.load(BY_ENVIRONMENT);
      const known = seen.status === 'chosen' && seen.address === url ? seen : null;
      return { chosen: known, serverId: known?.serverId ?? null, urls, token: ownToken, tokenTrouble: null };
    }
    if (chosen === null)
      return {
        chosen,
        serverId: null,
        urls,
        token: null,
        tokenTrouble: `${isLocked('url') ? 'SOULSYNC_PLEX_URL' : 'an address'} is set, a token is not`,
      };
    const { token, trouble } = await stored(serverSecret(chosen.serverId));
    return { chosen, serverId: chosen.serverId, urls, token, tokenTrouble: trouble };
  }

  async function listedAddresses(serverId: string): Promise<readonly ServerAddress[]> {
    const { token } = await stored(ACCOUNT_SECRET);
    if (token === null || named().url !== null) return [];
    try {
      const server = (await account.servers(token))?.find((candidate) => candidate.serverId === serverId);
      return server ? addressesOf(server) : [];
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      kit.logger.info('the account could not be asked for new addresses', { error: messageOf(error) });
      return [];
    }
  }

  return {
    byEnvironment() {
      const { url, token } = named();
      return url !== null && token !== null ? { url, token, isLocked: isLocked('token') } : null;
    },
    current,
    targetOf: (candidate) => targetOf(namedBy(candidate)),
    async identified(serverId, name, url) {
      const server = { kind: KIND, serverId, name: name ?? serverId, address: url, addresses: [] };
      await servers(BY_ENVIRONMENT, { type: 'ChooseServer', data: { ...server, at: kit.clock.now() } }, ownContext());
    },
    async moreUrls(serverId) {
      listed = await listedAddresses(serverId);
      return listed.map(({ url }) => url);
    },
    async moved(serverId, url) {
      await servers(
        CHOSEN,
        { type: 'NoteAddresses', data: { serverId, address: url, addresses: listed, at: kit.clock.now() } },
        ownContext(),
      );
    },
    async report() {
      const target = await current();
      const { token: accountToken } = await stored(ACCOUNT_SECRET);
      const { url, token } = named();
      return {
        serverId: target?.serverId ?? null,
        name: target?.chosen?.name ?? null,
        address: url ?? target?.chosen?.address ?? null,
        addresses: target?.chosen?.addresses ?? [],
        addressFrom: isLocked('url') ? 'environment' : target ? 'stored' : null,
        tokenFrom: isLocked('token') ? 'environment' : (token ?? target?.token) ? 'stored' : null,
        variables: report().flatMap(({ name, variable, isLocked: locks }) =>
          locks && (name === 'url' || name === 'token') ? [variable] : [],
        ),
        signedIn: accountToken !== null,
      };
    },
    accountToken: async () => (await stored(ACCOUNT_SECRET)).token,
    keepAccountToken: (token, context) => keep(ACCOUNT_SECRET, token, context),
    async choose(server, token, context) {
      await keep(serverSecret(server.serverId), token, context);
      await servers(CHOSEN, { type: 'ChooseServer', data: { ...server, kind: KIND, at: kit.clock.now() } }, context);
      await takeBackSettings(context);
    },
    async acceptUnderEnvironment(serverId, name, context) {
      const server = { kind: KIND, serverId, name: name ?? serverId, address: named().url ?? '', addresses: [] };
      await servers(BY_ENVIRONMENT, { type: 'ChooseServer', data: { ...server, at: kit.clock.now() } }, context);
    },
    assertCanKeep() {
      if (!config.secretKey) throw refused('no-secret-key', {});
    },
  };
}

interface Named {
  readonly url: string | null;
  readonly token: Secret | null;
}

const namedBy = ({ url, token }: PlexSettings): Named => ({ url: url === undefined ? null : ownAddress(url), token: token ?? null });

/** The chosen address first, unless it is a relay: that is for the time in which nothing better answers. */
function bestFirst({ address, addresses }: ChosenServer): readonly string[] {
  const urls = addresses.map(({ url }) => url);
  const relay = addresses.some(({ url, reach }) => url === address && reach === 'relay');
  return relay ? urls : [address, ...urls.filter((url) => url !== address)];
}

/** Node's words for an authentication tag that does not fit. */
const isWrongKey = (error: unknown) => error instanceof Error && /unable to authenticate data/i.test(error.message);
