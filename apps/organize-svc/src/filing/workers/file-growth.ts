import type { FilingId } from '@soulsync/contracts';

/** What was observed of an arriving file. */
export interface Observation {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/**
 * Whether a file may be judged. `whole`: it has all its bytes and did not change since the last observation. `stopped`: it has another number of bytes,
 * and none came or went for so long; before that it is still on its way.
 */
export function fileGrowth(patienceMs: () => number, nowMs: () => number) {
  const seen = new Map<FilingId, { readonly observation: Observation; readonly sinceMs: number }>();
  return {
    judge(filingId: FilingId, observation: Observation, expectedBytes: number): 'growing' | 'whole' | 'stopped' {
      const before = seen.get(filingId);
      const changed = before?.observation.sizeBytes !== observation.sizeBytes || before.observation.mtimeMs !== observation.mtimeMs;
      if (changed) seen.set(filingId, { observation, sinceMs: nowMs() });
      if (changed || before === undefined) return 'growing';
      if (observation.sizeBytes === expectedBytes) return 'whole';
      return nowMs() - before.sinceMs > patienceMs() ? 'stopped' : 'growing';
    },
    forget: (filingId: FilingId) => void seen.delete(filingId),
  };
}
