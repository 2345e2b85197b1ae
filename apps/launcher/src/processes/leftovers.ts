import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Explained, say } from '../terminal.js';
import { tryLock } from './lock.js';

interface Noted {
  readonly pid: number;
  /** Start of the process, in clock ticks since boot where there is /proc: a number is used again, the pair is not. */
  readonly startTicks: string;
}

/** What a pid file holds, so that only processes of ours are ever ended. */
export async function noteOf(pid: number): Promise<string> {
  return JSON.stringify({ pid, startTicks: await startTicks(pid) });
}

async function startTicks(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // No such process, or no /proc: there `ps` knows, to the second.
    return existsSync('/proc/self') ? '' : spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  }
}

async function alive(note: Noted): Promise<boolean> {
  const ticks = await startTicks(note.pid);
  return ticks !== '' && ticks === note.startTicks;
}

async function read(path: string): Promise<Noted | null> {
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof note === 'object' && note !== null && 'pid' in note && 'startTicks' in note ? (note as Noted) : null; // both fields are there
  } catch {
    return null; // half written when its owner was killed
  }
}

/** Let go when the last of its holders in this process has. */
const held = new Map<string, { readonly unlock: () => void; holders: number }>();
/** A winner writes its note at once after it has the lock. */
const NOTE_WITHIN_MS = 2_000;

/**
 * Makes the data folder ours, for as long as this process lives or until the answered function is called: takes its lock, then ends what a
 * killed launcher left behind and notes our own pid. Throws Explained, and touches nothing, while another launcher has the lock. Within
 * one process it may be claimed again.
 */
export async function claim(runDir: string): Promise<() => Promise<void>> {
  const path = resolve(runDir);
  const known = held.get(path);
  if (known) known.holders += 1;
  else {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const unlock = tryLock(join(path, 'lock'));
    const launcher = unlock && (await living(path)); // of a version that took no lock
    if (!unlock || launcher) {
      unlock?.();
      throw alreadyRuns(launcher ?? (await noted(path)));
    }
    held.set(path, { unlock, holders: 1 });
    await writeFile(join(path, LAUNCHER), await noteOf(process.pid), { mode: 0o600 });
    const left = (await readdir(path)).filter((name) => name.endsWith('.pid') && name !== LAUNCHER);
    await Promise.all(left.map((name) => endLeftover(path, name)));
  }
  return () => letGo(path);
}

async function letGo(path: string): Promise<void> {
  const mine = held.get(path);
  if (!mine) return;
  mine.holders -= 1;
  if (mine.holders > 0) return;
  held.delete(path);
  await rm(join(path, LAUNCHER), { force: true });
  mine.unlock();
}

const LAUNCHER = 'launcher.pid';

const alreadyRuns = (launcher: Noted | null) =>
  new Explained(
    `another launcher (${launcher ? `pid ${launcher.pid}` : 'it has not said its pid yet'}) already runs on this data folder; stop it, or choose another folder with --data`,
  );

async function living(path: string): Promise<Noted | null> {
  const launcher = await read(join(path, LAUNCHER));
  return launcher && launcher.pid !== process.pid && (await alive(launcher)) ? launcher : null;
}

/** Who has the lock. */
async function noted(path: string): Promise<Noted | null> {
  for (const giveUpAt = performance.now() + NOTE_WITHIN_MS; performance.now() < giveUpAt; await delay(50)) {
    const launcher = await living(path);
    if (launcher) return launcher;
  }
  return null;
}

/** Is a launcher alive on this data folder? */
export async function isClaimed(runDir: string): Promise<boolean> {
  const launcher = await read(join(runDir, LAUNCHER));
  return launcher !== null && (await alive(launcher));
}

async function endLeftover(runDir: string, name: string): Promise<void> {
  const path = join(runDir, name);
  const note = await read(path);
  if (note && (await alive(note))) {
    say(`ending ${name.slice(0, -4)} (pid ${note.pid}), left behind by an earlier run`);
    await end(note);
  }
  await rm(path, { force: true });
}

/** SIGINT first: to Postgres it says "fast", where SIGTERM would wait for its clients. */
async function end(note: Noted): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    try {
      process.kill(note.pid, signal);
    } catch {
      return; // gone in between
    }
    for (let waited = 0; waited < 3_000; waited += 50) {
      if (!(await alive(note))) return;
      await delay(50);
    }
  }
}
