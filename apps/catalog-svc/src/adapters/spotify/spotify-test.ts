import { spotifyScopes } from '@soulsync/contracts';
import { ExternalError, StepFailed } from '@soulsync/service-kit';
import type { ExternalClient, TestStep } from '@soulsync/service-kit';
import type { SpotifySettings } from '../../settings.js';
import type { SpotifyClient } from './spotify-client.js';
import { spotifyRefusal } from './spotify-refusals.js';
import type { WireUser } from './spotify-wire.js';

export interface SpotifyTestParts {
  readonly settings: SpotifySettings;
  readonly accounts: ExternalClient;
  /** As the settings under test make it; null: neither a sign-in nor a secret is there. */
  readonly client: SpotifyClient | null;
  /** Of the app that was signed in to; null: of none, or the environment's, of which nothing is known. */
  readonly signedInClientId: string | null;
}

const DASHBOARD = 'developer.spotify.com/dashboard';

/** What a person looks at where Spotify does not work, in this order. Six calls at most, of which one counts for the day's budget twice. */
export function spotifyTestSteps({ settings, accounts, client, signedInClientId }: SpotifyTestParts): readonly TestStep[] {
  const { clientId, clientSecret } = settings;
  let user: WireUser = {};

  return [
    {
      step: 'configured',
      async look() {
        if (clientId) return { detail: `The client ID is set (${clientId.slice(0, 4)}…).` };
        throw new StepFailed('No client ID is set.', {
          field: 'clientId',
          advice: `Create an app at ${DASHBOARD}, tick Web API, and copy its client ID.`,
        });
      },
    },
    {
      step: 'reachable',
      async look() {
        await tokenFor({ grant_type: 'none' }); // whatever it says to that: it is there
        return { detail: 'Spotify answers.' };
      },
    },
    {
      step: 'credential',
      async look() {
        const form = clientSecret
          ? { grant_type: 'client_credentials' }
          : { grant_type: 'authorization_code', code: 'test', redirect_uri: 'http://127.0.0.1/' };
        const said = await tokenFor(form);
        if (!said.includes('invalid_client'))
          return { detail: clientSecret ? 'Spotify knows the client ID and its secret.' : 'Spotify knows the client ID.' };
        const isSecret = clientSecret !== undefined;
        throw new StepFailed(
          isSecret ? 'Spotify does not know this client ID with this secret.' : 'Spotify does not know this client ID.',
          {
            field: isSecret ? 'clientSecret' : 'clientId',
            advice: `Compare it with your app’s settings at ${DASHBOARD}.`,
          },
        );
      },
    },
    {
      step: 'account',
      async look() {
        const signIn = 'Sign in to Spotify here, with the account that has the playlists.';
        if (client === null || !client.isSignedIn) throw new StepFailed('Nobody is signed in to Spotify.', { advice: signIn });
        if (signedInClientId !== null && signedInClientId !== clientId)
          throw new StepFailed('The sign-in was given to another client ID.', {
            field: 'clientId',
            advice: 'Save this one and sign in again, or take back the one of before.',
          });
        user = await inWords(() => client.me(), signIn);
        return { detail: `Signed in as ${user.display_name ?? user.id ?? 'somebody without a name'}.` };
      },
    },
    {
      step: 'scopes',
      async look() {
        const missing = spotifyScopes.filter((scope) => !(client?.scopes() ?? spotifyScopes).includes(scope));
        if (missing.length === 0) return { detail: 'All that was asked for was granted.' };
        throw new StepFailed(`The sign-in does not cover ${missing.join(', ')}.`, {
          advice: 'Sign in again and agree to all that is asked for.',
          goesOn: true,
        });
      },
    },
    {
      step: 'content',
      async look() {
        if (client === null) throw new StepFailed('Nobody is signed in to Spotify.');
        return inWords(async () => {
          const { items, total = items.length } = await client.myPlaylists(0, 50);
          const own = items.find((one) => one?.id !== undefined && one.owner?.id === user.id);
          if (own?.id === undefined)
            return {
              detail: `${total} playlists are listed, none of them your own.`,
              advice: 'Spotify shows contents of own and collaborative playlists alone.',
            };
          const { total: entries = 0 } = await client.items(own.id, 0, 1);
          return { detail: `${total} playlists are listed; “${own.name ?? 'one of them'}” can be read (${entries} entries).` };
        }, 'Sign in again.');
      },
    },
  ];

  /** What the token endpoint says to it, '' where it says yes. Throws where it does not answer. */
  async function tokenFor(fields: Readonly<Record<string, string>>): Promise<string> {
    const headers: Record<string, string> = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const form = new URLSearchParams({ ...fields, ...(clientId ? { client_id: clientId } : {}) });
    if (clientSecret && fields['grant_type'] === 'client_credentials') {
      headers['Authorization'] = `Basic ${Buffer.from(`${clientId ?? ''}:${clientSecret.reveal()}`).toString('base64')}`;
      form.delete('client_id');
    }
    try {
      await accounts.post('/api/token', { body: form.toString(), headers });
      return '';
    } catch (error) {
      if (error instanceof ExternalError && (error.kind === 'refused' || error.kind === 'unauthorized')) return error.body ?? '';
      throw new StepFailed(error instanceof Error ? error.message : String(error), {
        advice: 'Is there a way from here to the internet, and to accounts.spotify.com?',
      });
    }
  }
}

async function inWords<T>(ask: () => Promise<T>, signIn: string): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const said = spotifyRefusal(error);
    if (said === null) throw error;
    const advice: Readonly<Partial<Record<typeof said.code, string>>> = {
      'owner-needs-premium': 'Only the account that owns the app needs Premium. After it was bought Spotify takes some hours to notice.',
      'user-not-registered': `Add this Spotify user under User Management of the app at ${DASHBOARD}.`,
      'sign-in-needed': signIn,
      'not-shown': 'It is a playlist of the account’s own: look at the app’s list of users and its owner’s Premium, then sign in again.',
      'scopes-missing': 'Sign in again and agree to all that is asked for.',
      'rate-limited': 'Nothing to do but wait.',
      unavailable: 'It is tried again by itself.',
    };
    throw new StepFailed(sentence(said.detail), { advice: advice[said.code] ?? null });
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
