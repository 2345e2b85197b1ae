import type { DirectBatchOptions, StoredMsg } from '@nats-io/jetstream';

/** What is asked of the server here: one message, or from 2.11 on many at once. */
export interface DirectReads {
  next(subject: string, sequence: number): Promise<StoredMsg | null>;
  getBatch(options: DirectBatchOptions): Promise<AsyncIterable<StoredMsg>>;
  /** As the server says it now: it may be another one after a reconnect. */
  serverVersion(): string;
}

/** Messages that one answer holds at most; a commit is 512 KB at most and about one on average. */
const AT_ONCE = 500;

/**
 * Messages of a subject from a sequence up to `last`, oldest first. One request where the server answers many at once, else one a message.
 * A replica may answer that is behind: what it lacks is asked for one by one, and what nobody has ends it.
 */
export async function subjectMessages(reads: DirectReads, subject: string, from: number, last: StoredMsg): Promise<readonly StoredMsg[]> {
  const messages: StoredMsg[] = [];
  let next = from;
  while (next < last.seq && answersManyAtOnce(reads.serverVersion())) {
    const before = next;
    for await (const message of await reads.getBatch({ seq: next, next_by_subj: subject, batch: AT_ONCE })) {
      if (message.seq < next || message.seq > last.seq) continue; // stored since, or told twice
      messages.push(message);
      next = message.seq + 1;
    }
    if (next === before) break;
  }
  while (next <= last.seq) {
    const message = next === last.seq ? last : await reads.next(subject, next);
    if (message === null) break;
    messages.push(message);
    next = message.seq + 1;
  }
  return messages;
}

/** Batched direct gets came with nats-server 2.11. What can't be read is an old one. */
export function answersManyAtOnce(version: string): boolean {
  const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 11);
}
