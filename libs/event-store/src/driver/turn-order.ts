/**
 * What came of a turn. `again`: there is more to do at once; `over`: nothing, until something happens to it or it is found open anew;
 * `failed`: it rests, and keeps the lane that it kept.
 */
export type Turn =
  | { readonly kind: 'again' }
  | { readonly kind: 'over'; readonly untilMs: number }
  | { readonly kind: 'failed'; readonly untilMs: number }
  | { readonly kind: 'rests'; readonly untilMs: number; readonly keepsLane: boolean };

/**
 * Whose turn it is among open aggregates. Those that were found open and those that go on take turns, each in its own order, so that
 * neither holds up the other; one that rests takes no lane, but for one that keeps it. Times are handed in.
 */
export interface TurnOrder<Id> {
  /** Answers how many of them were not known. */
  found(ids: readonly Id[]): number;
  /** Something happened to it: its rest is over, and where it is in a turn, it gets another one. */
  wake(id: Id): void;
  /** Forgets which are over: they may be found open again. */
  forgetEnded(): void;
  /** Begins the turn of the next one; null: none may begin now. */
  next(nowMs: number, lanes: number): Id | null;
  ended(id: Id, turn: Turn): void;
  /** Need not be found again, as far as is known. */
  known(nowMs: number): readonly Id[];
  /** Some that were found have not had their turn. */
  hasFound(): boolean;
  /** When the first rest ends; Infinity: none rests. */
  nextAtMs(): number;
}

interface Rest {
  readonly untilMs: number;
  readonly isOver: boolean;
}

export function turnOrder<Id extends string>(): TurnOrder<Id> {
  /** Found, and without a turn so far. Sets keep the order in which they were filled. */
  const fresh = new Set<Id>();
  const due = new Set<Id>();
  /** Those that keep their lane over their rest. */
  const laneHolders = new Set<Id>();
  const resting = new Map<Id, Rest>();
  /** In a turn; whether something happened meanwhile. */
  const running = new Map<Id, { woken: boolean }>();
  let freshIsNext = true;

  const isKnown = (id: Id) => fresh.has(id) || due.has(id) || resting.has(id) || running.has(id);

  function endRests(nowMs: number): void {
    const ended = [...resting].filter(([, { untilMs }]) => untilMs <= nowMs).sort(([, a], [, b]) => a.untilMs - b.untilMs);
    for (const [id, { isOver }] of ended) {
      resting.delete(id);
      if (!isOver) due.add(id);
    }
  }

  function pick(lanes: number): Id | undefined {
    for (const id of laneHolders) if (due.has(id)) return id;
    if (new Set([...running.keys(), ...laneHolders]).size >= lanes) return undefined;
    const [first, second] = freshIsNext ? [fresh, due] : [due, fresh];
    freshIsNext = !freshIsNext;
    return first.values().next().value ?? second.values().next().value;
  }

  return {
    found(ids) {
      const unknown = ids.filter((id) => !isKnown(id));
      for (const id of unknown) fresh.add(id);
      return unknown.length;
    },
    wake(id) {
      const turn = running.get(id);
      if (turn) turn.woken = true;
      else if (!fresh.has(id)) {
        resting.delete(id);
        due.add(id);
      }
    },
    forgetEnded() {
      for (const [id, { isOver }] of resting) if (isOver) resting.delete(id);
    },
    next(nowMs, lanes) {
      endRests(nowMs);
      const id = pick(lanes);
      if (id === undefined) return null;
      fresh.delete(id);
      due.delete(id);
      running.set(id, { woken: false });
      return id;
    },
    ended(id, turn) {
      const woken = running.get(id)?.woken ?? false;
      running.delete(id);
      if (turn.kind === 'rests' && turn.keepsLane) laneHolders.add(id);
      else if (turn.kind !== 'failed') laneHolders.delete(id);
      if (woken || turn.kind === 'again') due.add(id);
      else resting.set(id, { untilMs: turn.untilMs, isOver: turn.kind === 'over' });
    },
    known(nowMs) {
      endRests(nowMs);
      return [...running.keys(), ...due, ...fresh, ...resting.keys()];
    },
    hasFound: () => fresh.size > 0,
    nextAtMs: () => [...resting.values()].reduce((earliest, { untilMs }) => Math.min(earliest, untilMs), Infinity),
  };
}
