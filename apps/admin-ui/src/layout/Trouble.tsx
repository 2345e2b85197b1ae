import { Alert, Button, LinearProgress } from '@mui/material';
import { messageOf } from '../providers/use-console.js';

interface Props {
  /** What is not there for it, as a sentence; '' where that is plain. */
  readonly what?: string;
  readonly error: unknown;
  readonly onRetry: () => unknown;
}

/** What could not be read is neither empty nor on its way: it says why, and lets it be tried again. */
export function Trouble({ what = '', error, onRetry }: Props) {
  return (
    <Alert
      severity="error"
      sx={{ my: 1, overflowWrap: 'anywhere' }}
      action={
        <Button size="small" color="inherit" onClick={() => void onRetry()}>
          Try again
        </Button>
      }
    >
      {what} {messageOf(error)}
    </Alert>
  );
}

interface Read {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** How the reading of something stands, above it: on its way, or failed. Nothing once it is there. */
export function ReadState({ of: { isPending, error, refetch }, what }: { readonly of: Read; /** `the services` */ readonly what: string }) {
  if (error) return <Trouble what={`Can't load ${what} right now.`} error={error} onRetry={refetch} />;
  return isPending ? <LinearProgress aria-label={`Loading ${what}`} sx={{ my: 1 }} /> : null;
}
