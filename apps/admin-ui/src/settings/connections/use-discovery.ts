import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { DiscoveryAim, DiscoveryReach, DiscoveryReport, LiveDiscovery } from '@soulsync/contracts';
import { liveStore } from '../../providers/live.js';
import { messageOf, useConsole } from '../../providers/use-console.js';
import { uuid } from '../../providers/uuid.js';

export interface DiscoveryState {
  /** What runs now; null: nothing. */
  readonly running: DiscoveryReach | null;
  /** Of what runs now; null: nothing was told yet. */
  readonly progress: LiveDiscovery | null;
  /** Of the last search that ended; null: none yet. */
  readonly report: DiscoveryReport | null;
  readonly error: string | null;
  start(reach: DiscoveryReach): void;
  stop(): void;
}

/** Looks on this machine at once; further only when `start` is called. Leaving the page stops what runs. */
export function useDiscovery(aim: DiscoveryAim, isWanted = true): DiscoveryState {
  const console = useConsole();
  const { discoveries } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const current = useRef<string | null>(null);
  const [running, setRunning] = useState<{ id: string; reach: DiscoveryReach } | null>(null);
  const [report, setReport] = useState<DiscoveryReport | null>(null);
  const [error, setError] = useState<string | null>(null);

  const stop = useCallback(() => {
    if (current.current === null) return;
    // It may have ended by itself meanwhile; its answer comes either way.
    void console.remove(`discoveries/${current.current}`).catch(() => undefined);
  }, [console]);

  const start = useCallback(
    (reach: DiscoveryReach) => {
      if (!isWanted) return;
      stop();
      const id = uuid();
      current.current = id;
      setRunning({ id, reach });
      setError(null);
      console
        .command<DiscoveryReport>('discoveries', { for: aim, reach, id })
        .then(
          (answer) => current.current === id && setReport(answer),
          (failure: unknown) => current.current === id && setError(messageOf(failure)),
        )
        .finally(() => {
          if (current.current !== id) return; // a newer one runs
          current.current = null;
          setRunning(null);
        });
    },
    [aim, isWanted, console, stop],
  );

  useEffect(() => {
    start('this-machine');
    return () => {
      stop();
      current.current = null;
    };
  }, [start, stop]);

  const progress = running === null ? null : (discoveries.get(running.id) ?? null);
  return { running: running?.reach ?? null, progress, report, error, start, stop };
}
