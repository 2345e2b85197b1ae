import { Box, Button, OutlinedInput, Stack, Typography } from '@mui/material';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { messageOf, useSend } from '../providers/use-console.js';
import { linkProblem } from '../resources/playlists/link-problem.js';
import { SpotifyAccountCard } from '../settings/connections/SpotifyAccountCard.js';
import { ConnectionSetUp } from '../settings/connections/ConnectionSetUp.js';
import { useTest } from '../settings/connections/use-test.js';
import { Field } from '../settings/form/Field.js';
import { fieldErrorsOf } from '../settings/form/use-drafts.js';
import type { Drafts } from '../settings/form/use-drafts.js';
import { useConnectionForm } from './SetUpBodies.js';

/** A link, a file, or what the account at Spotify has. */
export function PlaylistsBody({ drafts }: { readonly drafts: Drafts }) {
  const { form } = useConnectionForm('spotify', drafts);
  const tester = useTest('spotify', form);
  return (
    <Stack spacing={3}>
      <ConnectionSetUp id="spotify" form={form} drafts={drafts} tester={tester}>
        <SpotifyAccountCard />
      </ConnectionSetUp>
      <FollowByLink />
      <Box>
        <Typography sx={{ mb: 1 }}>No app at Spotify? A file does as well: CSV or M3U.</Typography>
        <Button component={Link} to="/playlists/create" variant="outlined">
          Follow a file
        </Button>
      </Box>
    </Stack>
  );
}

function FollowByLink() {
  const id = useId();
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const follow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const url = new FormData(form).get('url');
    if (typeof url !== 'string') return;
    const wrong = linkProblem(url);
    setProblem(wrong ?? undefined);
    if (wrong !== null) return;
    void send((console) => console.create('playlists', { data: { source: 'spotify', url: url.trim(), start: 'ask' } }), {
      done: 'The playlist is followed and being read',
      then: () => form.reset(),
      refused(error) {
        const refused = fieldErrorsOf(error)?.['url'];
        setProblem(refused === undefined ? messageOf(error) : `It ${refused}.`);
      },
    });
  };
  return (
    <Box component="form" onSubmit={follow} aria-label="Follow by a link">
      <Field id={id} label="Link of a playlist" help={null} problem={problem}>
        <Stack direction="row" spacing={1}>
          <OutlinedInput
            size="small"
            id={id}
            name="url"
            required
            fullWidth
            placeholder="https://open.spotify.com/playlist/…"
            autoComplete="off"
          />
          <Button type="submit" variant="contained" aria-busy={sending} sx={{ flex: 'none' }}>
            Follow
          </Button>
        </Stack>
      </Field>
    </Box>
  );
}
