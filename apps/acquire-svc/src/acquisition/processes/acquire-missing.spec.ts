import { describe, it } from '@jest/globals';
import type {
  AcquisitionId,
  DomainEvent,
  FilingId,
  LibraryTrackId,
  RecordingDescription,
  TransferId,
  WantedRecordingId,
} from '@soulsync/contracts';
import { envelopeOf, reacting } from '@soulsync/event-store/testing';
import { acquireMissing } from './acquire-missing.process.js';

const at = '2026-11-30T12:00:00.000Z';
const wantedRecordingId = 'w' as WantedRecordingId; // the test's own, as all ids here
const acquisitionId = 'w' as AcquisitionId;
const libraryTrackId = 't' as LibraryTrackId;
const recording = { title: 'Harbour Lights', artists: ['The Quiet Pier'] } as unknown as RecordingDescription; // handed on as it is

const of = (aggregateType: string, event: DomainEvent, aggregateId = 'w') => envelopeOf(event, { aggregateType, aggregateId });
const wanted = (released: boolean) =>
  of('wanted-recording', { type: 'RecordingWanted', data: { wantedRecordingId, recording, released, wantedAt: at } });
const released = of('wanted-recording', { type: 'RecordingReleased', data: { wantedRecordingId, at } });
const unwanted = of('wanted-recording', { type: 'RecordingNoLongerWanted', data: { wantedRecordingId, at } });
const missing = of('match', { type: 'RecordingMissing', data: { wantedRecordingId, rule: 'no-candidate', rivals: [] } });
const inReview = of('match', { type: 'MatchNeedsReview', data: { wantedRecordingId, candidates: [] } });
const matched = of('match', { type: 'RecordingMatched', data: { wantedRecordingId, libraryTrackId } });
const confirmed = of('match', { type: 'MatchConfirmed', data: { wantedRecordingId, libraryTrackId } });
const refused = of(
  'filing',
  {
    type: 'FileRefused',
    data: { filingId: 'f' as FilingId, acquisitionId, transferId: 'x' as TransferId, reasons: [{ code: 'too-short' }] },
  },
  'f',
);

const request = { type: 'Request', data: { acquisitionId, recording } } as const;
const { given } = reacting(acquireMissing);

describe('a recording that is wanted', () => {
  it('is asked for once it is both missing and released, whichever comes last', () => {
    given(wanted(true)).when(missing).then(request);
    given(missing).when(wanted(true)).then(request);
    given(wanted(false), missing).when(released).then(request);
    given(missing, released).when(wanted(false)).then(request);
    given(released, wanted(false)).when(missing).then(request);
  });

  it('is not asked for while one of them lacks', () => {
    given().when(missing).then();
    given(wanted(false)).when(missing).then();
    given(wanted(true)).when(released).then();
    given(missing).when(released).then();
  });

  it('is asked for once, however often it is said to be missing', () => {
    given(wanted(true), missing).when(missing).then();
    given(wanted(true), missing).when(released).then();
    given(wanted(true), missing).when(wanted(true)).then();
  });

  it('is asked for again when it was found and is missing anew', () => {
    given(wanted(true), missing, matched).when(missing).then(request);
    given(wanted(true), inReview).when(missing).then(request);
  });

  it('is over once the library has it, by the engine or by a person', () => {
    for (const found of [matched, confirmed]) given(wanted(true), missing).when(found).then({ type: 'Fulfil', data: { libraryTrackId } });
  });
});

describe('a recording that is no longer wanted', () => {
  it('is dropped, and what was known of it is forgotten', () => {
    given(wanted(true), missing)
      .when(unwanted)
      .then({ type: 'Drop', data: { cause: 'no-longer-wanted' } });
    given(wanted(true), missing, unwanted).when(missing).then();
    given(wanted(true), missing, unwanted, missing).when(wanted(true)).then(request);
  });
});

describe('a file that was refused', () => {
  it('refuses its transfer, by the id of the acquisition and not of the filing', () => {
    given(wanted(true), missing)
      .when(refused)
      .then({ type: 'Refuse', data: { transferId: 'x' as TransferId, reasons: ['too-short'] } });
  });
});
