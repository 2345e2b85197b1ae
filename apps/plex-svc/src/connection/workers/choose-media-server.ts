import type {
  ConnectionTestReport,
  ConnectionTestStep,
  MediaServerReport,
  OfferedServer,
  PathProof,
  ServerAddress,
} from '@soulsync/contracts';
import { pathsInWords } from '@soulsync/contracts/words';
import { messageOf } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { Invalid, NotFound, refused, testStep, webAddressProblem } from '@soulsync/service-kit';
import type { Kit, Secret } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { addressesOf, chooseConnection, ownAddress } from '../domain/media-server/choose-connection.js';
import type { Choice } from '../domain/media-server/choose-connection.js';
import type { AccountServer, ServerAccount } from '../ports/server-account.js';
import type { ConnectionState, ServerConnection } from '../ports/server-connection.js';
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
    account: ServerAccount;
    connection: ServerConnection;
    back: () => void;
    /** null: the library is not read from it. */
    provePaths: (() => Promise<PathProof>) | null;
  },
): MediaServerChoice {
  const { settings, account, connection, back, provePaths } = parts;

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
      libraryFrom: kit.config.libraryServer,
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

  return {
    report,
    servers,
    async choose(serverId, address, context) {
      const named = settings.byEnvironment;
      if (named && connection.state().foundServerId === serverId) {
        const taken = await connection.tryToken(named.url, named.token);
        if (taken.kind === 'refused') throw refused('token-refused', { url: named.url, variable: 'SOULSYNC_PLEX_TOKEN' });
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
        steps: provePaths
          ? [
              ...steps,
              await pathStep(
                provePaths,
                steps.every(({ ok }) => ok !== false),
              ),
            ]
          : steps,
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

/** The last step: files that both see. */
async function pathStep(prove: () => Promise<PathProof>, tried: boolean): Promise<ConnectionTestStep> {
  const report = (ok: boolean | null, detail: string, advice: string | null = null) => testStep('paths', ok, detail, advice);
  if (!tried) return report(null, 'not tried');
  try {
    const proof = await prove();
    const { state, seen, of, pairs, example } = proof;
    const mapped = pairs.map(({ server, local }) => `${server} is ${local}`).join(', ');
    if (state === 'nothing-to-prove') return report(true, 'the library holds no files yet');
    if (state === 'unproven')
      return report(false, `${example?.server ?? 'its files'} is not found here`, pathsInWords(proof)?.advice ?? null);
    return report(
      true,
      `${seen} of ${of} files that were looked for are here; ${mapped}${state === 'guessed' ? ' (found out just now)' : ''}`,
    );
  } catch (error) {
    return report(false, messageOf(error), 'Try again; the steps above say whether the server answers.');
  }
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
