import { Box, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useNotify } from 'react-admin';
import type { FoundService } from '@soulsync/contracts';

/** What to set for this server, as lines of an environment. */
function settingsFor({ kind, url }: FoundService): readonly string[] {
  if (kind === 'slskd') return [`SOULSYNC_SLSKD_URL=${url}`, 'SOULSYNC_SLSKD_API_KEY=…'];
  if (kind === 'jellyfin') return ['SOULSYNC_LIBRARY_SERVER=jellyfin', `SOULSYNC_JELLYFIN_URL=${url}`, 'SOULSYNC_JELLYFIN_API_KEY=…'];
  return ['SOULSYNC_LIBRARY_SERVER=subsonic', `SOULSYNC_SUBSONIC_URL=${url}`, 'SOULSYNC_SUBSONIC_USER=…', 'SOULSYNC_SUBSONIC_PASSWORD=…'];
}

const secretOf = ({ kind }: FoundService): string =>
  kind === 'slskd'
    ? 'The key is the one you gave SoulSync in slskd’s own settings.'
    : kind === 'jellyfin'
      ? 'An API key is made in Jellyfin’s dashboard.'
      : 'Name and password are those of an account on that server.';

/** Shows the settings to set; nothing is changed by itself. */
export function UseDialog({ found, onClose }: { readonly found: FoundService; readonly onClose: () => void }) {
  const notify = useNotify();
  const text = settingsFor(found).join('\n');
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => notify('Copied', { type: 'success' }),
      () => notify('The browser did not let it be copied; mark the lines instead', { type: 'warning' }),
    );
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="use-title">
      <DialogTitle id="use-title">Use {found.url}</DialogTitle>
      <DialogContent>
        <DialogContentText>Set these variables where SoulSync is started, and start it again.</DialogContentText>
        <Box component="pre" sx={{ p: 2, bgcolor: 'action.hover', borderRadius: 1, overflowX: 'auto', userSelect: 'all' }}>
          {text}
        </Box>
        <DialogContentText>{secretOf(found)}</DialogContentText>
      </DialogContent>
      <DialogActions>
        {/* Browsers give the clipboard to pages from https or localhost only. */}
        {window.isSecureContext ? <Button onClick={copy}>Copy</Button> : null}
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
