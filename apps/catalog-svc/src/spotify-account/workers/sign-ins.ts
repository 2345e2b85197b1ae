import { createHash, randomBytes } from 'node:crypto';
import { actorText } from '@soulsync/contracts';
import type { SpotifySignInBegun } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { Invalid, NotFound, refused, Secret } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import { answerInAddress } from '../domain/sign-in/answer-in-address.js';
import type { SpotifyAnswer } from '../domain/sign-in/answer-in-address.js';
import { redirectUriProblem } from '../domain/sign-in/redirect-uri.js';
import type { SignInGate } from '../ports/sign-in-gate.js';
import type { AccountEvents } from './account-events.js';
import type { SignedInTokens } from './signed-in-tokens.js';

interface SignIn {
  readonly id: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Random, and good for one answer. */
  readonly state: string;
  readonly verifier: Secret;
  /** Monotonic. */
  readonly endsAtMs: number;
  /** Who began it; nobody else may end it. */
  readonly context: CommandContext;
}

/** Sign-ins that are under way. Held in memory, where the verifier stays: after a restart a person begins anew. */
export interface SpotifySignIns {
  /** Throws Invalid for an address that Spotify refuses, and Refused where nothing is set up or the environment has the say. */
  start(redirectUri: string | undefined, context: CommandContext): SpotifySignInBegun;
  /** With the address a person ended on. Throws NotFound, Refused and Unavailable. */
  finish(id: string, address: string, context: CommandContext): Promise<void>;
  /** By the browser itself, which shows the state and nothing else. Answers the id of the sign-in. */
  callback(query: string): Promise<string>;
}

export interface SignInParts {
  readonly gate: SignInGate;
  readonly account: AccountEvents;
  readonly tokens: SignedInTokens;
  readonly clock: Clock;
  readonly clientId: () => string | null;
  /** Somebody is signed in now: what waited for that goes on. */
  readonly onSignedIn: () => Promise<void>;
  /** Throws Refused where nothing can be kept. */
  readonly assertMayKeep: () => void;
}

/** A code is good for ten minutes; so long a person may take. */
const LIFE_MS = 600_000;
const UNDER_WAY = 5;
/** As the guide tells to register it; where nothing listens there, the address is pasted. */
const USUAL_REDIRECT_URI = 'http://127.0.0.1:8765/api/v1/spotify/callback';

export function spotifySignIns({ gate, account, tokens, clock, clientId, onSignedIn, assertMayKeep }: SignInParts): SpotifySignIns {
  const underWay = new Map<string, SignIn>();

  function dropOld(): void {
    for (const [id, { endsAtMs }] of underWay) if (endsAtMs <= clock.monotonicMs()) underWay.delete(id);
    for (const id of [...underWay.keys()].slice(0, Math.max(0, underWay.size - UNDER_WAY))) underWay.delete(id);
  }

  /** Whatever comes of it, it is over: an answer counts once. */
  async function end(signIn: SignIn, { code, error }: SpotifyAnswer): Promise<void> {
    underWay.delete(signIn.id);
    if (error === 'access_denied') throw refused('spotify-access-denied', {});
    if (code === null) throw refused('spotify-code-refused', { cause: 'other' });
    const { clientId: id, redirectUri, verifier, context } = signIn;
    const grant = await gate.exchange({ clientId: id, redirectUri, code, verifier });
    const who = await gate.whoIs(grant.accessToken);
    await tokens.keep(grant.refreshToken);
    const data = { clientId: id, accountId: who?.accountId ?? null, name: who?.name ?? null, scopes: grant.scopes };
    const at = clock.now();
    await account.handle({ type: 'SignIn', data: { ...data, by: actorText(context.actor), at } }, { ...context, time: at });
    await onSignedIn();
  }

  return {
    start(redirectUri = USUAL_REDIRECT_URI, context) {
      const problem = redirectUriProblem(redirectUri);
      if (problem !== null) throw new Invalid({ redirectUri: problem });
      assertMayKeep();
      const id = clientId();
      if (id === null) throw refused('spotify-not-set-up', {});
      const verifier = new Secret(randomBytes(48).toString('base64url'));
      const signIn: SignIn = {
        id: newId(),
        clientId: id,
        redirectUri,
        state: randomBytes(32).toString('base64url'),
        verifier,
        endsAtMs: clock.monotonicMs() + LIFE_MS,
        context,
      };
      underWay.set(signIn.id, signIn);
      dropOld();
      const challenge = createHash('sha256').update(verifier.reveal()).digest('base64url');
      const authorizeUrl = gate.authorizeUrl({ clientId: id, redirectUri, state: signIn.state, challenge });
      return { id: signIn.id, authorizeUrl, redirectUri, expiresAt: new Date(Date.parse(clock.now()) + LIFE_MS).toISOString() };
    },
    async finish(id, address, context) {
      dropOld();
      const signIn = underWay.get(id);
      if (!signIn || actorText(signIn.context.actor) !== actorText(context.actor))
        throw new NotFound('this sign-in is not known, or it is over: begin again');
      const answer = answerInAddress(address);
      if (answer === null) throw refused('spotify-no-answer-in-address', {}); // it goes on: something else was copied
      if (answer.state !== signIn.state) throw refused('spotify-other-sign-in', {});
      await end(signIn, answer);
    },
    async callback(query) {
      dropOld();
      const answer = answerInAddress(`?${query}`);
      const signIn = [...underWay.values()].find(({ state }) => state === answer?.state);
      if (!answer || !signIn) throw refused('spotify-other-sign-in', {});
      await end(signIn, answer);
      return signIn.id;
    },
  };
}
