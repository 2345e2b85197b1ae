import type { RecordingDescription, RecordingIdentityEvent, WantedRecordingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { identifiersOf, identityKey } from '../domain/recording-identity/identity-key.js';
import { recordingOf } from '../domain/recording-identity/recording-identity.js';
import type { Described, RecordingIdentities, RecordingIdentityCommand } from '../domain/recording-identity/recording-identity.js';
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
        ids[place] = recordingOf(state, described) ?? described.ownId;
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
  return ids;
}
