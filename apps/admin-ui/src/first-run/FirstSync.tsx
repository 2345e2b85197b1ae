import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { CommandButton } from '../layout/CommandButton.js';
import { ReadState } from '../layout/Trouble.js';
import { RecordLine, RecordLines } from '../settings/access/RecordLine.js';
import type { useFirstRun } from './use-first-run.js';

/** Each followed playlist was compared with the library; nothing is fetched before it is started. */
export function FirstSync({ playlists }: { readonly playlists: ReturnType<typeof useFirstRun>['playlists'] }) {
  return (
    <Box>
      <ReadState of={playlists} what="the playlists" />
      {playlists.data?.length === 0 ? <Typography>Follow a playlist first; what it would fetch is shown here then.</Typography> : null}
      <RecordLines label="Playlists to start">
        {playlists.data?.map(({ id, name, entryCount, owned, filed, missing }) => (
          <RecordLine
            key={id}
            title={<bdi>{name}</bdi>}
            facts={`${entryCount} songs: ${owned + filed} in your library, ${missing} would be fetched.`}
          >
            <Button size="small" component={Link} to={`/playlists/${id}/show`} aria-label={`Look at ${name}`}>
              Look
            </Button>
            <CommandButton
              label={`Start fetching ${missing}`}
              path={`playlists/${id}/start`}
              done="Started: what is missing is being fetched"
            />
          </RecordLine>
        ))}
      </RecordLines>
    </Box>
  );
}
