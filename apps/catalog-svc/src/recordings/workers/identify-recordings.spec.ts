import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { recordingIdentity } from '../domain/recording-identity/recording-identity.js';
import { ownRecordingId } from '../recording-id.js';
import { describedOf, identifyRecordings, identityIdOf } from './identify-recordings.js';

const time = '2026-11-30T12:00:00.000Z';
const context = (): CommandContext => ({
  ...{ commandId: newId(), correlationId: 'test', causationId: null, actor: { kind: 'process', id: 'test' }, traceparent: null, time },
});
const of = (uri: string | null, more: Partial<RecordingDescription> = {}): RecordingDescription => ({
  ...unknownRecording,
  ...{ title: 'Harbour Lights', artists: creditsOf(['The Quiet Pier']), durationMs: 200_000, sourceUris: uri === null ? [] : [uri] },
  ...more,
});
const identities = () => commandHandler(inMemoryEventStore(), recordingIdentity);

describe('the same song from several sources', () => {
  it('is one recording, also when they come at once', async () => {
    const on = identities();
    const spotify = of('spotify:track:1', { isrc: 'GBXYZ2600001' });
    const youtube = of('youtube:2', { title: 'Harbour Lights (feat. Ida)', durationMs: 201_500 });
    const csv = of(null, { artists: creditsOf(['THE QUIET PIER', 'Ida']), durationMs: null });
    const answers = await Promise.all([spotify, youtube].map((recording) => identifyRecordings(on, [recording, csv], context())));
    const [id] = answers.flat();
    expect(answers.flat()).toEqual([id, id, id, id]);
  });

  it('answers a list in its order, and each of it as itself', async () => {
    const on = identities();
    const list = [of('spotify:track:1'), of('spotify:track:9', { title: 'Home' }), of('spotify:track:2'), of(null, { artists: [] })];
    const [first, other, same, unknown] = await identifyRecordings(on, list, context());
    expect([first, other]).toEqual([ownRecordingId(list[0]!), ownRecordingId(list[1]!)]); // the first description gives the id
    expect(same).toBe(first);
    expect(unknown).toBe(ownRecordingId(list[3]!));
  });

  it('is the recording that an older log knows it as', async () => {
    const on = identities();
    const before = of('spotify:track:1');
    await on(identityIdOf(before), { type: 'Recall', data: { ...describedOf(before), at: time } }, context());
    expect(await identifyRecordings(on, [of('spotify:track:2')], context())).toEqual([ownRecordingId(before)]);
  });
});

describe('a description of a recording that was merged into another one', () => {
  it('is the last of those that stand for it, whatever name they have, and a circle has an end', async () => {
    const on = identities();
    const list = [of('u:1'), of('u:2', { title: 'Hafenlichter' }), of('u:3', { title: 'Lights of the Harbour' })];
    const ids = await identifyRecordings(on, list, context());
    const merge = async (from: number, into: number) => {
      const intoIdentity = identityIdOf(list[into]!);
      const data = { recordingId: ids[from]!, intoId: ids[into]!, intoIdentity, by: 'person:ann', at: time };
      await on(identityIdOf(list[from]!), { type: 'Merge', data }, context());
    };
    await merge(0, 1);
    await merge(1, 2);
    expect(await identifyRecordings(on, [of('u:9')], context())).toEqual([ids[2]]);
    await merge(2, 0);
    expect(ids).toContain((await identifyRecordings(on, [of('u:9')], context()))[0]);
  });
});
