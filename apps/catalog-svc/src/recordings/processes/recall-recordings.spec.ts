import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { recordingIdentity } from '../domain/recording-identity/recording-identity.js';
import { describedOf, identifyRecordings, identityIdOf } from '../workers/identify-recordings.js';
import { ownRecordingId } from '../recording-id.js';
import { identifiedOfLate, recallRecordings } from './recall-recordings.js';

const time = '2026-11-30T12:00:00.000Z';
const context = (): CommandContext => ({
  ...{ commandId: newId(), correlationId: 'test', causationId: null, actor: { kind: 'process', id: 'test' }, traceparent: null, time },
});
const song = (uri: string): RecordingDescription => ({
  ...{ ...unknownRecording, title: 'Harbour Lights', artists: creditsOf(['The Quiet Pier']), durationMs: 200_000, sourceUris: [uri] },
});

/** A log that may hold recordings wanted by an older version, and what is asked of identities. */
function log(isKnown: (id: string) => boolean = () => false) {
  const store = inMemoryEventStore();
  const identities = commandHandler(store, recordingIdentity);
  const recalled: string[] = [];
  const reactor = recallRecordings((recording, ownId, request) => {
    recalled.push(ownId);
    return identities(identityIdOf(recording), { type: 'Recall', data: { ...describedOf(recording), ownId, at: time } }, request);
  }, isKnown);
  return {
    identities,
    recalled,
    async wants(recording: RecordingDescription, id: string) {
      const data = { wantedRecordingId: id, recording, wantedAt: time };
      await store.append(
        { aggregateType: 'wanted-recording', aggregateId: id },
        [{ type: 'RecordingWanted', data }],
        'any',
        newId(),
        context(),
      );
    },
    async hearsAll() {
      for await (const commit of store.readAll(null))
        for (const event of commit.events) if (reactor.on.includes(event.type)) await reactor.react(event);
    },
    async commits() {
      let commits = 0;
      for await (const commit of store.readAll(null)) commits += Math.min(1, commit.events.length);
      return commits;
    },
  };
}

describe('a recording that was wanted before identities were kept', () => {
  it('is what the same song of another source is, from then on', async () => {
    const { identities, wants, hearsAll } = log();
    const id = ownRecordingId(song('spotify:track:1'));
    await wants(song('spotify:track:1'), id);
    await hearsAll();
    expect(await identifyRecordings(identities, [song('youtube:2')], context())).toEqual([id]);
  });

  it('is learnt once, however often it is heard of', async () => {
    const { wants, hearsAll, commits } = log();
    await wants(song('spotify:track:1'), 'any-id');
    await hearsAll();
    const after = await commits();
    await hearsAll();
    expect(await commits()).toBe(after);
  });
});

describe('a recording that was identified of late', () => {
  it('is not looked up', async () => {
    const ofLate = identifiedOfLate();
    const { wants, hearsAll, recalled } = log(ofLate.has);
    ofLate.add(['known']);
    await wants(song('spotify:track:1'), 'known');
    await wants(song('spotify:track:2'), 'other');
    await hearsAll();
    expect(recalled).toEqual(['other']);
  });

  it('is forgotten for newer ones, which is only slower', () => {
    const ofLate = identifiedOfLate();
    ofLate.add(Array.from({ length: 50_000 }, (_, place) => `${place}`));
    ofLate.add(['0', 'newest']);
    expect([ofLate.has('0'), ofLate.has('1'), ofLate.has('2'), ofLate.has('newest')]).toEqual([true, false, true, true]);
  });
});
