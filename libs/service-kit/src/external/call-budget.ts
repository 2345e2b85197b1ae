import type { DataSource } from 'typeorm';
import { sleep } from '../clock.js';
import type { Clock } from '../clock.js';

export interface Rate {
  /** The remote account that is limited, not the process: all jobs share it. */
  readonly account: string;
  readonly calls: number;
  readonly windowMs: number;
  readonly minGapMs: number;
  /** A wait for a call that is longer is refused at once, with how long it would be; without it every wait is waited. */
  readonly longestWaitMs?: number;
  /** How long to stay away where the other side asks for patience and does not say for how long. */
  readonly unsaidWaitMs?: number;
}

/** The calls are used up, or the other side wants none, for longer than anybody waits. */
export class BudgetSpent extends Error {
  constructor(
    readonly waitMs: number,
    /** The other side said so. */
    readonly isBlocked: boolean,
  ) {
    super(isBlocked ? 'it asked us to stay away' : 'the calls that may be made are used up');
    this.name = 'BudgetSpent';
  }
}

/** Calls of an account, kept over restarts: a restart must not forget what was already spent. */
export interface CallBudget {
  /** Waits until a call may be made, and books it. Calls are made in the order of asking. Throws BudgetSpent. */
  take(signal?: AbortSignal): Promise<void>;
  /** The other side said how long to stay away. */
  block(forMs: number): Promise<void>;
}

/** When the next call may start, given the starts of earlier ones (ascending). */
export function nextStartMs(rate: Rate, starts: readonly number[], blockedUntilMs: number, nowMs: number): number {
  const inWindow = starts.filter((start) => start > nowMs - rate.windowMs);
  const oldestBooked = inWindow.length >= rate.calls ? (inWindow[inWindow.length - rate.calls] ?? nowMs) + rate.windowMs : nowMs;
  const gap = (starts.at(-1) ?? -Infinity) + rate.minGapMs;
  return Math.max(nowMs, oldestBooked, gap, blockedUntilMs);
}

/** In the database wall times, here the monotonic time: a clock that is set neither frees nor blocks a call. */
export function callBudget(dataSource: DataSource, rate: Rate, clock: Clock): CallBudget {
  const nowMs = () => clock.monotonicMs();
  const wallAheadMs = () => Date.parse(clock.now()) - clock.monotonicMs();
  let starts: number[] | null = null;
  let blockedUntilMs = -Infinity;
  let line: Promise<void> = Promise.resolve();

  /** Where the last call lies in the future the clock was set back meanwhile: all of it is moved, so that nothing waits for the difference. */
  async function load(): Promise<number[]> {
    const [row]: { calls: number[]; blockedUntil: Date | null }[] = await dataSource.query(
      `SELECT "calls", "blockedUntil" FROM outside_call_budget WHERE "account" = $1`,
      [rate.account],
    );
    const calls = row?.calls ?? [];
    const aheadMs = Math.max(wallAheadMs(), (calls.at(-1) ?? -Infinity) - nowMs());
    if (row?.blockedUntil) blockedUntilMs = row.blockedUntil.getTime() - aheadMs;
    return calls.map((call) => call - aheadMs);
  }

  async function store(): Promise<void> {
    const aheadMs = wallAheadMs();
    await dataSource.query(
      `INSERT INTO outside_call_budget ("account", "calls", "blockedUntil") VALUES ($1, $2, $3)
       ON CONFLICT ("account") DO UPDATE SET "calls" = excluded."calls", "blockedUntil" = excluded."blockedUntil"`,
      [
        rate.account,
        JSON.stringify((starts ?? []).map((start) => Math.round(start + aheadMs))),
        blockedUntilMs > nowMs() ? new Date(blockedUntilMs + aheadMs) : null,
      ],
    );
  }

  async function takeOne(signal: AbortSignal): Promise<void> {
    starts ??= await load();
    for (
      let at = nextStartMs(rate, starts, blockedUntilMs, nowMs());
      at > nowMs();
      at = nextStartMs(rate, starts, blockedUntilMs, nowMs())
    ) {
      if (at - nowMs() > (rate.longestWaitMs ?? Infinity)) throw new BudgetSpent(at - nowMs(), blockedUntilMs > nowMs());
      await sleep(Math.min(at - nowMs(), 60_000), signal);
      if (signal.aborted) throw new DOMException('the wait for a call was given up', 'AbortError');
    }
    starts = [...starts.filter((start) => start > nowMs() - rate.windowMs), nowMs()].slice(-rate.calls - 1);
    await store(); // booked before the call: a crash in between costs one call, not a ban
  }

  return {
    take(signal = new AbortController().signal) {
      const mine = line.then(() => takeOne(signal));
      line = mine.catch(() => undefined); // the asker hears of it; the next in line does not care
      return mine;
    },
    async block(forMs) {
      starts ??= await load();
      blockedUntilMs = Math.max(blockedUntilMs, nowMs() + forMs);
      await store();
    },
  };
}
