import { spawn } from 'node:child_process';
import { launcher } from './running-demo.js';

export interface EmptyDemo {
  readonly url: string;
  /** What there is to type, by its name in the printed list: `Music folder`, `slskd, address`. */
  typed(name: string): string;
  stop(): Promise<void>;
}

/** `./soulsync demo --empty`, until it has said all that is to be typed. */
export async function emptyDemo(args: readonly string[]): Promise<EmptyDemo> {
  const child = spawn(process.execPath, [launcher, 'demo', '--empty', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  await new Promise<void>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        words += chunk.toString();
        if (words.includes('Ctrl-C stops everything.')) ready();
      });
    child.once('exit', () => failed(new Error(words)));
  });
  return {
    url: /SoulSync is at ([^\s,]+)/.exec(words)?.[1] ?? '',
    typed(name) {
      const line = words.split('\n').find((one) => one.startsWith(`  ${name}: `));
      if (line === undefined) throw new Error(`nothing is said of ${name} in:\n${words}`);
      return line.slice(name.length + 4);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
