import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { DiscoveryAim, DiscoveryReach, DiscoveryReport, LiveDiscovery } from '@soulsync/contracts';
import { call } from '../providers/http.js';
import { liveStore } from '../providers/live.js';

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
export function useDiscovery(aim: DiscoveryAim): DiscoveryState {
  const { discoveries } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const current = useRef<string | null>(null);
  const [running, setRunning] = useState<{ id: string; reach: DiscoveryReach } | null>(null);
  const [report, setReport] = useState<DiscoveryReport | null>(null);
  const [error, setError] = useState<string | null>(null);

  const stop = useCallback(() => {
    if (current.current === null) return;
    // It may have ended by itself meanwhile; its answer comes either way.
    void call('DELETE', `discoveries/${current.current}`).catch(() => undefined);
  }, []);

  const start = useCallback(
    (reach: DiscoveryReach) => {
      stop();
      const id = searchId();
      current.current = id;
      setRunning({ id, reach });
      setError(null);
      call<DiscoveryReport>('POST', 'discoveries', { for: aim, reach, id })
        .then(
          ({ body }) => current.current === id && setReport(body),
          (failure: unknown) => current.current === id && setError(failure instanceof Error ? failure.message : String(failure)),
        )
        .finally(() => {
          if (current.current !== id) return; // a newer one runs
          current.current = null;
          setRunning(null);
        });
    },
    [aim, stop],
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

/** A uuid (version 4); `crypto.randomUUID` is missing where the page came over plain http. */
function searchId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = [...bytes].map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = digits.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
