import { parentPort } from 'node:worker_threads';
import type { ReadFile } from '../../library/ports/file-notes.js';
import { readFile } from './read-file.js';

export interface Asked {
  readonly id: number;
  /** Bytes where the path is no UTF-8. */
  readonly path: string | Uint8Array;
  readonly name: string;
}

export interface Answered {
  readonly id: number;
  readonly read: ReadFile;
}

/** The first word: it can read. What dies before has a fault that is no file's. */
parentPort?.postMessage('ready');
parentPort?.on('message', ({ id, path, name }: Asked) => {
  void readFile(typeof path === 'string' ? path : Buffer.from(path), name).then((read) => {
    const answer: Answered = { id, read };
    parentPort?.postMessage(answer);
  });
});
