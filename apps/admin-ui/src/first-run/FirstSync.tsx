import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { CommandButton } from '../layout/CommandButton.js';
import { ReadState } from '../layout/Trouble.js';
import { RecordLine, RecordLines } from '../settings/access/RecordLine.js';
import { outlook } from './first-sync.js';
import type { useFirstRun } from './use-first-run.js';

/** Each followed playlist was compared with the library; nothing is fetched before it is started. */
export function FirstSync({ playlists }: { readonly playlists: ReturnType<typeof useFirstRun>['playlists'] }) {
  return (
    <Box>
      <ReadState of={playlists} what="the playlists" />
      {playlists.data?.length === 0 ? <Typography>Follow a playlist first; what it would fetch is shown here then.</Typography> : null}
      <RecordLines label="Playlists to start">
        {playlists.data?.map((playlist) => {
          const { id, name } = playlist;
          const { sentence, toFetch } = outlook(playlist);
          return (
            <RecordLine key={id} title={<bdi>{name}</bdi>} facts={<span role="status">{sentence}</span>}>
              <Button size="small" component={Link} to={`/playlists/${id}/show`} aria-label={`Look at ${name}`}>
                Look
              </Button>
              {toFetch === null ? null : (
                <CommandButton
                  label={toFetch === 0 ? 'Start following it' : `Start fetching ${toFetch}`}
                  path={`playlists/${id}/start`}
                  done={toFetch === 0 ? 'Started: what is added to it will be fetched' : 'Started: what is missing is being fetched'}
                />
              )}
            </RecordLine>
          );
        })}
      </RecordLines>
    </Box>
  );
}
