import type { EventEnvelope } from '@soulsync/contracts';
import { CommitTooLarge, MAX_COMMIT_BYTES } from './event-store.js';
import type { CommitContext, NewEvent, StreamId } from './event-store.js';
import { uuid5 } from './ids.js';

/** Envelopes of a commit. Event ids follow from the commit id, so that a repeated commit is the same to the letter. */
export function envelopes(
  stream: StreamId,
  events: readonly NewEvent[],
  firstVersion: number,
  commitId: string,
  context: CommitContext,
): readonly EventEnvelope[] {
  return events.map(({ type, data, schemaVersion }, index) => ({
    id: uuid5(commitIdSpace, commitId, String(index)),
    type,
    schemaVersion: schemaVersion ?? 1,
    time: context.time,
    aggregateType: stream.aggregateType,
    aggregateId: stream.aggregateId,
    version: firstVersion + index,
    correlationId: context.correlationId,
    causationId: context.causationId,
    actor: context.actor,
    traceparent: context.traceparent,
    data,
  }));
}

const commitIdSpace = '1f6b8f0a-52a2-4f44-8d0e-6b7b5d7a9c31';

export function encoded(stream: StreamId, commit: readonly EventEnvelope[]): Uint8Array {
  const payload = Buffer.from(JSON.stringify(commit));
  if (payload.byteLength > MAX_COMMIT_BYTES) throw new CommitTooLarge(stream, payload.byteLength);
  return payload;
}
