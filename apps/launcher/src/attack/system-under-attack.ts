import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inCheckout } from '../checkout.js';
import { endsWithAll } from '../processes/supervised.js';
import { Explained } from '../terminal.js';
import { ownerAccess } from './owner-access.js';
import type { OwnerAccess } from './owner-access.js';
import { json, send } from './send.js';
import type { Reply, Sent } from './send.js';

export const launcherMain = inCheckout('apps', 'launcher', 'dist', 'main.js');
export const SESSION_COOKIE = 'soulsync_session';

/** A `./soulsync` of its own, attacked from outside its processes. */
export interface SystemUnderAttack {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  readonly password: string;
  readonly owner: OwnerAccess;
  /** Headers of the admin's session. */
  readonly admin: Readonly<Record<string, string>>;
  /** A request of the signed-in admin. */
  asAdmin(sent: Sent): Promise<Reply>;
  /** Throws when it is not answered with success within half a minute. */
  get<T>(path: string): Promise<T>;
  /** Names and pids of all that the launcher keeps running. */
  parts(): Promise<ReadonlyMap<string, number>>;
  signal(part: string, signal: NodeJS.Signals): Promise<boolean>;
  /** Until /ping answers again. */
  answers(withinMs?: number): Promise<boolean>;
  /** What it wrote for people. */
  words(): string;
  stop(): Promise<void>;
}

export interface Begun {
  readonly process: ChildProcess;
  words(): string;
  /** null: still runs. */
  code(): number | null;
  readonly ended: Promise<void>;
}

/** One `./soulsync` command as a process of its own; ends with us at the latest. */
export function begin(args: readonly string[], env: Readonly<Record<string, string>> = {}): Begun {
  const child = spawn(process.execPath, [launcherMain, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  endsWithAll(`soulsync ${args[0] ?? ''}`, child);
  let words = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { process: child, words: () => words, code: () => child.exitCode ?? (child.signalCode ? -1 : null), ended };
}

const START_MS = 120_000;

/** Until it says what is looked for; throws its words when it ends before. */
export async function saying(begun: Begun, pattern: RegExp, withinMs = START_MS): Promise<RegExpExecArray> {
  for (const giveUpAt = Date.now() + withinMs; ; await delay(50)) {
    const found = pattern.exec(begun.words());
    if (found) return found;
    if (begun.code() !== null || Date.now() > giveUpAt)
      throw new Explained(`it did not say ${String(pattern)}:\n${begun.words().slice(-3_000)}`);
  }
}

/** The built-in world on this folder, one process a service, its admin signed in. */
export async function startWorld(
  dataDir: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<SystemUnderAttack> {
  const begun = begin(['demo', '--split', '--tracks', '60', '--data', dataDir, ...args], env);
  const [, url = '', password = ''] = await saying(begun, /SoulSync is at (\S+) \(name admin, password (\S+)\)/);
  return signedIn(begun, dataDir, url, password);
}

async function signedIn(begun: Begun, dataDir: string, url: string, password: string): Promise<SystemUnderAttack> {
  const token = await sessionOf(url, 'admin', password);
  const admin = { Cookie: `${SESSION_COOKIE}=${token}`, 'Sec-Fetch-Site': 'same-origin' };
  const asAdmin = (sent: Sent) => send(url, { ...sent, headers: { ...admin, ...sent.headers } });
  return {
    url,
    dataDir,
    password,
    admin,
    asAdmin,
    process: begun.process,
    owner: ownerAccess(dataDir),
    words: begun.words,
    async get<T>(path: string) {
      for (const giveUpAt = Date.now() + 30_000; ; await delay(300)) {
        const reply = await asAdmin({ method: 'GET', path, timeoutMs: 20_000 });
        if (reply.kind === 'answer' && reply.status === 200) return JSON.parse(reply.body) as T; // the shapes are contracts' REST classes
        if (Date.now() > giveUpAt) throw new Explained(`${path} is not answered: ${JSON.stringify(reply).slice(0, 500)}`);
      }
    },
    parts: () => partsOf(dataDir),
    async signal(part, signal) {
      const pid = (await partsOf(dataDir)).get(part);
      return pid !== undefined && signalled(pid, signal);
    },
    async answers(withinMs = 60_000) {
      for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt; await delay(100)) {
        const reply = await send(url, { method: 'GET', path: '/ping', timeoutMs: 2_000 });
        if (reply.kind === 'answer' && reply.status === 200) return true;
      }
      return false;
    },
    async stop() {
      begun.process.kill('SIGTERM');
      await begun.ended;
    },
  };
}

/** The token of a new session. Throws when there is none within half a minute. */
export async function sessionOf(url: string, name: string, password: string): Promise<string> {
  for (const giveUpAt = Date.now() + 30_000; ; await delay(300)) {
    const reply = await send(url, { method: 'POST', path: '/api/v1/session', ...json({ name, password }), timeoutMs: 20_000 });
    const token = reply.kind === 'answer' ? tokenIn(reply.headers['set-cookie']) : null;
    if (token) return token;
    if (Date.now() > giveUpAt) throw new Explained(`${name} can't sign in: ${JSON.stringify(reply).slice(0, 500)}`);
  }
}

export const tokenIn = (cookies: readonly string[] | undefined): string | null =>
  cookies?.map((cookie) => new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(cookie)?.[1]).find((token) => token) ?? null;

async function partsOf(dataDir: string): Promise<ReadonlyMap<string, number>> {
  const run = join(dataDir, 'run');
  const found = new Map<string, number>();
  for (const file of (await readdir(run)).filter((name) => name.endsWith('.pid') && name !== 'launcher.pid').sort()) {
    const pid = /"pid":\s*(\d+)/.exec(await readFile(join(run, file), 'utf8').catch(() => ''))?.[1]; // just being written
    if (pid !== undefined) found.set(file.slice(0, -4), Number(pid));
  }
  return found;
}

export function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // gone already
  }
}
