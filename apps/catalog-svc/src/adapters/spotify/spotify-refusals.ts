import type { SpotifySignInEnd, SpotifyTrouble } from '@soulsync/contracts';
import { ExternalError } from '@soulsync/service-kit';
import { SignInNeeded } from '../../spotify-account/ports/refresh-tokens.js';

export interface SpotifyRefusal {
  /** `not-shown` and `gone` are of what was asked for, `question-refused` of how; all others of the account or the app. */
  readonly code: SpotifyTrouble | 'not-shown' | 'gone' | 'question-refused';
  readonly detail: string;
  readonly retryAfterMs: number | null;
}

const HOUR_MS = 3_600_000;

/** What Spotify said instead of an answer (apis/spotify.md 3.4 and 4). null: it is no error of Spotify's. */
export function spotifyRefusal(error: unknown): SpotifyRefusal | null {
  if (error instanceof SignInNeeded) return said('sign-in-needed', error.message);
  if (!(error instanceof ExternalError)) return null;
  const body = error.body ?? '';
  switch (error.kind) {
    case 'not-found':
      return said(
        'gone',
        'Spotify does not show this playlist (deleted, private to others, or made by Spotify); what is known of it is kept',
      );
    case 'unauthorized':
      return said('sign-in-needed', 'Spotify refused the stored sign-in: sign in again');
    case 'refused':
      if (error.system === 'spotify') return said('question-refused', `Spotify does not understand the question (${error.message})`);
      if (/invalid_client/.test(body))
        return said('app-refused', 'Spotify does not know the client ID or its secret: compare them with the dashboard', HOUR_MS);
      return said('sign-in-needed', `Spotify refused the stored sign-in${hintOf(body)}: sign in again`);
    case 'forbidden':
      return forbidden(body);
    case 'rate-limited':
      return said('rate-limited', waitInWords(error, body), error.retryAfterMs);
    case 'bad-answer':
    case 'unavailable':
      return said('unavailable', `Spotify could not be reached: ${error.message}`, error.retryAfterMs);
  }
}

function forbidden(body: string): SpotifyRefusal {
  if (/premium/i.test(body)) return said('owner-needs-premium', "Spotify wants the app's owner to have Premium before it answers", HOUR_MS);
  if (/registered|dashboard/i.test(body))
    return said(
      'user-not-registered',
      "this Spotify user is not on the app's list of users: add it in Spotify's developer dashboard",
      HOUR_MS,
    );
  if (/scope/i.test(body))
    return said('scopes-missing', 'the sign-in does not cover this: sign in again and agree to all that is asked for');
  return said(
    'not-shown',
    'Spotify only shows the contents of playlists you own or collaborate on: copy it into one of yours, or import a CSV',
  );
}

/** Of every call, whatever is asked: the app's owner or its list of users is at fault, and asking again soon changes nothing. */
export const isOfApp = ({ code }: SpotifyRefusal) =>
  code === 'owner-needs-premium' || code === 'user-not-registered' || code === 'app-refused';

/** Why the token endpoint takes a refresh token no more; null: it did not say that (RFC 6749 5.2; other refusals are of the app). */
export function signInEnd(error: unknown): SpotifySignInEnd | null {
  if (!(error instanceof ExternalError) || error.kind !== 'refused' || !/invalid_grant/.test(error.body ?? '')) return null;
  return /expired/i.test(error.body ?? '') ? 'expired' : /revoked/i.test(error.body ?? '') ? 'revoked' : 'refused';
}

function waitInWords({ retryAfterMs, status }: ExternalError, body: string): string {
  const time =
    retryAfterMs === null
      ? ''
      : ` ${retryAfterMs < 120_000 ? `${Math.ceil(retryAfterMs / 1000)} s` : `${Math.ceil(retryAfterMs / 60_000)} min`}`;
  if (status === null) return `the calls to Spotify are used up for now: the next one can be made in${time}`;
  return `Spotify asks us to wait${time}${/QUOTA_EXCEEDED/.test(body) ? " (the account's daily quota is used up)" : ''}`;
}

const said = (code: SpotifyRefusal['code'], detail: string, retryAfterMs: number | null = null): SpotifyRefusal => ({
  code,
  detail,
  retryAfterMs,
});

const hintOf = (body: string) => (/expired/i.test(body) ? ' (it has expired)' : /revoked/i.test(body) ? ' (it was revoked)' : '');
