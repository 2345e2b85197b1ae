import { setTimeout as delay } from 'node:timers/promises';
import type { PlexClient } from './plex-client.js';
import { changeNotificationOf } from './plex-change-notifications.js';
import type { ChangeNotification } from './plex-change-notifications.js';
import { eventReader } from './server-sent-events.js';

export interface EventPace {
  /** Pings come every 10 to 15 s: a longer silence is a dead connection. */
  readonly silenceMs: number;
  /** Between tries: the first wait, doubled each time, up to the last. */
  readonly firstWaitMs: number;
  readonly lastWaitMs: number;
  /** One scan tells a thousand things: a change notification waits so long for others. */
  readonly quietMs: number;
  /** From one change notification passed on to the next, at least. */
  readonly gapMs: number;
}

const usualPace: EventPace = { silenceMs: 45_000, firstWaitMs: 5_000, lastWaitMs: 120_000, quietMs: 2_000, gapMs: 10_000 };

/** What is told of change notifications. */
export interface ChangeListener {
  /** Something may have changed; also after each break, for what was told in between is lost. */
  changed(): void;
  gone(notification: Extract<ChangeNotification, { kind: 'gone' }>): void;
}

/** Listens to the server until stopped, whatever happens to the connection. Answers how to stop. */
export function plexEvents(client: PlexClient, listener: ChangeListener, pace: EventPace = usualPace): () => Promise<void> {
  const stop = new AbortController();
  const changed = gathered(listener.changed, pace);
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
        if (!heard && again) changed.notification();
        heard = true;
        for (const event of read(chunk)) take(changeNotificationOf(event));
      }
    } catch {
      // It is tried again in any case.
    } finally {
      clearTimeout(watchdog);
    }
    return heard;
  }

  function take(notification: ChangeNotification | null): void {
    if (notification === null) return;
    if (notification.kind === 'gone') listener.gone(notification);
    changed.notification();
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

/** However many change notifications come, one timer runs at most. */
function gathered(pass: () => void, { quietMs, gapMs }: EventPace) {
  let timer: NodeJS.Timeout | null = null;
  let passedAtMs = -Infinity;
  return {
    notification() {
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
