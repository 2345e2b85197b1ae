export interface CircuitPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
}

/** Stops asking a system that is down; after `openMs` one call may try. */
export interface Circuit {
  /** null: go ahead; else how long it stays open. */
  blockedForMs(): number | null;
  succeeded(): void;
  failed(): void;
  readonly state: 'closed' | 'open';
}

export function circuit(policy: CircuitPolicy, nowMs: () => number): Circuit {
  let failures = 0;
  let openUntilMs = 0;
  return {
    get state() {
      return nowMs() < openUntilMs ? ('open' as const) : ('closed' as const);
    },
    blockedForMs: () => (nowMs() < openUntilMs ? openUntilMs - nowMs() : null),
    succeeded() {
      failures = 0;
      openUntilMs = 0;
    },
    failed() {
      failures += 1;
      if (failures >= policy.failures) openUntilMs = nowMs() + policy.openMs;
    },
  };
}
