/** A command that was answered with "done". */
export interface Acknowledged {
  /** What must be in the log, once: `PeerBlocked vinyl_fan`. */
  readonly event: string;
  /** Where the answer said it is; null: nothing had to change. */
  readonly position: string | null;
}

/** What the log holds. */
export interface Stored {
  readonly event: string;
  readonly position: string;
}

export interface Discrepancies {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** Holds answers against the log: each event that was acknowledged is there once, and where the answer said. What was never answered may be there or not, but not twice. */
export function compare(acknowledged: readonly Acknowledged[], stored: readonly Stored[]): Discrepancies {
  const positions = new Map<string, string[]>();
  for (const { event, position } of stored) positions.set(event, [...(positions.get(event) ?? []), position]);
  const lost = new Set<string>();
  for (const { event, position } of acknowledged) {
    const at = positions.get(event) ?? [];
    if (at.length === 0) lost.add(`${event} was acknowledged (at ${position ?? 'no position'}) and is not in the log`);
    else if (position !== null && !at.includes(position)) lost.add(`${event} was acknowledged at ${position} and lies at ${at.join(', ')}`);
  }
  const doubled = [...positions].filter(([, at]) => at.length > 1).map(([event, at]) => `${event} is in the log at ${at.join(' and ')}`);
  return { lost: [...lost], doubled };
}
