import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endsWithAll } from '../processes/supervised.js';
import { send } from './send.js';

/** Asks /ping again and again, and remembers by how much the longest answer was late. */
export interface Pulse {
  readonly longestMs: number;
  readonly asked: number;
  stop(): Promise<void>;
}

const EVERY_MS = 50;
const GIVE_UP_MS = 15_000;
/** A server that does nothing else. */
const IDLE_SERVER =
  "require('node:http').createServer((_, answer) => answer.end()).listen(0, '127.0.0.1', function () { console.log(this.address().port) })";

/** A busy machine, and an attacker who is busy himself, are not the system's: an idle server is asked at the same moments, and its wait is taken off. */
export function pulse(url: string): Pulse {
  let stopped = false;
  let longestMs = 0;
  let asked = 0;
  const beating = (async () => {
    const idle = spawn(process.execPath, ['-e', IDLE_SERVER], { stdio: ['ignore', 'pipe', 'ignore'] });
    endsWithAll('idle-server', idle);
    const idleUrl = `http://127.0.0.1:${await firstLineOf(idle)}`;
    const ping = (to: string) => send(to, { method: 'GET', path: '/ping', timeoutMs: GIVE_UP_MS });
    try {
      while (!stopped) {
        const [reply, other] = await Promise.all([ping(url), ping(idleUrl)]);
        asked += 1;
        longestMs = Math.max(longestMs, reply.kind === 'hung' ? reply.ms : reply.ms - other.ms);
        await delay(EVERY_MS);
      }
    } finally {
      idle.kill('SIGKILL');
    }
  })();
  return {
    get longestMs() {
      return longestMs;
    },
    get asked() {
      return asked;
    },
    async stop() {
      stopped = true;
      await beating;
    },
  };
}

function firstLineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the idle server did not start')));
  });
}
