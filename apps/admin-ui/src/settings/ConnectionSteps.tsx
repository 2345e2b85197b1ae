import CheckIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import { List, ListItem, ListItemIcon, ListItemText, Typography } from '@mui/material';
import type { ConnectionStep, ConnectionTestStep } from '@soulsync/contracts';

const words: Readonly<Record<ConnectionStep, { readonly good: string; readonly bad: string }>> = {
  configured: { good: 'It is set up', bad: 'It is not set up' },
  reachable: { good: 'The server answers', bad: 'The server does not answer as it should' },
  identity: { good: 'It is the chosen server', bad: 'It is not the chosen server' },
  token: { good: 'Signed in', bad: 'The sign-in was refused' },
  credential: { good: 'The credentials are accepted', bad: 'The credentials were refused' },
  account: { good: 'Signed in', bad: 'Not signed in' },
  role: { good: 'It may be asked for what is needed', bad: 'It may not be asked for all that is needed' },
  network: { good: 'Signed in to the network', bad: 'Not signed in to the network' },
  shares: { good: 'Files are shared', bad: 'Nothing is shared' },
  scopes: { good: 'All that is needed was granted', bad: 'Something that is needed was not granted' },
  content: { good: 'Its content can be read', bad: 'Its content can’t be read' },
  folder: { good: 'The folder is seen from here', bad: 'The folder is not seen from here' },
  file: { good: 'A file from there can be read', bad: 'A file from there can’t be read' },
  admin: { good: 'It may be asked for scans and changes', bad: 'It may not be asked for scans and changes' },
  sections: { good: 'It has a music library', bad: 'It has no music library we can read' },
  version: { good: 'Its version is known', bad: 'Its version is not known' },
  paths: { good: 'Its files are the ones we see', bad: 'Its files are not found here' },
};

interface Props {
  readonly steps: readonly ConnectionTestStep[];
  readonly at: Date;
}

/** Each step of a test in words: what was tried, what came of it, what to do. */
export function ConnectionSteps({ steps, at }: Props) {
  const tried = steps.filter(({ ok }) => ok !== null);
  return (
    <>
      <Typography sx={{ color: 'text.secondary', mt: 1 }}>
        Tested at {at.toLocaleTimeString()}
        {tried.length < steps.length ? '; what comes after the failed step was not tried' : ''}
      </Typography>
      <List dense aria-live="polite" aria-label="Result of the test">
        {tried.map(({ step, ok, detail, advice }) => (
          <ListItem key={step} disableGutters sx={{ alignItems: 'flex-start' }}>
            <ListItemIcon sx={{ minWidth: 36, mt: 0.5 }}>
              {ok ? <CheckIcon titleAccess="Good" color="success" /> : <ErrorIcon titleAccess="Failed" color="error" />}
            </ListItemIcon>
            <ListItemText primary={ok ? words[step].good : words[step].bad} secondary={advice ? `${detail}. ${advice}` : detail} />
          </ListItem>
        ))}
      </List>
    </>
  );
}
