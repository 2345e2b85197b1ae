import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { incompleteName, localName, ticked } from './naming.js';
import type { MoveKnobs, PeerConfig, PeerFile, PeerKnobs, SlskdConfig } from './scenario.js';

/** One download as slskd records it; times are on the virtual clock. */
export interface Transfer {
  id: string;
  batchId: string | null;
  username: string;
  filename: string;
  size: number;
  state: string;
  requestedAtMs: number;
  stateSinceMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  bytes: number;
  attempts: number;
  failures: number;
  exception: string | null;
  removed: boolean;
  destination: string | null;
  moveAtMs: number | null;
  localFilename: string | null;
  /** A DELETE was taken on; its state comes a moment later. */
  cancelAtMs?: number | null;
  /** The place a slow copy grows at, and when it began. */
  copying?: { readonly target: string; readonly sinceMs: number } | null;
}

export interface DownloadEvent {
  readonly id: string;
  readonly timestampMs: number;
  readonly type: string;
  readonly data: string;
}

const RETRIES = 3;
const RETRY_DELAY_MS = 5_000;
const DEFAULT_BPS = 500_000;

export const isOver = (transfer: Transfer) => transfer.state.startsWith('Completed');

/** Moves every transfer on by its peer's rules; really writes the files. */
export function downloads(config: SlskdConfig, transfers: Transfer[], events: DownloadEvent[], online: (username: string) => boolean) {
  const peerOf = (username: string): PeerConfig | undefined => config.peers.find((peer) => peer.username === username);
  const fileOf = (transfer: Transfer): PeerFile | undefined =>
    peerOf(transfer.username)?.files.find((file) => file.remoteFilename === transfer.filename);
  const knobsOf = (transfer: Transfer): PeerKnobs => ({ ...peerOf(transfer.username)?.knobs, ...fileOf(transfer)?.knobs });
  const moveOf = (transfer: Transfer): MoveKnobs => ({ ...config.move, ...knobsOf(transfer).move });
  const partOf = ({ username, filename }: Transfer) => join(config.incompleteDir, ...incompleteName(username, filename));

  function enter(transfer: Transfer, state: string, nowMs: number, exception: string | null = null): void {
    transfer.state = state;
    transfer.stateSinceMs = nowMs;
    transfer.exception = exception;
    if (isOver(transfer)) transfer.endedAtMs = nowMs;
  }

  function fail(transfer: Transfer, kind: 'Errored' | 'TimedOut', nowMs: number, exception: string): void {
    enter(transfer, `Completed, ${kind}`, nowMs, exception);
  }

  /** What arrived stays in the incomplete folder when a transfer ends without success. */
  function leavePart(transfer: Transfer, nowMs: number): void {
    const file = fileOf(transfer);
    if (!file || transfer.bytes === 0) return;
    mkdirSync(dirname(partOf(transfer)), { recursive: true });
    writeFileSync(partOf(transfer), readFileSync(file.source).subarray(0, transfer.bytes));
    dated(partOf(transfer), nowMs);
  }

  /** The words of the recordings: cancelled while it was asked for, it reads as an error; what went wrong before keeps its own text. */
  function cancelled(transfer: Transfer, nowMs: number): void {
    transfer.cancelAtMs = null;
    if (transfer.state === 'Requested')
      return enter(transfer, 'Completed, Errored', nowMs, 'One or more errors occurred. (The operation was canceled.)');
    const running = transfer.state === 'InProgress';
    if (running) leavePart(transfer, nowMs);
    const words = running ? 'The operation was canceled.' : (transfer.exception ?? 'A task was canceled.');
    transfer.startedAtMs ??= nowMs;
    enter(transfer, 'Completed, Cancelled', nowMs, words);
  }

  function advance(transfer: Transfer, nowMs: number): void {
    if (typeof transfer.cancelAtMs === 'number' && performance.now() >= transfer.cancelAtMs) {
      if (!/Succeeded/.test(transfer.state)) return cancelled(transfer, nowMs);
      transfer.cancelAtMs = null; // it was whole before it could be cancelled
    }
    const knobs = knobsOf(transfer);
    const waited = nowMs - transfer.stateSinceMs;
    switch (transfer.state) {
      case 'Queued, Locally':
        transfer.attempts += 1;
        enter(transfer, 'Requested', nowMs);
        return;
      case 'Requested':
        if (knobs.ack === 'never') {
          if (waited > 15_000) fail(transfer, 'TimedOut', nowMs, 'The wait timed out after 15000 milliseconds');
          return;
        }
        if (waited < 200) return;
        if (knobs.reject?.when === 'request')
          return enter(transfer, 'Completed, Rejected', nowMs, `Transfer rejected: ${knobs.reject.text}`);
        if (fileOf(transfer)?.locked) return enter(transfer, 'Completed, Rejected', nowMs, 'Transfer rejected: File not shared.');
        enter(transfer, 'Queued, Remotely', nowMs);
        return;
      case 'Queued, Remotely': {
        if (!online(transfer.username) || knobs.queue === 'never') return;
        const queueMs = knobs.queue ? knobs.queue.start * knobs.queue.everyMs : 300;
        if (waited < queueMs) return;
        if (knobs.reject?.when === 'queued') return enter(transfer, 'Completed, Rejected', nowMs, knobs.reject.text);
        if (knobs.sizeDelta) {
          const exception = `Transfer aborted: the remote size of ${transfer.size + knobs.sizeDelta} does not match expected size ${transfer.size}`;
          return enter(transfer, 'Completed, Aborted', nowMs, exception);
        }
        enter(transfer, 'InProgress', nowMs);
        transfer.startedAtMs ??= nowMs;
        return;
      }
      case 'InProgress':
        return progress(transfer, knobs, nowMs);
      default:
        return settle(transfer, nowMs);
    }
  }

  function progress(transfer: Transfer, knobs: PeerKnobs, nowMs: number): void {
    const bps = knobs.bps ?? DEFAULT_BPS;
    const stalled = knobs.stallAt !== undefined && transfer.bytes >= transfer.size * knobs.stallAt;
    if (stalled) {
      if (!knobs.frozen && nowMs - transfer.stateSinceMs > 60_000)
        fail(transfer, 'TimedOut', nowMs, 'Inactivity timeout of 60000 milliseconds was reached');
      return;
    }
    const elapsedMs = nowMs - transfer.stateSinceMs;
    const limit = knobs.stallAt === undefined ? transfer.size : Math.ceil(transfer.size * knobs.stallAt);
    transfer.bytes = Math.min(limit, Math.max(transfer.bytes, Math.floor((elapsedMs / 1000) * bps)));
    if (knobs.failAt !== undefined && transfer.failures < (knobs.failTimes ?? 1) && transfer.bytes >= transfer.size * knobs.failAt) {
      transfer.failures += 1;
      leavePart(transfer, nowMs);
      return fail(transfer, 'Errored', nowMs, 'Transfer failed: Connection reset by peer');
    }
    if (transfer.bytes < transfer.size) return;
    enter(transfer, 'Completed, Succeeded', nowMs);
    transfer.moveAtMs = nowMs + (moveOf(transfer).delayMs ?? 50);
  }

  /** The move comes after "Succeeded"; failed tries come back. */
  function settle(transfer: Transfer, nowMs: number): void {
    if (transfer.state === 'Completed, Succeeded' && transfer.moveAtMs !== null && nowMs >= transfer.moveAtMs) {
      transfer.moveAtMs = null;
      move(transfer, nowMs);
      return;
    }
    if (transfer.copying) return copyOn(transfer, transfer.copying, nowMs);
    const wasCancelled = /operation was canceled/.test(transfer.exception ?? '');
    const retried = /Errored|TimedOut/.test(transfer.state) && transfer.attempts < RETRIES && !transfer.removed && !wasCancelled;
    if (retried && nowMs - transfer.stateSinceMs > RETRY_DELAY_MS) enter(transfer, 'Queued, Locally', nowMs);
  }

  function move(transfer: Transfer, nowMs: number): void {
    const { fail, slowCopyBps } = moveOf(transfer);
    if (fail) {
      transfer.exception = `${fail}: the file could not be moved`;
      return;
    }
    const file = fileOf(transfer);
    const incomplete = partOf(transfer);
    try {
      mkdirSync(dirname(incomplete), { recursive: true });
      writeFileSync(incomplete, file ? readFileSync(file.source) : '');
      damage(incomplete, knobsOf(transfer).write);
      dated(incomplete, nowMs);
      const parts = localName(transfer.filename, transfer.destination);
      let target = join(config.downloadsDir, ...parts);
      mkdirSync(dirname(target), { recursive: true });
      if (existsSync(target)) target = join(dirname(target), ticked(parts.at(-1) ?? '', nowMs));
      if (slowCopyBps !== undefined) {
        writeFileSync(target, '');
        transfer.copying = { target, sinceMs: nowMs };
        return;
      }
      moved(incomplete, target);
      arrived(transfer, target, nowMs);
    } catch (error) {
      enter(transfer, 'Completed, Errored', nowMs, String(error)); // a name over 255 bytes, a full disk
      transfer.attempts = RETRIES;
    }
  }

  /** The copy has its name from the beginning, and all of its bytes only at the end. */
  function copyOn(transfer: Transfer, { target, sinceMs }: NonNullable<Transfer['copying']>, nowMs: number): void {
    const whole = readFileSync(partOf(transfer));
    const bytes = Math.floor(((nowMs - sinceMs) / 1000) * (moveOf(transfer).slowCopyBps ?? 0));
    if (existsSync(target)) {
      writeFileSync(target, whole.subarray(0, bytes));
      dated(target, nowMs);
    }
    if (bytes < whole.length) return;
    transfer.copying = null;
    rmSync(partOf(transfer));
    arrived(transfer, target, nowMs);
  }

  function arrived(transfer: Transfer, target: string, nowMs: number): void {
    transfer.localFilename = target;
    if (moveOf(transfer).eventLost) return;
    const data = JSON.stringify({
      version: 0,
      localFilename: transfer.localFilename,
      remoteFilename: transfer.filename,
      transfer: { id: transfer.id, username: transfer.username, state: transfer.state, exception: null },
    });
    events.push({ id: randomUUID(), timestampMs: transfer.endedAtMs ?? nowMs, type: 'DownloadFileComplete', data });
  }

  return {
    tick(nowMs: number): void {
      for (const transfer of transfers) advance(transfer, nowMs);
    },
    /** Asynchronous, as the real one: the record is as before for a moment. */
    cancel(transfer: Transfer): void {
      const retries = /Errored|TimedOut/.test(transfer.state) && transfer.attempts < RETRIES;
      if (!isOver(transfer) || retries) transfer.cancelAtMs ??= performance.now() + (config.cancelDelayMs ?? 20);
    },
    sizeOf: (file: PeerFile) => file.advertisedSizeBytes ?? statSync(file.source).size,
    fileOf,
  };
}

/** A clock that runs faster dates files too: their times and those of records are of one clock. */
function dated(path: string, nowMs: number): void {
  utimesSync(path, nowMs / 1000, nowMs / 1000);
}

/** slskd's two folders may lie on two disks: then it copies. */
function moved(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EXDEV') throw error;
    copyFileSync(from, to);
    rmSync(from);
  }
}

function damage(path: string, write: string | undefined): void {
  if (write === undefined) return;
  const { size } = statSync(path);
  if (write === 'empty') truncateSync(path, 0);
  else if (write.startsWith('truncate:')) truncateSync(path, Math.floor(size * Number(write.slice(9))));
  else if (write === 'garbage') writeFileSync(path, Buffer.alloc(size, 'not music '));
  else if (write === 'flipbits') {
    const bytes = readFileSync(path);
    for (let at = 5_000; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
  } else appendFileSync(path, '');
}
