import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import type { MediaServerReport } from '@soulsync/contracts';
import { ReadState } from '../../layout/Trouble.js';
import { useAsk, useSend } from '../../providers/use-console.js';
import { OwnAddress } from './OwnAddress.js';
import { PlexSignIn } from './PlexSignIn.js';
import { capital } from '../../components/capital.js';

/** Plex by signing in: choose one of the account's servers, or an address and a token. */
export function PlexServer({ onUsed }: { /** A server was chosen. */ readonly onUsed?: () => unknown }) {
  const queryClient = useQueryClient();
  const read = useAsk<MediaServerReport>('media-server');
  const { data: server } = read;
  const { send } = useSend();

  const changed = () => queryClient.invalidateQueries();
  const use = async (path: 'choose', body: object): Promise<boolean> => {
    let taken = false;
    await send((console) => console.command<MediaServerReport>(`media-server/${path}`, body), {
      done: (now) => (now.state === 'connected' ? `${now.name ?? 'The server'} is used now` : 'It is stored'),
      then() {
        taken = true;
        void onUsed?.();
        void changed();
      },
    });
    return taken;
  };

  return (
    <Box sx={{ mb: 3 }}>
      <ReadState of={read} what="how the sign-in at Plex stands" />
      {server ? (
        <>
          <Standing server={server} />
          {server.foundServerId ? (
            <Button sx={{ mt: 1 }} variant="outlined" onClick={() => void use('choose', { serverId: server.foundServerId })}>
              Use the server that answers there now
            </Button>
          ) : null}
          <PlexSignIn
            chosen={server.state === 'connected' ? server.serverId : null}
            signedIn={server.signedIn}
            onSignedIn={() => void changed()}
            onChoose={(serverId) => use('choose', { serverId })}
          />
          {server.signedIn && server.serverId !== null && server.addressFrom !== 'environment' ? (
            <OwnAddress serverId={server.serverId} name={server.name} use={use} />
          ) : null}
        </>
      ) : null}
    </Box>
  );
}

/** What is used, from where that is known, and what is amiss. */
function Standing({ server }: { readonly server: MediaServerReport }) {
  const { state, name, version, connectedTo, address, addresses, variables, detail, advice, nextTryAt, libraryFrom } = server;
  const reach = addresses.find(({ url }) => url === (connectedTo ?? address))?.reach;
  return (
    <Stack spacing={1} aria-live="polite">
      {name || address ? (
        <Typography>
          {name ? <strong>{name}</strong> : null}
          {version ? ` · Plex ${version}` : ''}
          {connectedTo || address ? ` · ${connectedTo ?? address ?? ''}` : ''}
          {reach ? ` (${reachInWords[reach]})` : ''}
        </Typography>
      ) : null}
      {state === 'unconfigured' ? (
        <Typography>
          Your Plex server appears here once you sign in. SoulSync then reads its music library and asks it to scan what was filed.
        </Typography>
      ) : null}
      {state !== 'connected' && state !== 'unconfigured' && detail ? (
        <Alert severity={state === 'starting' || state === 'unknown' ? 'warning' : 'error'}>
          <strong>{capital(detail)}.</strong> {advice}
          {nextTryAt ? ` Next automatic try at ${new Date(nextTryAt).toLocaleTimeString()}.` : ''}
        </Alert>
      ) : null}
      {variables.length > 0 ? (
        <Alert severity="info">
          {variables.join(' and ')} {variables.length === 1 ? 'is' : 'are'} set in the environment and{' '}
          {variables.length === 1 ? 'wins' : 'win'} over what is chosen here.
        </Alert>
      ) : null}
      {libraryFrom === 'plex' ? null : (
        <Alert severity="info">The library is read from {libraryFrom === 'folder' ? 'the music folder' : capital(libraryFrom)} now.</Alert>
      )}
    </Stack>
  );
}

const reachInWords = {
  local: 'in your network',
  remote: 'over the internet',
  relay: "over Plex's relay, which is slow",
  custom: 'your own address',
} as const;
