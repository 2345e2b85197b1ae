import type { RecordingDescription, RecordingIdentityEvent, WantedRecordingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { identifiersOf, identityKey } from '../domain/recording-identity/identity-key.js';
import { recordingOf, successorOf } from '../domain/recording-identity/recording-identity.js';
import type {
  Described,
  RecordingIdentities,
  RecordingIdentityCommand,
  Successor,
} from '../domain/recording-identity/recording-identity.js';
import { ownRecordingId } from '../recording-id.js';

export type Identities = CommandHandler<RecordingIdentityCommand, RecordingIdentities, RecordingIdentityEvent>;

/** Keys at once: a playlist of 10,000 is read in seconds. */
const SIDE_BY_SIDE = 8;

export function describedOf(recording: RecordingDescription): Described {
  return { ownId: ownRecordingId(recording), identifiers: identifiersOf(recording), durationMs: recording.durationMs };
}

/** The aggregate that says which recording it is; what names no artist or no title has one of its own. */
export const identityIdOf = (recording: RecordingDescription): string =>
  uuid5(SOULSYNC_NAMESPACE, 'recording-identity', identityKey(recording) ?? ownRecordingId(recording));

/** Merges lead from one to the next; more than this would be a circle. */
const MOST_MERGES = 20;

/** What stands for a recording in the end. */
export async function lastOf(identities: Pick<Identities, 'load'>, one: Successor, known: RecordingIdentities): Promise<WantedRecordingId> {
  let [{ recordingId, identity }, state] = [one, known];
  for (let merges = 0; merges < MOST_MERGES; merges += 1) {
    const next = successorOf(state, recordingId);
    if (next === null) return recordingId;
    if (next.identity !== identity) state = await identities.load(next.identity);
    ({ recordingId, identity } = next);
  }
  return recordingId;
}

/** Which recording each description is of, in their order. Those of one key are asked for one after the other, or they would race. */
export async function identifyRecordings(
  identities: Identities,
  recordings: readonly RecordingDescription[],
  context: CommandContext,
): Promise<readonly WantedRecordingId[]> {
  const ids: WantedRecordingId[] = [];
  const byKey = new Map<string, number[]>();
  recordings.forEach((recording, place) => {
    const key = identityIdOf(recording);
    byKey.set(key, [...(byKey.get(key) ?? []), place]);
  });
  const waiting = [...byKey];
  async function next(): Promise<void> {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const [key, places] = one;
      for (const place of places) {
        const described = describedOf(recordings[place]!); // places are those of `recordings`
        const { state } = await identities.first(key, { type: 'Identify', data: { ...described, at: context.time } }, context);
        ids[place] = await lastOf(identities, { recordingId: recordingOf(state, described) ?? described.ownId, identity: key }, state);
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
  return ids;
}
