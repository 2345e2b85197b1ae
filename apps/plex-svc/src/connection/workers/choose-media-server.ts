import type {
  ConnectionTestReport,
  ConnectionTestStep,
  MediaServerReport,
  OfferedServer,
  PathProof,
  ServerAddress,
} from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';
import { connectionTest, Invalid, NotFound, refused, testStep, webAddressProblem } from '@soulsync/service-kit';
import type { Kit, Secret } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { addressesOf, chooseConnection, ownAddress } from '../domain/media-server/choose-connection.js';
import type { Choice } from '../domain/media-server/choose-connection.js';
import type { AccountServer, ServerAccount } from '../ports/server-account.js';
import type { ConnectionState, ServerConnection } from '../ports/server-connection.js';
import { pathStep } from '../path-step.js';
import type { MediaServerSettings } from './media-server-settings.js';

/** Choosing, testing and showing the media server. */
export interface MediaServerChoice {
  report(): Promise<MediaServerReport>;
  /** The servers of the signed-in account. Throws Refused when there is none, or its token is no longer taken. */
  servers(): Promise<readonly AccountServer[]>;
  choose(serverId: string, address: string | null, context: CommandContext): Promise<MediaServerReport>;
  useToken(url: string, token: Secret, context: CommandContext): Promise<MediaServerReport>;
  test(): Promise<ConnectionTestReport>;
}

export const offered = ({ serverId, name, owned, version, online }: AccountServer): OfferedServer => ({
  serverId,
  name,
  owned,
  version,
  online,
});

/** `back`: called when what a person did brought a connection back, or one to another server. */
export function chooseMediaServer(
  kit: Kit<PlexConfig>,
  parts: {
    settings: MediaServerSettings;
    /** Kinds of servers that the library is read from. */
    libraryFrom: () => string;
    account: ServerAccount;
    connection: ServerConnection;
    back: () => void;
    /** null: the library is not read from it. */
    provePaths: () => (() => Promise<PathProof>) | null;
  },
): MediaServerChoice {
  const { settings, libraryFrom, account, connection, back, provePaths } = parts;

  async function servers(): Promise<readonly AccountServer[]> {
    const token = await settings.accountToken();
    const listed = token === null ? null : await account.servers(token);
    if (listed === null) throw refused('sign-in-needed', { isExpired: token !== null });
    return listed;
  }

  async function report(): Promise<MediaServerReport> {
    const state = connection.state();
    const { serverId, ...known } = await settings.report();
    return {
      ...known,
      state: state.state,
      detail: state.detail,
      advice: state.advice,
      since: state.since,
      nextTryAt: state.nextTryAt,
      libraryFrom: libraryFrom(),
      kind: 'plex',
      serverId: state.serverId ?? serverId,
      version: state.version,
      connectedTo: state.url,
      foundServerId: state.foundServerId,
    };
  }

  function reportIfBack(before: ConnectionState, after: ConnectionState): void {
    if (after.state === 'connected' && (before.state !== 'connected' || before.serverId !== after.serverId)) back();
  }

  /** What was chosen is used at once, without a restart. */
  async function use(): Promise<MediaServerReport> {
    reportIfBack(connection.state(), await connection.retryNow());
    return report();
  }

  async function keepIfTaken(
    server: { serverId: string; name: string | null; addresses: readonly ServerAddress[] },
    url: string,
    token: Secret,
    context: CommandContext,
  ): Promise<MediaServerReport> {
    const taken = await connection.tryToken(url, token);
    if (taken.kind === 'refused') throw refused('token-refused', { url, variable: null });
    const name = server.name ?? taken.name ?? server.serverId;
    await settings.choose({ ...server, name, address: url }, token, context);
    return use();
  }

  /** None where the library is not read from it. */
  async function pathSteps(steps: readonly ConnectionTestStep[]): Promise<readonly ConnectionTestStep[]> {
    const prove = provePaths();
    if (prove === null) return [];
    if (steps.some(({ ok }) => ok === false)) return [testStep('paths', null, 'not tried')];
    return (await connectionTest([pathStep(prove)], kit.clock.monotonicMs)).steps;
  }

  return {
    report,
    servers,
    async choose(serverId, address, context) {
      const named = settings.byEnvironment();
      if (named && connection.state().foundServerId === serverId) {
        const taken = await connection.tryToken(named.url, named.token);
        if (taken.kind === 'refused')
          throw refused('token-refused', { url: named.url, variable: named.isLocked ? 'SOULSYNC_PLEX_TOKEN' : null });
        await settings.acceptUnderEnvironment(serverId, taken.name, context);
        return use();
      }
      settings.assertCanKeep();
      const server = (await servers()).find((candidate) => candidate.serverId === serverId);
      if (!server) throw new NotFound('the signed-in account has no such server');
      if (server.token === null) throw refused('no-server-token', { server: server.name });
      const listed = addressesOf(server);
      const addresses: readonly ServerAddress[] =
        address === null ? listed : [{ url: askable(address, 'address'), reach: 'custom' }, ...listed];
      const asked = address === null ? addresses : addresses.slice(0, 1); // a person's own address is tested for itself
      const url = foundAt(chooseConnection(serverId, await connection.probe(asked.map((candidate) => candidate.url))), server.name);
      return keepIfTaken({ serverId, name: server.name, addresses }, url.url, server.token, context);
    },
    async useToken(url, token, context) {
      settings.assertCanKeep();
      const address = askable(url, 'url');
      const { serverId } = foundAt(chooseConnection(null, await connection.probe([address])), 'the server');
      return keepIfTaken({ serverId, name: null, addresses: [{ url: address, reach: 'custom' }] }, address, token, context);
    },
    async test() {
      const before = connection.state();
      const steps = await connection.test();
      reportIfBack(before, connection.state());
      return {
        steps: [...steps, ...(await pathSteps(steps))],
      };
    },
  };
}

/** What a person typed, as an address that may be asked. Throws Invalid. */
function askable(typed: string, field: string): string {
  const address = ownAddress(typed);
  const problem = webAddressProblem(address);
  if (problem !== null) throw new Invalid({ [field]: problem });
  return address;
}

function foundAt(choice: Choice, name: string): Extract<Choice, { kind: 'found' }> {
  switch (choice.kind) {
    case 'found':
      return choice;
    case 'other-server':
      throw refused('other-server', { url: choice.url, server: name, foundServerId: choice.serverId });
    case 'starting':
    case 'unreachable':
      throw refused('server-unreachable', { detail: choice.detail, advice: choice.advice });
  }
}
