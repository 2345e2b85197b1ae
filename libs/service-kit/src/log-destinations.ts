import { resolve } from 'node:path';
import type { Writable } from 'node:stream';

import { logFile } from './log-file.js';
import type { LogLimits } from './log-file.js';
import { logOutput } from './log-output.js';
import type { LogDestination, LogOutput } from './log-output.js';
import type { LogSettings } from './settings/operation-sections.js';

const DAY_MS = 86_400_000;
const MB = 1_048_576;

export const logLimits = ({ maxMb, files, days }: LogSettings): LogLimits => ({ maxBytes: maxMb * MB, files, maxAgeMs: days * DAY_MS });

/** One writer a path, however many services of this process log there: two would rotate it under each other. */
const outputs = new Map<string, LogOutput>();

/** The log file's output, or that of stdout. The limits may change while it is written; of several services of a process they are the same. */
export function logOutputOf(path: string | undefined, limits: () => LogLimits): LogOutput {
  const key = path === undefined ? '' : resolve(path);
  const known = outputs.get(key);
  if (known) return known;
  const output = logOutput(path === undefined ? streamDestination(process.stdout) : logFile(key, limits));
  outputs.set(key, output);
  return output;
}

export function streamDestination(stream: Writable): LogDestination {
  survivesClosedPipe(stream);
  return {
    write: (text) => new Promise((done, failed) => stream.write(text, (error) => (error ? failed(error) : done()))),
    writeNow: (text) => void stream.write(text),
    close: async () => undefined, // it belongs to the process
  };
}

const watched = new WeakSet<Writable>();

/** Whoever read our output may be gone (EPIPE): what is written then is lost, and the process goes on. */
export function survivesClosedPipe(...streams: readonly Writable[]): void {
  for (const stream of streams) {
    if (watched.has(stream)) continue;
    watched.add(stream);
    stream.on('error', () => undefined); // whoever writes and wants to know is told by the call
  }
}
