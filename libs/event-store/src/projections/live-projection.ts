import type { RememberedPoint } from '../continuity/log-point.js';
import { mutex } from './mutex.js';
import type { AnyProjection } from './projection.js';

/** What one process knows of one projection that it keeps. */
export interface LiveProjection {
  readonly projection: AnyProjection;
  /** As stored; in memory it may be ahead over commits that touched no row. */
  stored: RememberedPoint | null;
  reached: RememberedPoint | null;
  /** Of `stored`; monotonic. */
  storedAtMs: number;
  state: 'live' | 'rebuilding' | 'stopped';
  /** Of a rebuild, 0..1; null: there is none. */
  progress: number | null;
  changes: number;
  /** The rebuild that was asked for and has not ended: asking again gets the same. */
  requested: Promise<void> | null;
  readonly exclusively: ReturnType<typeof mutex>;
}

export const liveProjection = (projection: AnyProjection): LiveProjection => ({
  projection,
  stored: null,
  reached: null,
  storedAtMs: -Infinity,
  state: 'stopped',
  progress: null,
  changes: 0,
  requested: null,
  exclusively: mutex(),
});
