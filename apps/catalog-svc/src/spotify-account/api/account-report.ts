import { spotifyScopes } from '@soulsync/contracts';
import type { Instant, SpotifyAccountReport, SpotifyAccountState } from '@soulsync/contracts';
import type { SpotifyAccount } from '../domain/account/account.js';
import { signInEndsAt } from '../domain/account/sign-in-end.js';
import { LibraryTrouble } from '../ports/spotify-library.js';
import type { AccountMetadata, SpotifyLibrary } from '../ports/spotify-library.js';
import type { CallsOfDay } from '../store/spotify-rows.js';

/** How Spotify is set up at the moment. */
export interface SpotifySetUp {
  readonly clientId: string | null;
  readonly hasSecret: boolean;
  readonly isFromEnvironment: boolean;
  readonly callsPerDay: number;
  /** null: nobody is signed in, so that there is none to look at. */
  readonly library: SpotifyLibrary | null;
}

/** Who is signed in, what the app may do and what it spent. One question to Spotify an hour at most. */
export async function accountReport(
  setUp: SpotifySetUp,
  account: SpotifyAccount,
  calls: (clientId: string) => Promise<CallsOfDay>,
): Promise<SpotifyAccountReport> {
  const { clientId, isFromEnvironment } = setUp;
  const seen = setUp.library === null || mustSignIn(account, isFromEnvironment) ? null : await lookedAt(setUp.library);
  const signIn = account.status === 'signed-out' || isFromEnvironment ? null : account.signIn;
  const metadata = seen?.metadata ?? null;
  const scopes = signIn?.scopes ?? metadata?.scopes ?? [];
  const isSignedIn = clientId !== null && (isFromEnvironment || signIn !== null);
  const missingScopes = isSignedIn && scopes.length > 0 ? spotifyScopes.filter((scope) => !scopes.includes(scope)) : [];
  const { used, quotaExceededUntil } = clientId === null ? { used: 0, quotaExceededUntil: null } : await calls(clientId);
  const signedInAt = signIn?.authorizedAt ?? null;
  const state = stateOf(setUp, account, seen?.trouble?.code === 'sign-in-needed');
  return {
    state,
    signInFrom: !isSignedIn ? null : isFromEnvironment ? 'environment' : 'console',
    clientId,
    name: metadata?.name ?? signIn?.name ?? null,
    accountId: metadata?.accountId ?? signIn?.accountId ?? null,
    profile: metadata?.profile ?? null,
    trouble: troubleOf(state, seen?.trouble ?? null, missingScopes),
    scopes,
    missingScopes,
    signedInAt,
    signInEndsAt: signedInAt === null ? null : (signInEndsAt(signedInAt) satisfies Instant),
    callsUsed: used,
    callsPerDay: setUp.callsPerDay,
    quotaExceededUntil,
  };
}

const mustSignIn = ({ status }: SpotifyAccount, isFromEnvironment: boolean) =>
  !isFromEnvironment && (status === 'refused' || status === 'ended');

function stateOf(setUp: SpotifySetUp, account: SpotifyAccount, isRefused: boolean): SpotifyAccountState {
  if (setUp.clientId === null) return 'not-set-up';
  if (mustSignIn(account, setUp.isFromEnvironment) || isRefused) return 'sign-in-needed';
  if (setUp.isFromEnvironment || account.status === 'signed-in') return 'signed-in';
  return setUp.hasSecret ? 'app-only' : 'signed-out';
}

function troubleOf(
  state: SpotifyAccountState,
  seen: SpotifyAccountReport['trouble'],
  missingScopes: readonly string[],
): SpotifyAccountReport['trouble'] {
  if (seen !== null) return seen;
  if (state === 'sign-in-needed') return { code: 'sign-in-needed', detail: 'Spotify takes the sign-in no more: sign in again' };
  if (missingScopes.length === 0) return null;
  return {
    code: 'scopes-missing',
    detail: `the sign-in does not cover ${missingScopes.join(', ')}: sign in again and agree to all that is asked for`,
  };
}

async function lookedAt(
  library: SpotifyLibrary,
): Promise<{ readonly metadata: AccountMetadata | null; readonly trouble: SpotifyAccountReport['trouble'] }> {
  try {
    return { metadata: await library.account(), trouble: null };
  } catch (error) {
    if (!(error instanceof LibraryTrouble)) throw error;
    return { metadata: null, trouble: { code: error.code, detail: error.message } };
  }
}
