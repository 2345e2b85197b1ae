import { Chip } from '@mui/material';

/** Every state has a word and a colour; the colour is never alone. */
const states: Readonly<Record<string, { label: string; color: 'success' | 'warning' | 'error' | 'info' | 'default' }>> = {
  owned: { label: 'In the library', color: 'success' },
  filed: { label: 'Filed', color: 'success' },
  matched: { label: 'Matched', color: 'success' },
  fulfilled: { label: 'In the library', color: 'success' },
  ready: { label: 'Ready', color: 'success' },
  ok: { label: 'Connected', color: 'success' },
  connected: { label: 'Connected', color: 'success' },
  unconfigured: { label: 'Not set up', color: 'default' },
  unknown: { label: 'Not tried yet', color: 'default' },
  'needs-sign-in': { label: 'Sign in again', color: 'error' },
  'other-server': { label: 'Another server', color: 'error' },
  answers: { label: 'Responding', color: 'success' },
  paused: { label: 'Paused', color: 'default' },
  following: { label: 'Following', color: 'success' },
  live: { label: 'Live', color: 'success' },
  review: { label: 'Needs review', color: 'warning' },
  wished: { label: 'On the wishlist', color: 'warning' },
  open: { label: 'Open', color: 'warning' },
  warning: { label: 'Warning', color: 'warning' },
  starting: { label: 'Starting', color: 'warning' },
  rebuilding: { label: 'Rebuilding', color: 'info' },
  missing: { label: 'Missing', color: 'error' },
  error: { label: 'Error', color: 'error' },
  failing: { label: 'Failing', color: 'error' },
  down: { label: 'Down', color: 'error' },
  unreachable: { label: "Can't be read", color: 'error' },
  stopped: { label: 'Needs attention', color: 'error' },
  acquiring: { label: 'Downloading', color: 'info' },
  requested: { label: 'Waiting', color: 'info' },
  searching: { label: 'Searching', color: 'info' },
  transferring: { label: 'Downloading', color: 'info' },
  checking: { label: 'Checking', color: 'info' },
  filing: { label: 'Filing', color: 'info' },
  indexing: { label: 'Indexing', color: 'info' },
  pending: { label: 'Not checked yet', color: 'default' },
  waiting: { label: 'Waiting', color: 'info' },
  writing: { label: 'Syncing', color: 'info' },
  restoring: { label: 'Restoring', color: 'info' },
  'in-step': { label: 'In sync', color: 'success' },
  refused: { label: 'Needs attention', color: 'warning' },
  parked: { label: 'Failed', color: 'error' },
  skipped: { label: 'Skipped', color: 'default' },
  resting: { label: 'Resting', color: 'warning' },
  ignored: { label: 'Ignored', color: 'default' },
  cancelled: { label: 'Cancelled', color: 'default' },
  'not-a-recording': { label: 'Not a track', color: 'default' },
};

export const stateInWords = (state: string): string => states[state]?.label ?? state;

export function StateChip({ state }: { readonly state: string }) {
  const { label, color } = states[state] ?? { label: state, color: 'default' as const };
  return <Chip size="small" variant={color === 'default' ? 'outlined' : 'filled'} color={color} label={label} />;
}
