import { styled } from '@mui/material/styles';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { liveStore } from '../providers/live.js';
import { RelativeTime } from './RelativeTime.js';
import { StateChip } from './StateChip.js';

/** As long as live updates may be away before what is shown counts as old. */
const STALE_MS = 60_000;

/** When the last news came, once that is over a minute ago; null: it is fresh. */
export function useStaleSince(): string | null {
  const { connected } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const [staleSince, setStaleSince] = useState<string | null>(null);
  useEffect(() => {
    if (connected) return;
    const lostAt = new Date().toISOString();
    const timer = setTimeout(() => setStaleSince(lostAt), STALE_MS);
    return () => {
      clearTimeout(timer);
      setStaleSince(null);
    };
  }, [connected]);
  return staleSince;
}

const Old = styled('div')({ '&[data-stale], &[data-stale] *': { '--text': 'var(--muted)', '--text-2': 'var(--muted)' } });

interface Props {
  /** When the last news came; null: what is shown is fresh. */
  readonly since: string | null;
  readonly children: ReactNode;
}

/** What was true a while ago: covers grey, text muted, and it says so. Chips take `isStale`. */
export function Stale({ since, children }: Props) {
  return (
    <>
      {since === null ? null : (
        <p role="status" style={{ margin: '0 0 8px' }}>
          <StateChip state="not-live" /> Last news <RelativeTime at={since} />
        </p>
      )}
      <Old data-stale={since === null ? undefined : true}>{children}</Old>
    </>
  );
}
