import type { TransferId } from '@soulsync/contracts';

/** Finished transfers whose file is awaited: one is lost only when it has not grown by a byte for so long. */
export function arrivals(patienceMs: () => number, nowMs: () => number) {
  const seen = new Map<TransferId, { readonly bytes: number; readonly changedAtMs: number }>();
  return {
    isLost(transferId: TransferId, bytes: number): boolean {
      const before = seen.get(transferId);
      if (before?.bytes === bytes) return nowMs() - before.changedAtMs > patienceMs();
      seen.set(transferId, { bytes, changedAtMs: nowMs() });
      return false;
    },
    forget: (transferId: TransferId) => void seen.delete(transferId),
  };
}
