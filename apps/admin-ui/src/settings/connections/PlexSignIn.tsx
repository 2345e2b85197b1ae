import { Alert, Box, Button, Chip, LinearProgress, Link, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { HttpError, useNotify } from 'react-admin';
import type { OfferedServer, SignInReport } from '@soulsync/contracts';
import { messageOf, useAsk, useConsole, useSend } from '../../providers/use-console.js';

interface Props {
  readonly signedIn: boolean;
  /** The server in use. */
  readonly chosen: string | null;
  onSignedIn(): void;
  onChoose(serverId: string): Promise<boolean>;
}

const POLL_MS = 1_000;
/** Nobody knows of it any more. */
const isGone = (error: unknown) => error instanceof HttpError && error.status === 404;

/** The sign-in runs on our server, and no token comes here: the page asks how it stands. */
export function PlexSignIn({ signedIn, chosen, onSignedIn, onChoose }: Props) {
  const console = useConsole();
  const { send } = useSend();
  const notify = useNotify();
  const [id, setId] = useState<string | null>(null);
  const [listed, setListed] = useState<readonly OfferedServer[] | null>(null);
  const popup = useRef<Window | null>(null);
  const notifiedOf = useRef<string | null>(null);
  const { data: signIn, error } = useAsk<SignInReport>(`media-server/sign-in/${id}`, {
    enabled: id !== null,
    refetchInterval: ({ state: { data, error: failure } }) => ((data && data.state !== 'waiting') || isGone(failure) ? false : POLL_MS),
  });

  useEffect(() => {
    if (!signIn || signIn.state === 'waiting' || notifiedOf.current === signIn.id) return;
    notifiedOf.current = signIn.id;
    popup.current?.close();
    if (signIn.state === 'signed-in') onSignedIn();
  }, [signIn, onSignedIn]);

  /** The window opens within the click, or the browser blocks it; it gets its address when we know it. */
  const begin = (kind: 'strong' | 'short') => {
    popup.current = kind === 'strong' ? window.open('', 'soulsync-plex-sign-in', 'width=620,height=760') : null;
    void send((to) => to.command<SignInReport>('media-server/sign-in', { kind }), {
      then(report) {
        setId(report.id);
        // It keeps its opener, so that it can be closed at the end; it shows Plex's own page.
        if (popup.current && report.link) popup.current.location.href = report.link;
      },
      refused(error) {
        popup.current?.close();
        notify(messageOf(error), { type: 'error', multiLine: true });
      },
    });
  };
  const list = () => send((to) => to.ask<readonly OfferedServer[]>('media-server/servers'), { then: setListed });
  const giveUp = async () => {
    popup.current?.close();
    if (id) await console.remove(`media-server/sign-in/${id}`).catch(() => undefined); // it ends by itself as well
    setId(null);
  };

  const servers = signIn?.state === 'signed-in' ? signIn.servers : (listed ?? []);
  if (id && !isGone(error) && (!signIn || signIn.state === 'waiting'))
    return <Waiting signIn={signIn ?? null} trouble={error && messageOf(error)} onGiveUp={() => void giveUp()} />;
  return (
    <Box sx={{ mt: 2 }}>
      {isGone(error) ? (
        <Alert severity="error" sx={{ mb: 1 }}>
          The sign-in was lost, as when SoulSync starts again: {messageOf(error)} Begin it once more.
        </Alert>
      ) : null}
      {signIn && !isGone(error) && signIn.state !== 'cancelled' ? <Ended signIn={signIn} /> : null}
      {servers.length > 0 ? <Servers servers={servers} chosen={signIn?.chosen ?? chosen} onChoose={onChoose} /> : null}
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        <Button variant={signedIn ? 'outlined' : 'contained'} onClick={() => begin('strong')}>
          {signedIn ? 'Sign in again' : 'Sign in with Plex'}
        </Button>
        {signedIn && signIn?.state !== 'signed-in' && !listed ? <Button onClick={() => void list()}>Choose another server</Button> : null}
        <Button onClick={() => begin('short')}>Sign in with a short code</Button>
      </Stack>
    </Box>
  );
}

interface WaitingProps {
  readonly signIn: SignInReport | null;
  /** Why it can't be asked how it stands; it is asked again. */
  readonly trouble: string | null;
  onGiveUp(): void;
}

function Waiting({ signIn, trouble, onGiveUp }: WaitingProps) {
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
      {trouble ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          How it stands can&apos;t be told now: {trouble}
        </Alert>
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
