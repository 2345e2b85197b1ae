import type { TransferFailure } from '@soulsync/contracts';
import type { TransferState } from '../ports/audio-source.js';

export interface TransferTimeouts {
  /** Longest wait for the first byte. */
  readonly queueMs: number;
  /** Longest silence between two bytes. */
  readonly stallMs: number;
}

/** What was last seen of a transfer; its times are monotonic. */
export interface Watched {
  readonly queuedAtMs: number;
  readonly bytes: number;
  readonly bytesChangedAtMs: number;
}

/** Remembers what was observed of a transfer; a byte count that moved restarts the stall clock. */
export function observe(watched: Watched, state: TransferState, nowMs: number): Watched {
  if (state.kind !== 'transferring') return { ...watched, bytesChangedAtMs: nowMs };
  return state.bytes === watched.bytes ? watched : { ...watched, bytes: state.bytes, bytesChangedAtMs: nowMs };
}

/** Why the transfer is given up; null: it may go on. */
export function timeoutReason(
  timeouts: TransferTimeouts,
  watched: Watched,
  state: TransferState,
  nowMs: number,
): { cause: TransferFailure; detail: string } | null {
  if (state.kind === 'waiting' && nowMs - watched.queuedAtMs > timeouts.queueMs)
    return { cause: 'queue-timeout', detail: `no byte after ${seconds(timeouts.queueMs)} in the peer's queue` };
  if (state.kind === 'transferring' && nowMs - watched.bytesChangedAtMs > timeouts.stallMs)
    return { cause: 'stalled', detail: `no new byte for ${seconds(timeouts.stallMs)} at ${state.bytes} bytes` };
  return null;
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
