import { Alert, Card, CardContent, List, ListItem, ListItemText, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import type { LibraryMirrorRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { CommandButton } from '../layout/CommandButton.js';
import { ReadState } from '../layout/Trouble.js';

/** How fresh our picture of the library is, and what lies in its folders and could not be taken in, or not in full. */
export function LibraryCard() {
  const read = useGetList<LibraryMirrorRow>('library-mirrors');
  const { data: libraries } = read;
  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          Library
        </Typography>
        <CommandButton label="Sync now" path="library/sweep" done="Library sync started" />
        <ReadState of={read} what="the state of the library" />
        {libraries?.length === 0 ? <Typography>Not synced yet.</Typography> : null}
        {libraries?.map((library) => (
          <div key={library.id}>
            <Typography>
              {library.tracksStored} tracks on {library.albumsStored} albums;{' '}
              {library.lastCompleteSweepAt
                ? `last full sync: ${new Date(library.lastCompleteSweepAt).toLocaleString()}`
                : 'not fully synced yet'}
              {library.sweepStartedAt ? '; syncing now' : ''}
            </Typography>
            {library.unreadCount > 0 ? (
              <Alert severity="warning" sx={{ mt: 1 }}>
                {library.unreadCount === 1 ? 'One file or folder' : `${library.unreadCount} files or folders`} could not be taken in, or not
                in full. Nothing was changed in them.
                <List dense>
                  {library.unread.map(({ path, reason, detail }) => (
                    <ListItem key={`${path} ${reason}`} disableGutters>
                      <ListItemText primary={path} secondary={`${reasonInWords('unread', reason)}: ${detail}`} />
                    </ListItem>
                  ))}
                </List>
              </Alert>
            ) : null}
          </div>
        ))}
      </CardContent>
    </Card>
  );
}
