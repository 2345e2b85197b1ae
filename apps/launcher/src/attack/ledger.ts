/** A command that was answered with "done". */
export interface Acknowledged {
  /** What must be in the log, once: `PeerBlocked vinyl_fan`. */
  readonly fact: string;
  /** Where the answer said it is; null: nothing had to change. */
  readonly position: string | null;
}

/** What the log holds. */
export interface Stored {
  readonly fact: string;
  readonly position: string;
}

export interface Discrepancies {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** Holds answers against the log: each fact that was acknowledged is there once, and where the answer said. What was never answered may be there or not, but not twice. */
export function compare(acknowledged: readonly Acknowledged[], stored: readonly Stored[]): Discrepancies {
  const positions = new Map<string, string[]>();
  for (const { fact, position } of stored) positions.set(fact, [...(positions.get(fact) ?? []), position]);
  const lost = new Set<string>();
  for (const { fact, position } of acknowledged) {
    const at = positions.get(fact) ?? [];
    if (at.length === 0) lost.add(`${fact} was acknowledged (at ${position ?? 'no position'}) and is not in the log`);
    else if (position !== null && !at.includes(position)) lost.add(`${fact} was acknowledged at ${position} and lies at ${at.join(', ')}`);
  }
  const doubled = [...positions].filter(([, at]) => at.length > 1).map(([fact, at]) => `${fact} is in the log at ${at.join(' and ')}`);
  return { lost: [...lost], doubled };
}
