import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { acquireMissing } from './acquire-missing.process.js';

const id = 'r1';
const event = (type: string, data: object = {}) =>
  ({ type, aggregateId: id, data: { wantedRecordingId: id, ...data } }) as unknown as EventEnvelope; // all that it reads
const recording = { title: 'Harbour Lights' };
const wanted = event('RecordingWanted', { recording, released: true });
const unreleased = event('RecordingWanted', { recording, released: false });
const [released, withheld, dropped, missing] = [
  'RecordingReleased',
  'RecordingWithheld',
  'RecordingNoLongerWanted',
  'RecordingMissing',
].map((type) => event(type)) as [EventEnvelope, EventEnvelope, EventEnvelope, EventEnvelope];

const given = (...events: EventEnvelope[]) => {
  const state = events.reduce((before, input) => acquireMissing.evolve(before, input), acquireMissing.initialState);
  return { when: (input: EventEnvelope) => acquireMissing.react(state, input) };
};
const request = [{ type: 'Request', data: { recording, origin: null } }];

describe('a missing recording', () => {
  it('is fetched once it is released', () => {
    expect(given(wanted).when(missing)).toEqual(request);
    expect(given(unreleased).when(missing)).toEqual([]);
    expect(given(unreleased, missing).when(released)).toEqual(request);
  });

  it('is dropped when nobody wants it, and fetched again when it is wanted and missing again', () => {
    expect(given(wanted, missing).when(dropped)).toEqual([{ type: 'Drop', data: { cause: 'no-longer-wanted' } }]);
    expect(given(wanted, missing, dropped).when(missing)).toEqual([]);
    expect(given(wanted, missing, dropped, wanted).when(missing)).toEqual(request);
  });

  it('is dropped when only playlists that are not started want it, and fetched again when one is', () => {
    expect(given(wanted, missing).when(withheld)).toEqual([{ type: 'Drop', data: { cause: 'not-started' } }]);
    expect(given(wanted, missing, withheld).when(released)).toEqual(request);
  });
});

describe('a recording that a person ignores', () => {
  const [ignored, unignored] = ['RecordingIgnored', 'RecordingUnignored'].map((type) => event(type)) as [EventEnvelope, EventEnvelope];

  it('is dropped, and not fetched before that is taken back', () => {
    expect(given(wanted, missing).when(ignored)).toEqual([{ type: 'Drop', data: { cause: 'ignored' } }]);
    expect(given(wanted, ignored).when(missing)).toEqual([]);
    expect(given(wanted, ignored, missing).when(released)).toEqual([]);
    expect(given(wanted, ignored, missing).when(unignored)).toEqual(request);
    expect(given(wanted, missing).when(unignored)).toEqual([]);
  });

  it('stays ignored when it is dropped by all and wanted again', () => {
    expect(given(wanted, ignored, dropped, wanted).when(missing)).toEqual([]);
  });
});

describe('a recording that a person asks for', () => {
  it('is fetched again although it was due before: its last fetching may have been cancelled', () => {
    expect(given(wanted, missing).when(event('OriginAdded', { origin: { kind: 'person' } }))).toEqual(request);
    expect(given(wanted, missing).when(event('OriginAdded', { origin: { kind: 'playlist' } }))).toEqual([]);
    expect(given(wanted).when(event('OriginAdded', { origin: { kind: 'person' } }))).toEqual([]);
  });
});

describe('a decision about a match that is taken back', () => {
  it('ends the fetching that it led to, until the recording is missing again', () => {
    const undone = event('MatchDecisionUndone');
    expect(given(wanted, missing).when(undone)).toEqual([{ type: 'Drop', data: { cause: 'decision-undone' } }]);
    expect(given(wanted, missing, undone).when(missing)).toEqual(request);
  });
});
