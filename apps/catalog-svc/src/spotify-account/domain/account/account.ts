import type { Instant, SpotifyAccountEvent, SpotifySignInEnd } from '@soulsync/contracts';

export interface SignedIn {
  readonly clientId: string;
  readonly accountId: string | null;
  readonly name: string | null;
  readonly scopes: readonly string[];
  readonly authorizedAt: Instant;
}

export type SpotifyAccountCommand =
  | { type: 'SignIn'; data: Omit<SignedIn, 'authorizedAt'> & { by: string; at: Instant } }
  | { type: 'SignOut'; data: { by: string; at: Instant } }
  | { type: 'ReportRefused'; data: { cause: SpotifySignInEnd; at: Instant } }
  | { type: 'ReportAccepted'; data: { at: Instant } };

export type SpotifyAccount =
  | { readonly status: 'signed-out' }
  | { readonly status: 'signed-in'; readonly signIn: SignedIn }
  /** Refused once: it may have been an outage that called good tokens bad, so it is tried once more. */
  | { readonly status: 'refused'; readonly signIn: SignedIn; readonly cause: SpotifySignInEnd; readonly refusedAt: Instant }
  | { readonly status: 'ended'; readonly signIn: SignedIn; readonly cause: SpotifySignInEnd };

const DAY_MS = 86_400_000;

/** Whether the token may be shown to Spotify now: after a no only once, a day later (apis/spotify.md 3.4). */
export function mayBeTried(state: SpotifyAccount, now: Instant): boolean {
  switch (state.status) {
    case 'signed-in':
      return true;
    case 'refused':
      return Date.parse(now) - Date.parse(state.refusedAt) >= DAY_MS;
    case 'signed-out':
    case 'ended':
      return false;
  }
}

function decide(command: SpotifyAccountCommand, state: SpotifyAccount): readonly SpotifyAccountEvent[] {
  switch (command.type) {
    case 'SignIn': {
      const { at: authorizedAt, ...data } = command.data;
      return [{ type: 'SpotifySignedIn', data: { ...data, authorizedAt } }];
    }
    case 'SignOut':
      return state.status === 'signed-out' ? [] : [{ type: 'SpotifySignedOut', data: command.data }];
    case 'ReportRefused':
      if (!mayBeTried(state, command.data.at)) return []; // of a call that was under way
      return [{ type: 'SpotifySignInRefused', data: { ...command.data, isFinal: state.status === 'refused' } }];
    case 'ReportAccepted':
      return state.status === 'refused' ? [{ type: 'SpotifySignInRestored', data: command.data }] : [];
  }
}

function evolve(state: SpotifyAccount, event: SpotifyAccountEvent): SpotifyAccount {
  switch (event.type) {
    case 'SpotifySignedIn': {
      const { clientId, accountId, name, scopes, authorizedAt } = event.data;
      return { status: 'signed-in', signIn: { clientId, accountId, name, scopes, authorizedAt } };
    }
    case 'SpotifySignedOut':
      return { status: 'signed-out' };
    case 'SpotifySignInRefused': {
      if (state.status === 'signed-out') return state;
      const { cause, isFinal, at: refusedAt } = event.data;
      return isFinal ? { status: 'ended', signIn: state.signIn, cause } : { status: 'refused', signIn: state.signIn, cause, refusedAt };
    }
    case 'SpotifySignInRestored':
      return state.status === 'signed-out' ? state : { status: 'signed-in', signIn: state.signIn };
  }
}

const initialState: SpotifyAccount = { status: 'signed-out' };

export const spotifyAccount = { aggregateType: 'spotify-account', initialState, decide, evolve };
