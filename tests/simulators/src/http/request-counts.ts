import type { Call } from './simulator-server.js';

export interface Requests {
  count(call: Call): void;
  /** Since the last reset. */
  report(reset: boolean): { readonly total: number; readonly kinds: Readonly<Record<string, number>> };
}

/** Counts requests by what they want, so that a test can say how few were needed. */
export function countedRequests(kindOf: (call: Call) => string): Requests {
  const kinds = new Map<string, number>();
  return {
    count(call) {
      const kind = kindOf(call);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    report(reset) {
      const report = { total: [...kinds.values()].reduce((sum, count) => sum + count, 0), kinds: Object.fromEntries(kinds) };
      if (reset) kinds.clear();
      return report;
    },
  };
}
