import { Secret, Unavailable } from '@soulsync/service-kit';
import type { Pin, ServerAccount } from '../../ports/server-account.js';
import type { PlexTvClient, PlexTvAnswer } from './plex-tv-client.js';
import { readAccount, readPin, readServers } from './plex-tv-wire.js';

export interface PlexTvOptions {
  /** The page on which a person approves a PIN. */
  readonly authPage: string;
  readonly clientId: string;
  readonly product: string;
}

/** Where plex.tv does not say how long a PIN lives, and the longest that is believed. */
const USUAL_LIFE_MS = 15 * 60_000;
const LONGEST_LIFE_MS = 60 * 60_000;

/** A person's account at plex.tv. `pins` is plex.tv itself, `lists` the host that tells the servers. */
export function plexTvAccount(pins: PlexTvClient, lists: PlexTvClient, options: PlexTvOptions): ServerAccount {
  return {
    async startPin(kind) {
      const pin = readPin(answered(await pins.post('/api/v2/pins', kind === 'strong' ? { strong: 'true' } : {})));
      if (pin === null) throw notItsAnswer();
      return {
        kind,
        id: new Secret(pin.id),
        code: new Secret(pin.code),
        link: kind === 'strong' ? authLink(options, pin.code) : null,
        lifeMs: Math.min(pin.lifeMs ?? USUAL_LIFE_MS, LONGEST_LIFE_MS),
      };
    },
    async checkPin(pin: Pin) {
      const answerOf = await pins.get(`/api/v2/pins/${encodeURIComponent(pin.id.reveal())}`);
      if (answerOf.kind === 'gone') return { kind: 'gone' };
      const read = readPin(answered(answerOf));
      if (read === null) throw notItsAnswer();
      return read.authToken === null ? { kind: 'waiting' } : { kind: 'signed-in', token: new Secret(read.authToken) };
    },
    async whoAmI(token) {
      const answerOf = await pins.get('/api/v2/user', { token });
      if (answerOf.kind === 'refused') return null;
      const account = readAccount(answered(answerOf));
      if (account === null) throw notItsAnswer();
      return account;
    },
    async servers(token) {
      const answerOf = await lists.get('/api/v2/resources', { token, query: { includeHttps: '1', includeRelay: '1', includeIPv6: '1' } });
      if (answerOf.kind === 'refused') return null;
      const servers = readServers(answered(answerOf));
      if (servers === null) throw notItsAnswer();
      return servers;
    },
  };
}

function answered(answerOf: PlexTvAnswer): unknown {
  if (answerOf.kind === 'answered') return answerOf.body;
  throw new Unavailable('plex.tv', answerOf.kind === 'refused' ? 'plex.tv refuses this program' : 'plex.tv does not know this address');
}

const notItsAnswer = () => new Unavailable('plex.tv', 'plex.tv answered with something that is not its JSON');

/** The parameters sit in the fragment, so that they reach no server's log. */
function authLink({ authPage, clientId, product }: PlexTvOptions, code: string): string {
  const parameters = { clientID: clientId, code, 'context[device][product]': product };
  const fragment = Object.entries(parameters).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${authPage}#?${fragment.join('&')}`;
}
