import { describe, it } from '@jest/globals';
import type { RecordingIdentityEvent, WantedRecordingId } from '@soulsync/contracts';
import { deciding } from '@soulsync/event-store/testing';
import { recordingIdentity } from './recording-identity.js';
import type { RecordingIdentityCommand } from './recording-identity.js';

const at = '2026-11-30T12:00:00.000Z';
const { given } = deciding(recordingIdentity);
const data = (ownId: string, durationMs: number | null, identifiers: readonly string[]) => ({
  ...{ ownId: ownId as WantedRecordingId, durationMs, identifiers, at }, // ids here are the test's own
});
const identify = (ownId: string, durationMs: number | null, ...identifiers: string[]): RecordingIdentityCommand => ({
  type: 'Identify',
  data: data(ownId, durationMs, identifiers),
});
const recall = (ownId: string, durationMs: number | null, ...identifiers: string[]): RecordingIdentityCommand => ({
  type: 'Recall',
  data: data(ownId, durationMs, identifiers),
});
const known = (id: string, durationMs: number | null, ...identifiers: string[]): RecordingIdentityEvent => ({
  type: 'RecordingIdentified',
  data: { recordingId: id as WantedRecordingId, durationMs, identifiers, identifiedAt: at },
});
const learned = (id: string, durationMs: number | null, ...identifiers: string[]): RecordingIdentityEvent => ({
  type: 'IdentifierLearned',
  data: { recordingId: id as WantedRecordingId, durationMs, identifiers, learnedAt: at },
});

describe('a description of a recording', () => {
  it('is one of its own where none is known', () => {
    given()
      .when(identify('a', 200_000, 'spotify:track:1', 'isrc:X'))
      .then(known('a', 200_000, 'spotify:track:1', 'isrc:X'));
  });

  it('is the known one with which it shares an identifier, however long it says it is', () => {
    given(known('a', 200_000, 'spotify:track:1', 'isrc:X'))
      .when(identify('b', 230_000, 'youtube:2', 'isrc:X'))
      .then(learned('a', null, 'youtube:2'));
    given(known('a', 200_000, 'isrc:X'))
      .when(identify('b', 200_000, 'isrc:X'))
      .then();
  });

  it('is the known one of about its length, the nearest of several', () => {
    given(known('a', 200_000, 'spotify:track:1'))
      .when(identify('b', 203_000, 'youtube:2'))
      .then(learned('a', null, 'youtube:2'));
    given(known('a', 200_000, 'u1'), known('b', 204_500, 'u2'))
      .when(identify('c', 202_600, 'u3'))
      .then(learned('b', null, 'u3'));
    given(known('a', 200_000, 'u1'))
      .when(identify('b', 203_001, 'u2'))
      .then(known('b', 203_001, 'u2'));
  });

  it('without a length is the only one that is known, and one of its own where there is a choice', () => {
    given(known('a', 200_000))
      .when(identify('b', null, 'u2'))
      .then(learned('a', null, 'u2'));
    given(known('a', null, 'u1'))
      .when(identify('b', 200_000, 'u2'))
      .then(learned('a', 200_000, 'u2'));
    given(known('a', 200_000), known('b', 300_000)).when(identify('c', null)).then(known('c', null));
    given(known('a', 200_000), known('b', 300_000), known('c', null)).when(identify('c', null)).then();
  });
});

describe('a recording that was wanted before identities were kept', () => {
  it('keeps its id, also beside one that it resembles', () => {
    given(known('a', 200_000, 'u1'))
      .when(recall('b', 200_000, 'u2'))
      .then(known('b', 200_000, 'u2'));
    given(known('a', 200_000, 'u1', 'isrc:X'))
      .when(recall('b', 200_000, 'u2', 'isrc:X'))
      .then(known('b', 200_000, 'u2'));
  });

  it('is what a source brings later under another address', () => {
    given(known('a', 200_000, 'u1'))
      .when(identify('z', 201_000, 'u9'))
      .then(learned('a', null, 'u9'));
  });

  it('is recalled once', () => {
    given(known('a', 200_000, 'u1'))
      .when(recall('a', 200_000, 'u1'))
      .then();
  });
});

const id = (text: string) => text as WantedRecordingId; // the test's own
const merge = (one: string, into: string): RecordingIdentityCommand => ({
  type: 'Merge',
  data: { recordingId: id(one), intoId: id(into), intoIdentity: 'key', by: 'person:ann', at },
});
const merged = (one: string, into: string): RecordingIdentityEvent => ({
  type: 'RecordingsMerged',
  data: { recordingId: id(one), intoId: id(into), intoIdentity: 'key', by: 'person:ann', mergedAt: at },
});
const split = (one: string, ...identifiers: string[]): RecordingIdentityCommand => ({
  type: 'Split',
  data: { recordingId: id(one), splitId: id('s'), identifiers, by: 'person:ann', at },
});

describe('a person', () => {
  const both = [known('a', 200_000, 'u1'), known('b', 300_000, 'u2')];

  it('merges a recording into another one, once', () => {
    given(...both)
      .when(merge('a', 'b'))
      .then(merged('a', 'b'));
    given(...both, merged('a', 'b'))
      .when(merge('a', 'b'))
      .then();
    given(...both)
      .when(merge('a', 'a'))
      .then();
    given(...both)
      .when(merge('z', 'b'))
      .then();
  });

  it('splits what has some of its identifiers from a recording, which is found by them from then on', () => {
    const isSplit: RecordingIdentityEvent = {
      type: 'RecordingSplit',
      data: { recordingId: id('a'), splitId: id('s'), identifiers: ['u2'], by: 'person:ann', splitAt: at },
    };
    const one = known('a', 200_000, 'u1', 'u2');
    given(one)
      .when(split('a', 'u2', 'strange'))
      .then(isSplit);
    given(one, isSplit).when(split('a', 'u2')).then();
    given(one).when(split('a', 'strange')).then();
    given(one, isSplit)
      .when(identify('z', null, 'u2', 'u3'))
      .then(learned('s', null, 'u3'));
    given(one, isSplit)
      .when(identify('z', null, 'u1', 'u3'))
      .then(learned('a', null, 'u3'));
  });
});
