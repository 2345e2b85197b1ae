/** So long at a time rows may be behind because of a hold; for as long they then follow the log again. */
const REST_MS = 10_000;

export interface HeldBack {
  /** Begins a hold; the answer ends it. Several may last at once. */
  hold(): () => void;
  /** Resolves when work may go on: no hold, its time is over, or `wanted` was said. */
  passed(): Promise<void>;
  /** Someone waits for the work: it goes on at once. */
  wanted(): void;
}

/**
 * Lets work wait while something larger goes on that would only be slowed down by it: alternately held and let through, so that
 * what is behind is never behind for long. `isWanted`: someone waits for the work, which therefore is not held.
 */
export function heldBack(isWanted: () => boolean, restMs = REST_MS): HeldBack {
  let holds = 0;
  let heldSinceMs = 0;
  const waiting = new Set<() => void>();

  function goOn(): void {
    for (const resume of waiting) resume();
  }

  return {
    hold() {
      if (holds === 0) heldSinceMs = performance.now();
      holds += 1;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        holds -= 1;
        if (holds === 0) goOn();
      };
    },
    async passed() {
      if (holds === 0 || isWanted()) return;
      const sinceMs = (performance.now() - heldSinceMs) % (2 * restMs);
      if (sinceMs >= restMs) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resume, restMs - sinceMs);
        function resume() {
          clearTimeout(timer);
          waiting.delete(resume);
          resolve();
        }
        waiting.add(resume);
      });
    },
    wanted: goOn,
  };
}
