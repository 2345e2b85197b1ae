import { Alert, Box, Button, Chip, LinearProgress, Link, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import type { OfferedServer, SignInReport } from '@soulsync/contracts';
import { call } from '../providers/http.js';

interface Props {
  readonly signedIn: boolean;
  /** The server in use. */
  readonly chosen: string | null;
  onSignedIn(): void;
  onChoose(serverId: string): Promise<boolean>;
}

const POLL_MS = 1_000;

/** The sign-in runs on our server, and no token comes here: the page asks how it stands. */
export function PlexSignIn({ signedIn, chosen, onSignedIn, onChoose }: Props) {
  const notify = useNotify();
  const [id, setId] = useState<string | null>(null);
  const [listed, setListed] = useState<readonly OfferedServer[] | null>(null);
  const popup = useRef<Window | null>(null);
  const told = useRef<string | null>(null);
  const { data: signIn } = useQuery({
    queryKey: ['media-server-sign-in', id],
    queryFn: async () => (await call<SignInReport>('GET', `media-server/sign-in/${id}`)).body,
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data && data.state !== 'waiting' ? false : POLL_MS),
  });

  useEffect(() => {
    if (!signIn || signIn.state === 'waiting' || told.current === signIn.id) return;
    told.current = signIn.id;
    popup.current?.close();
    if (signIn.state === 'signed-in') onSignedIn();
  }, [signIn, onSignedIn]);

  /** The window opens within the click, or the browser blocks it; it gets its address when we know it. */
  const begin = async (kind: 'strong' | 'short') => {
    popup.current = kind === 'strong' ? window.open('', 'soulsync-plex-sign-in', 'width=620,height=760') : null;
    try {
      const { body } = await call<SignInReport>('POST', 'media-server/sign-in', { kind });
      setId(body.id);
      // It keeps its opener, so that it can be closed at the end; it shows Plex's own page.
      if (popup.current && body.link) popup.current.location.href = body.link;
    } catch (error) {
      popup.current?.close();
      notify(error instanceof Error ? error.message : String(error), { type: 'error', multiLine: true });
    }
  };
  const list = async () => {
    try {
      setListed((await call<readonly OfferedServer[]>('GET', 'media-server/servers')).body);
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error', multiLine: true });
    }
  };
  const giveUp = async () => {
    popup.current?.close();
    if (id) await call('DELETE', `media-server/sign-in/${id}`).catch(() => undefined); // it ends by itself as well
    setId(null);
  };

  const servers = signIn?.state === 'signed-in' ? signIn.servers : (listed ?? []);
  if (id && (!signIn || signIn.state === 'waiting')) return <Waiting signIn={signIn ?? null} onGiveUp={() => void giveUp()} />;
  return (
    <Box sx={{ mt: 2 }}>
      {signIn && signIn.state !== 'cancelled' ? <Ended signIn={signIn} /> : null}
      {servers.length > 0 ? <Servers servers={servers} chosen={signIn?.chosen ?? chosen} onChoose={onChoose} /> : null}
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        <Button variant={signedIn ? 'outlined' : 'contained'} onClick={() => void begin('strong')}>
          {signedIn ? 'Sign in again' : 'Sign in with Plex'}
        </Button>
        {signedIn && signIn?.state !== 'signed-in' && !listed ? <Button onClick={() => void list()}>Choose another server</Button> : null}
        <Button onClick={() => void begin('short')}>Sign in with a short code</Button>
      </Stack>
    </Box>
  );
}

function Waiting({ signIn, onGiveUp }: { readonly signIn: SignInReport | null; onGiveUp(): void }) {
  return (
    <Box sx={{ mt: 2 }} aria-live="polite">
      <LinearProgress aria-label="Waiting for the sign-in" sx={{ mb: 1 }} />
      {signIn?.code ? (
        <Typography>
          On any device, open{' '}
          <Link href="https://plex.tv/link" target="_blank" rel="noopener noreferrer">
            plex.tv/link
          </Link>{' '}
          and type <strong>{signIn.code}</strong>.
        </Typography>
      ) : (
        <Typography>
          Approve it in the window that opened. No window?{' '}
          {signIn?.link ? (
            <Link href={signIn.link} target="_blank" rel="noopener noreferrer">
              Open the sign-in here
            </Link>
          ) : (
            'A link comes in a moment'
          )}
          .
        </Typography>
      )}
      {signIn ? (
        <Typography sx={{ color: 'text.secondary' }}>
          It can be approved until {new Date(signIn.expiresAt).toLocaleTimeString()}.
        </Typography>
      ) : null}
      {signIn?.detail ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {signIn.detail}. It goes on by itself.
        </Alert>
      ) : null}
      <Button sx={{ mt: 1 }} onClick={onGiveUp}>
        Give up
      </Button>
    </Box>
  );
}

function Ended({ signIn }: { readonly signIn: SignInReport }) {
  const { state, detail, account } = signIn;
  if (state !== 'signed-in')
    return (
      <Alert severity="error" sx={{ mb: 1 }}>
        The sign-in {state === 'expired' ? 'expired' : 'failed'}: {detail}
      </Alert>
    );
  return (
    <Alert severity={detail ? 'warning' : 'success'} sx={{ mb: 1 }}>
      Signed in as {account}. {detail}
    </Alert>
  );
}

interface ServersProps {
  readonly servers: readonly OfferedServer[];
  readonly chosen: string | null;
  onChoose(serverId: string): Promise<boolean>;
}

function Servers({ servers, chosen, onChoose }: ServersProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [taken, setTaken] = useState(chosen);
  const choose = async (serverId: string) => {
    setBusy(serverId);
    if (await onChoose(serverId)) setTaken(serverId);
    setBusy(null);
  };
  return (
    <List dense aria-label="Servers of the account">
      {servers.map(({ serverId, name, owned, version, online }) => (
        <ListItem
          key={serverId}
          disableGutters
          secondaryAction={
            taken === serverId ? (
              <Chip size="small" color="success" label="In use" />
            ) : (
              <Button disabled={busy !== null} onClick={() => void choose(serverId)}>
                {busy === serverId ? 'Trying its addresses …' : 'Use it'}
              </Button>
            )
          }
        >
          <ListItemText
            primary={name}
            secondary={[owned ? 'yours' : 'shared with you', version, online ? null : 'not seen lately'].filter(Boolean).join(' · ')}
          />
        </ListItem>
      ))}
    </List>
  );
}
