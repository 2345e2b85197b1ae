import { setTimeout as delay } from 'node:timers/promises';
import type { PlexClient } from './plex-client.js';
import { hintOf } from './plex-hints.js';
import type { Hint } from './plex-hints.js';
import { eventReader } from './server-sent-events.js';

export interface EventPace {
  /** Pings come every 10 to 15 s: a longer silence is a dead connection. */
  readonly silenceMs: number;
  /** Between tries: the first wait, doubled each time, up to the last. */
  readonly firstWaitMs: number;
  readonly lastWaitMs: number;
  /** One scan tells a thousand things: a hint waits so long for others. */
  readonly quietMs: number;
  /** From one hint passed on to the next, at least. */
  readonly gapMs: number;
}

const usualPace: EventPace = { silenceMs: 45_000, firstWaitMs: 5_000, lastWaitMs: 120_000, quietMs: 2_000, gapMs: 10_000 };

/** What is told of hints. */
export interface HintListener {
  /** Something may have changed; also after each break, for what was told in between is lost. */
  changed(): void;
  gone(hint: Extract<Hint, { kind: 'gone' }>): void;
}

/** Listens to the server until stopped, whatever happens to the connection. Answers how to stop. */
export function plexEvents(client: PlexClient, told: HintListener, pace: EventPace = usualPace): () => Promise<void> {
  const stop = new AbortController();
  const changed = gathered(told.changed, pace);
  const listening = listenAlways();

  async function listenAlways(): Promise<void> {
    for (let failures = 0, breaks = 0; !stop.signal.aborted; breaks += 1) {
      const heard = await listen(breaks > 0);
      failures = heard ? 0 : failures + 1;
      await delay(waitMs(failures, pace, Math.random()), undefined, { signal: stop.signal }).catch(() => undefined); // stopped
    }
  }

  /** Until the connection ends or falls silent; false: nothing was heard at all. Why it ended is told by the mirror's own looks. */
  async function listen(again: boolean): Promise<boolean> {
    const dead = new AbortController();
    const watchdog = setTimeout(() => dead.abort(), pace.silenceMs);
    let heard = false;
    try {
      const read = eventReader();
      for await (const chunk of await client.events(AbortSignal.any([stop.signal, dead.signal]))) {
        watchdog.refresh();
        if (!heard && again) changed.hint();
        heard = true;
        for (const event of read(chunk)) take(hintOf(event));
      }
    } catch {
      // It is tried again in any case.
    } finally {
      clearTimeout(watchdog);
    }
    return heard;
  }

  function take(hint: Hint | null): void {
    if (hint === null) return;
    if (hint.kind === 'gone') told.gone(hint);
    changed.hint();
  }

  return async () => {
    stop.abort();
    changed.stop();
    await listening;
  };
}

/** `chance`: 0..1, so that many of us do not come back in the same moment. */
export function waitMs(failures: number, { firstWaitMs, lastWaitMs }: EventPace, chance: number): number {
  const longest = Math.min(lastWaitMs, firstWaitMs * 2 ** Math.max(0, failures - 1));
  return longest * (0.75 + chance / 4);
}

/** However many hints come, one timer runs at most. */
function gathered(pass: () => void, { quietMs, gapMs }: EventPace) {
  let timer: NodeJS.Timeout | null = null;
  let passedAtMs = -Infinity;
  return {
    hint() {
      timer ??= setTimeout(
        () => {
          timer = null;
          passedAtMs = performance.now();
          pass();
        },
        Math.max(quietMs, passedAtMs + gapMs - performance.now()),
      );
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
