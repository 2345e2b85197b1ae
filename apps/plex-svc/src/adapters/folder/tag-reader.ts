import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { messageOf } from '@soulsync/event-store';
import type { ReadFile } from '../../library/ports/file-notes.js';
import type { DiskPath } from './disk-name.js';
import type { Answered, Asked } from './tag-worker.js';

/** Reads files' tags. What can't be read says why; it rejects only when no thread can be started. */
export interface TagReader {
  read(path: DiskPath, name: string): Promise<ReadFile>;
}

export interface TagReaderLimits {
  /** For one file. */
  readonly timeLimitMs: number;
  readonly memoryMb: number;
  /** Unused for so long, the threads end. */
  readonly idleMs: number;
}

interface Job {
  readonly path: DiskPath;
  readonly name: string;
  readonly done: (read: ReadFile) => void;
  readonly failed: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job & { readonly timer: NodeJS.Timeout }>;
  /** Reads one file only, the one that is suspected. */
  readonly alone: boolean;
  ready: boolean;
}

const THREADS = Math.min(2, availableParallelism());
const FILES_A_THREAD = 4;
const usual: TagReaderLimits = { timeLimitMs: 60_000, memoryMb: 256, idleMs: 10_000 };
/** From the sources, as tests run, the built one is taken: a thread of its own reads no TypeScript. */
const workerFile = new URL('./tag-worker.js', import.meta.url.replace(/\/src\/adapters\/folder\/[^/]*$/, '/dist/adapters/folder/'));

/**
 * A bounded pool of threads: parsing 10 MB of tags takes seconds in which nothing else would run, and only a thread can be stopped. When one
 * runs out of time or memory, the files it had in hand are read again one at a time, so that only the guilty one is refused.
 */
export function tagReader(limits: TagReaderLimits = usual): TagReader {
  const waiting: Job[] = [];
  const suspects: Job[] = [];
  const threads = new Set<Thread>();
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;

  return {
    read: (path, name) =>
      new Promise((done, failed) => {
        waiting.push({ path, name, done, failed });
        work();
      }),
  };

  function work(): void {
    clearTimeout(idle);
    if (suspects.length > 0 && ![...threads].some(({ alone }) => alone)) start(true);
    while (waiting.length > 0) {
      const free = [...threads]
        .filter(({ alone, jobs }) => !alone && jobs.size < FILES_A_THREAD)
        .sort((a, b) => a.jobs.size - b.jobs.size)[0];
      const usable = free && (free.jobs.size === 0 || threads.size >= THREADS) ? free : threads.size < THREADS ? start(false) : free;
      const job = usable && waiting.shift();
      if (!job) break;
      give(usable, job);
    }
    for (const thread of threads) if (thread.alone && thread.jobs.size === 0) giveSuspect(thread);
    if ([...threads].every(({ jobs }) => jobs.size === 0)) idle = setTimeout(endAll, limits.idleMs).unref();
  }

  function giveSuspect(thread: Thread): void {
    const job = suspects.shift();
    if (job) return give(thread, job);
    threads.delete(thread);
    void thread.worker.terminate();
  }

  function start(alone: boolean): Thread {
    const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb } });
    worker.unref();
    const thread: Thread = { worker, jobs: new Map(), alone, ready: false };
    threads.add(thread);
    worker.on('message', (answer: Answered | 'ready') => {
      if (answer === 'ready') thread.ready = true;
      else finish(thread, answer);
    });
    worker.on('error', (error) => fall(thread, `reading it ended with: ${messageOf(error)}`));
    worker.on('exit', () => fall(thread, 'reading it ended without an answer'));
    return thread;
  }

  function give(thread: Thread, job: Job): void {
    const id = (asked += 1);
    const timer = setTimeout(() => fall(thread, `reading it took longer than ${limits.timeLimitMs / 1_000} s`), limits.timeLimitMs);
    thread.jobs.set(id, { ...job, timer });
    thread.worker.ref();
    const question: Asked = { id, path: job.path, name: job.name };
    thread.worker.postMessage(question);
  }

  function finish(thread: Thread, { id, read }: Answered): void {
    const job = thread.jobs.get(id);
    if (!job) return;
    clearTimeout(job.timer);
    thread.jobs.delete(id);
    if (thread.jobs.size === 0) thread.worker.unref();
    job.done(read);
    work();
  }

  /** The thread is given up with all it had in hand. */
  function fall(thread: Thread, detail: string): void {
    if (!threads.delete(thread)) return;
    void thread.worker.terminate();
    const jobs = [...thread.jobs.values()];
    for (const { timer } of jobs) clearTimeout(timer);
    if (!thread.ready) for (const { failed } of jobs) failed(new Error(`no thread to read files could be started: ${detail}`));
    else if (jobs.length > 1) suspects.push(...jobs);
    else for (const { done } of jobs) done({ kind: 'unread', reason: 'unreadable', detail });
    work();
  }

  function endAll(): void {
    for (const { worker } of threads) void worker.terminate();
    threads.clear();
  }
}
