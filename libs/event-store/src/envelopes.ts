import type { EventEnvelope } from '@soulsync/contracts';
import { timeless } from './command-identity.js';
import { CommitIdReused, CommitTooLarge, MAX_COMMIT_BYTES } from './event-store.js';
import type { Appended, CommitContext, NewEvent, StoredCommit, StreamId } from './event-store.js';
import { uuid5 } from './ids.js';

/** Envelopes of a commit. Event ids follow from the aggregate and the commit id: no two events of the log share one. */
export function envelopes(
  stream: StreamId,
  events: readonly NewEvent[],
  firstVersion: number,
  commitId: string,
  context: CommitContext,
  versionOf: (type: string) => number,
): readonly EventEnvelope[] {
  return events.map(({ type, data }, index) => ({
    id: uuid5(commitIdSpace, commitId, stream.aggregateType, stream.aggregateId, String(index)),
    type,
    schemaVersion: versionOf(type),
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

/** The first answer, for who brings a commit that is stored. Throws CommitIdReused when it is another one. */
export function firstAnswer(stored: StoredCommit, events: readonly NewEvent[]): Appended {
  const contentOf = (all: readonly Pick<NewEvent, 'type' | 'data'>[]) => timeless(all.map(({ type, data }) => ({ type, data })));
  if (contentOf(stored.events) !== contentOf(events)) throw new CommitIdReused(stored);
  return { token: stored.token, position: stored.position, repeated: true };
}
