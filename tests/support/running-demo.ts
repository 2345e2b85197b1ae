import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export const launcher = resolve(import.meta.dirname, '../../apps/launcher/dist/main.js');

export interface RunningDemo {
  readonly url: string;
  readonly password: string;
  readonly process: ChildProcess;
  get<T>(path: string): Promise<T>;
  post(path: string, body?: object): Promise<Response>;
  /** Speaks to the control door of a simulator. Needs a data folder that was named. */
  control(simulator: 'slskd' | 'spotify' | 'plex', verb: string, body?: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** `./soulsync demo`, until it says where it is; the playlist is followed a moment later. */
export async function runningDemo(
  args: readonly string[],
  dataDir?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningDemo> {
  const child = spawn(process.execPath, [launcher, 'demo', ...args, ...(dataDir ? ['--data', dataDir] : [])], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let words = '';
  const [url, password] = await new Promise<[string, string]>((ready, failed) => {
    child.stderr.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      const address = /SoulSync is at (\S+) \(name admin, password (\S+)\)/.exec(words);
      if (address) ready([address[1] ?? '', address[2] ?? '']);
    });
    child.once('exit', () => failed(new Error(words)));
  });
  const same = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: same,
    body: JSON.stringify({ name: 'admin', password }),
  });
  const Cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    url,
    password,
    process: child,
    async get<T>(path: string) {
      const ask = () => fetch(url + path, { headers: { Cookie } });
      // A kept connection may be closed by the gateway just as it is used again; a browser asks once more, too.
      const response = await ask().catch(ask);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T; // the shapes are contracts' REST classes
    },
    post: (path, body = {}) => fetch(url + path, { method: 'POST', headers: { ...same, Cookie }, body: JSON.stringify(body) }),
    async control(simulator, verb, body) {
      const port = (await readFile(join(dataDir ?? '', 'world', 'run', `${simulator}.port`), 'utf8')).trim();
      const answer = await fetch(`http://127.0.0.1:${port}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body ?? {}) });
      if (!answer.ok) throw new Error(`${simulator} ${verb}: ${answer.status}`);
      return answer.status === 204 ? null : ((await answer.json()) as unknown);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What `look` answers once `good` says yes; throws the last answer when the time is over. */
export async function eventually<T>(look: () => Promise<T>, good: (value: T) => boolean, withinMs = 30_000): Promise<T> {
  let last: T | undefined;
  for (const giveUpAt = Date.now() + withinMs; Date.now() < giveUpAt; await delay(200)) {
    last = await look();
    if (good(last)) return last;
  }
  throw new Error(`not within ${withinMs} ms; last seen: ${JSON.stringify(last)?.slice(0, 2_000)}`);
}
