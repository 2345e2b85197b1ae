import { Alert, Box, Button, Link, OutlinedInput, Stack, Typography } from '@mui/material';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { useNotify } from 'react-admin';
import { ReadState } from '../../layout/Trouble.js';
import { messageOf, useAsk, useSend } from '../../providers/use-console.js';
import { Field, Hint, Mono } from '../form/Field.js';
import { listed } from '../form/use-drafts.js';
import { profileWords, redirectUriFor, scopeWords } from './spotify-records.js';
import type { SpotifyAccountReport, SpotifySignInBegun } from '@soulsync/contracts';
import { SpotifyArtists, SpotifyPlaylists } from './SpotifyPlaylists.js';

const LOOK_MS = 5_000;

/** Who is signed in to Spotify, what that allows, and what of theirs to follow. */
export function SpotifyAccountCard() {
  const read = useAsk<SpotifyAccountReport>('spotify/account', { refetchInterval: LOOK_MS });
  const { send } = useSend();
  const { data: account } = read;
  const signOut = () =>
    send((console) => console.command('spotify/sign-out'), { done: 'Signed out of Spotify. Playlists stay as they are.' });
  const isSignedIn = account?.state === 'signed-in';
  return (
    <Box sx={{ mt: 3 }}>
      <ReadState of={read} what="the Spotify account" />
      {account ? (
        <Stack spacing={2}>
          <Standing account={account} />
          {account.state === 'not-set-up' ? (
            <Typography sx={{ color: 'var(--text-2)' }}>
              Make an app at{' '}
              <Link href="https://developer.spotify.com/dashboard" target="_blank" rel="noopener noreferrer">
                developer.spotify.com/dashboard
              </Link>{' '}
              with “Web API” ticked, enter its client ID above and save. The owner of the app needs Premium.
            </Typography>
          ) : null}
          {isSignedIn ? null : <RedirectUri />}
          {account.state === 'not-set-up' || account.signInFrom === 'environment' ? null : (
            <SignIn key={account.signInEndsAt} isSignedIn={isSignedIn} />
          )}
          {isSignedIn && account.signInFrom !== 'environment' ? (
            <Button sx={{ alignSelf: 'flex-start' }} onClick={() => void signOut()}>
              Sign out of Spotify
            </Button>
          ) : null}
          {isSignedIn ? (
            <>
              <SpotifyPlaylists />
              <SpotifyArtists />
            </>
          ) : null}
        </Stack>
      ) : null}
    </Box>
  );
}

function Standing({ account }: { readonly account: SpotifyAccountReport }) {
  const { state, name, accountId, profile, trouble, missingScopes, scopes, signInEndsAt, callsUsed, callsPerDay, quotaExceededUntil } =
    account;
  const words = (names: readonly string[]) => listed(names.map((scope) => scopeWords[scope] ?? scope));
  return (
    <Stack spacing={1} aria-live="polite">
      {state === 'signed-in' ? (
        <Typography>
          Signed in as <bdi>{name ?? accountId ?? 'an account that Spotify does not name'}</bdi>.
          {signInEndsAt
            ? ` Sign in again before ${new Date(signInEndsAt).toLocaleDateString()}: Spotify ends each sign-in after six months.`
            : ''}
        </Typography>
      ) : null}
      {state === 'app-only' ? <Typography>Nobody is signed in: only what Spotify shows to everybody can be read.</Typography> : null}
      {state === 'sign-in-needed' ? (
        <Alert severity="warning">The sign-in is over. Sign in again; nothing that is stored was touched.</Alert>
      ) : null}
      {trouble ? <Alert severity="error">{trouble.detail}</Alert> : null}
      {missingScopes.length > 0 && state === 'signed-in' ? (
        <Alert severity="warning">Not allowed: {words(missingScopes)}. Sign in again and agree to all of it.</Alert>
      ) : null}
      {scopes.length > 0 ? <Hint>May read: {words(scopes)}.</Hint> : null}
      {profile ? <Hint>{profileWords[profile]}</Hint> : null}
      {state === 'not-set-up' ? null : (
        <Hint>
          {callsUsed} of {callsPerDay} calls used in the last 24 hours.
          {quotaExceededUntil ? ` Spotify refuses more until ${new Date(quotaExceededUntil).toLocaleString()}.` : ''}
        </Hint>
      )}
    </Stack>
  );
}

