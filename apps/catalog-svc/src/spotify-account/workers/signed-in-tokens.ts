import type { SpotifySignInEnd } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { Secret } from '@soulsync/service-kit';
import type { Clock, SecretStore } from '@soulsync/service-kit';
import { mayBeTried } from '../domain/account/account.js';
import { SignInNeeded } from '../ports/refresh-tokens.js';
import type { RefreshTokens, Renewed } from '../ports/refresh-tokens.js';
import type { AccountEvents } from './account-events.js';

const STORED = 'spotify.sign-in';

export interface SignedInTokens extends RefreshTokens {
  /** Of a new sign-in, in place of the one before. */
  keep(token: Secret): Promise<void>;
  forget(): Promise<void>;
}

interface Parts {
  readonly account: AccountEvents;
  readonly secrets: SecretStore;
  readonly clock: Pick<Clock, 'now'>;
  /** Of the app that is set up now; null: none is. */
  readonly clientId: () => string | null;
  /** Why the token endpoint takes a token no more; null: it did not say that. */
  readonly endOf: (error: unknown) => SpotifySignInEnd | null;
}

/** The token of a sign-in that was made here. Whatever Spotify gives in its place is written over it, in one write, before it is used. */
export function signedInTokens({ account, secrets, clock, clientId, endOf }: Parts): SignedInTokens {
  async function current(): Promise<Secret> {
    const state = account.now();
    if (state.status !== 'signed-out' && state.signIn.clientId !== clientId())
      throw new SignInNeeded('the sign-in to Spotify was given to another client ID than the one that is set now: sign in again');
    if (!mayBeTried(state, clock.now())) throw new SignInNeeded('Spotify takes the sign-in no more: sign in again');
    const token = await secrets.get(STORED);
    if (token === null) throw new SignInNeeded('the sign-in to Spotify is not in the database any more: sign in again');
    return token;
  }

  async function tried<T extends Renewed>(exchange: (token: Secret) => Promise<T>): Promise<T> {
    const token = await current();
    try {
      const renewed = await exchange(token);
      if (renewed.rotatedTo !== null) await secrets.set(STORED, new Secret(renewed.rotatedTo));
      await account.handle({ type: 'ReportAccepted', data: { at: clock.now() } }, ownContext(clock.now()));
      return renewed;
    } catch (error) {
      const cause = endOf(error);
      if (cause !== null) {
        await account.handle({ type: 'ReportRefused', data: { cause, at: clock.now() } }, ownContext(clock.now()));
        if (account.now().status === 'ended') await secrets.remove(STORED);
      }
      throw error;
    }
  }

  /** One after the other, whoever asks: two at once with rotation would kill the token. */
  let turn: Promise<unknown> = Promise.resolve();

  return {
    use(exchange) {
      const mine = turn.then(() => tried(exchange));
      turn = mine.catch(() => undefined); // told to whoever asked
      return mine;
    },
    async keep(token) {
      await secrets.set(STORED, token);
    },
    forget: () => secrets.remove(STORED),
  };
}

/** Of what Spotify said by itself. */
const ownContext = (time: string): CommandContext => ({
  commandId: newId(),
  correlationId: newId(),
  causationId: null,
  actor: { kind: 'process', id: 'spotify-account' },
  traceparent: null,
  time,
});
