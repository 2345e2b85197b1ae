import { spawn } from 'node:child_process';
import { launcher } from './running-demo.js';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One run of the launcher, to its end. */
export function soulsync(...args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('exit', (code) => done({ code: code ?? -1, stdout, stderr }));
  });
}

/** What `demo --json` says. */
export interface DemoResult {
  readonly ok: boolean;
  readonly rssMb: number;
  readonly killed: readonly string[];
  readonly entries: readonly { readonly n: number; readonly state: string; readonly file?: string }[];
}

/** The words it said, when it did not go as it must. */
export const result = ({ stdout, stderr }: Ended): DemoResult => {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(stderr.slice(-3_000));
  const parsed = JSON.parse(line) as DemoResult; // the last line of --json
  if (!parsed.ok) throw new Error(stderr.slice(-3_000));
  return parsed;
};
export const states = (entries: DemoResult['entries']) => entries.map(({ n, state }) => `${n} ${state}`);
