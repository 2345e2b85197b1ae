import { spawn } from 'node:child_process';
import { endsWithAll } from '../processes/supervised.js';
import { Explained } from '../terminal.js';

/** Runs a program of the tests as a process of its own, as the simulators are run; answers its lines of output. */
export function run(program: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] });
    endsWithAll(program, child);
    let lines = '';
    let trouble = '';
    child.stdout.on('data', (chunk: Buffer) => (lines += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0
        ? resolve(lines.split('\n').filter((line) => line !== ''))
        : reject(new Explained(`${program} ended with ${signal ?? code}: ${trouble.slice(-2_000)}`)),
    );
  });
}
