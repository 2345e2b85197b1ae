import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Explained, say } from '../terminal.js';

interface Noted {
  readonly pid: number;
  /** Start of the process in clock ticks since boot: a number is used again, the pair is not. */
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
    return ''; // no such process, or no /proc
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

/**
 * Makes the data folder ours: ends what a killed launcher left behind, refuses while its launcher is alive, notes our own pid. Claiming it
 * again does nothing.
 */
export async function claim(runDir: string): Promise<void> {
  await mkdir(runDir, { recursive: true });
  const launcher = await read(join(runDir, 'launcher.pid'));
  if (launcher?.pid === process.pid && (await alive(launcher))) return;
  if (launcher && (await alive(launcher)))
    throw new Explained(
      `another launcher (pid ${launcher.pid}) already runs on this data folder; stop it, or choose another folder with --data`,
    );
  const left = (await readdir(runDir)).filter((name) => name.endsWith('.pid'));
  await Promise.all(left.map((name) => endLeftover(runDir, name)));
  await writeFile(join(runDir, 'launcher.pid'), await noteOf(process.pid));
}

/** Is a launcher alive on this data folder? */
export async function isClaimed(runDir: string): Promise<boolean> {
  const launcher = await read(join(runDir, 'launcher.pid'));
  return launcher !== null && (await alive(launcher));
}

async function endLeftover(runDir: string, name: string): Promise<void> {
  const path = join(runDir, name);
  const note = await read(path);
  if (note && name !== 'launcher.pid' && (await alive(note))) {
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
