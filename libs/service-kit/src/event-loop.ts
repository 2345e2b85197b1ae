import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { IntervalHistogram } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
/** A block shows for one to two of these, however often the figures are read. */
const WINDOW_MS = 60_000;

/** One a process, also where several services share it. */
let watched: { readonly histogram: IntervalHistogram; beforeMs: number } | null = null;

function watch() {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const watching = { histogram, beforeMs: 0 };
  setInterval(() => {
    watching.beforeMs = longestOf(histogram);
    histogram.reset();
  }, WINDOW_MS).unref();
  return watching;
}

const longestOf = ({ max }: IntervalHistogram) => Math.max(0, max / 1e6 - RESOLUTION_MS);

/** How long the process answered nobody, at most, in the last minute or two. */
export function longestBlockMs(): number {
  watched ??= watch();
  return Math.max(watched.beforeMs, longestOf(watched.histogram));
}
