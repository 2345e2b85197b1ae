import { useEffect, useState, useSyncExternalStore } from 'react';
import { liveStore } from '../providers/live.js';

/** A reconnect that takes less is nobody's business, as at each start. */
const QUIET_MS = 5_000;

/** false once the stream has been away for a while: what is shown may be old. */
export function useIsLive(): boolean {
  const { connected } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (connected) return undefined;
    const timer = setTimeout(() => setAway(true), QUIET_MS);
    return () => {
      clearTimeout(timer);
      setAway(false);
    };
  }, [connected]);
  return connected || !isAway;
}