/** To be entered in the dashboard, letter by letter. */
function RedirectUri() {
  const notify = useNotify();
  const { uri, returnsHere } = redirectUriFor(window.location.href);
  const copy = () =>
    void navigator.clipboard.writeText(uri).then(
      () => notify('Copied', { type: 'success' }),
      () => notify('The browser did not let it be copied; mark it instead', { type: 'warning' }),
    );
  return (
    <Box>
      <Typography sx={{ fontWeight: 500 }}>Redirect URI</Typography>
      <Stack direction="row" useFlexGap sx={{ alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Mono style={{ overflowWrap: 'anywhere', userSelect: 'all' }}>{uri}</Mono>
        {/* Browsers give the clipboard to pages from https or localhost only. */}
        {window.isSecureContext ? (
          <Button size="small" onClick={copy}>
            Copy
          </Button>
        ) : null}
      </Stack>
      <Hint>
        Enter exactly this in your app’s settings at Spotify. Spotify takes plain http for 127.0.0.1 alone
        {returnsHere ? '.' : ', so the browser will end on a page that can’t load: its address is pasted here.'}
      </Hint>
    </Box>
  );
}

function SignIn({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const id = useId();
  const { send, sending } = useSend();
  const [begun, setBegun] = useState<SpotifySignInBegun | null>(null);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const begin = () => {
    // Opened within the click, or the browser blocks it.
    const popup = window.open('', 'soulsync-spotify-sign-in', 'width=620,height=760');
    const { uri: redirectUri } = redirectUriFor(window.location.href);
    let isBegun = false;
    void send((console) => console.command<SpotifySignInBegun>('spotify/sign-in', { redirectUri }), {
      then(answer) {
        isBegun = true;
        setBegun(answer);
        if (popup) popup.location.href = answer.authorizeUrl; // shows there a moment later
      },
    }).then(() => {
      if (!isBegun) popup?.close();
    });
  };
  const finish = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = new FormData(event.currentTarget).get('address');
    if (!begun || typeof address !== 'string') return;
    setProblem(undefined);
    void send((console) => console.command<SpotifyAccountReport>(`spotify/sign-in/${begun.id}/finish`, { address }), {
      done: ({ name }) => (name ? `Signed in to Spotify as ${name}` : 'Signed in to Spotify'),
      then: () => setBegun(null),
      refused: (error) => setProblem(messageOf(error)),
    });
  };
  return (
    <Box>
      <Button variant={isSignedIn ? 'outlined' : 'contained'} aria-busy={sending} onClick={begin}>
        {isSignedIn ? 'Sign in to Spotify again' : 'Sign in to Spotify'}
      </Button>
      {begun ? (
        <Box component="form" onSubmit={finish} sx={{ mt: 2 }} aria-label="Finish the sign-in at Spotify">
          <Typography sx={{ mb: 1.5, color: 'var(--text-2)' }}>
            Agree in the window that opened. No window?{' '}
            <Link href={begun.authorizeUrl} target="_blank" rel="noopener noreferrer">
              Open Spotify’s page here
            </Link>
            . When it ends on a page that can’t load, copy the whole address of that page.
          </Typography>
          <Field id={id} label="Paste the address you ended on" help={null} problem={problem}>
            <OutlinedInput
              size="small"
              id={id}
              name="address"
              fullWidth
              required
              autoComplete="off"
              placeholder={`${begun.redirectUri}?code=…`}
            />
          </Field>
          <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
            <Button type="submit" variant="outlined" aria-busy={sending}>
              Finish
            </Button>
            <Button onClick={() => setBegun(null)}>Give up</Button>
          </Stack>
        </Box>
      ) : null}
    </Box>
  );
}
