import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Explained, say } from '../terminal.js';
import { basicEnvironment } from './environment.js';
import { noteOf } from './leftovers.js';
import { childLog } from './log-file.js';
import { restartWaitMs } from './restart-wait.js';

export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside the basics (PATH and the like): a child gets no more of our environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly stopSignal?: NodeJS.Signals;
  /** Resolves once it is of use; called after each start. */
  ready?(): Promise<void>;
  /** Once it has ended because it was to stop: takes away what it leaves behind, or makes that last. */
  afterStop?(): Promise<void>;
}

export interface Supervised {
  readonly name: string;
  readonly pid: number | null;
  /** As if the power went: the supervisor starts it again. */
  kill(): void;
  stop(): Promise<void>;
}

/** In the order they were started. */
const living = new Set<Supervised>();

/** The last started first: nobody is left without what it stands on. */
export async function stopAllSupervised(): Promise<void> {
  endingAll = true;
  for (let last = [...living].at(-1); last; last = [...living].at(-1)) await last.stop();
}

/** A child that ends by itself: until then it ends with all others. */
export function endsWithAll(name: string, child: ChildProcess): void {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const handle: Supervised = {
    name,
    get pid() {
      return child.pid ?? null;
    },
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await ended;
      clearTimeout(timer);
      living.delete(handle);
    },
  };
  living.add(handle);
  void ended.then(() => living.delete(handle));
  if (endingAll) child.kill('SIGTERM');
}

/** From here on nothing is started any more. */
let endingAll = false;

const STOP_PATIENCE_MS = 15_000;
/** Whoever ends sooner after its start most likely does so again. */
const QUICK_MS = 5_000;

/** A child that is started again when it dies, within a second unless it dies again and again, until it is stopped. Its pid and its log lie in the data folder. */
export async function supervised(dataDir: string, spec: ChildSpec): Promise<Supervised> {
  const pidFile = join(dataDir, 'run', `${spec.name}.pid`);
  await mkdir(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  const log = await childLog(dataDir, spec.name);
  let child: ChildProcess | null = null;
  /** Ends one after the other, each soon after its start. */
  let quickEnds = 0;
  let stopping = false;

  async function begin(): Promise<void> {
    const started = spawn(spec.command, spec.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...basicEnvironment(process.env), ...spec.env },
      ...(spec.cwd ? { cwd: spec.cwd } : {}),
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    });
    child = started;
    const startedAtMs = performance.now();
    log.follow(started.stdout);
    log.follow(started.stderr);
    const ended = (how: string) => {
      if (stopping || child !== started) return;
      log.write(`-- ${spec.name} ended (${how}) and is started again\n`);
      quickEnds = performance.now() - startedAtMs < QUICK_MS ? quickEnds + 1 : 0;
      void delay(restartWaitMs(quickEnds)).then(() => (stopping ? undefined : begin()));
    };
    started.on('error', (error) => {
      if (quickEnds === 0) say(`${spec.name} could not be started: ${error.message}`); // each time: its log says so
      // Of one that was never there, no exit is told: its program is away, such as during an upgrade, or there are too many processes.
      if (started.pid === undefined) ended(error.message);
    });
    started.once('exit', (code, signal) => ended(signal ?? String(code ?? 'unknown')));
    // Without room for a few bytes it runs all the same.
    if (started.pid !== undefined)
      await writeFile(pidFile, await noteOf(started.pid), { mode: 0o600 }).catch((error: Error) =>
        log.write(`-- ${spec.name} runs, and its pid could not be noted: ${error.message}\n`),
      );
  }

  const handle: Supervised = {
    name: spec.name,
    get pid() {
      return child?.pid ?? null;
    },
    kill: () => void child?.kill('SIGKILL'),
    async stop() {
      stopping = true;
      const ending = child;
      if (ending && ending.exitCode === null && ending.signalCode === null) {
        const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
        ending.kill(spec.stopSignal ?? 'SIGTERM');
        const timer = setTimeout(() => ending.kill('SIGKILL'), STOP_PATIENCE_MS);
        await ended;
        clearTimeout(timer);
      }
      await spec.afterStop?.();
      await log.close();
      await rm(pidFile, { force: true });
      living.delete(handle);
    },
  };
  if (endingAll) throw new Explained(`interrupted: ${spec.name} is not started any more`);
  living.add(handle);
  await begin();
  await spec.ready?.();
  return handle;
}
