import { describe, expect, it } from '@jest/globals';
import type { AcquisitionEvent, AcquisitionId, Offer, TransferId } from '@soulsync/contracts';
import type { AcquisitionCommand } from './acquisition.js';
import { acquisition } from './decide.js';

const at = '2026-11-24T12:00:00.000Z';
const acquisitionId = 'a1' as AcquisitionId;
const t1 = 't1' as TransferId;
const recording = {
  title: 'Harbour Lights',
  artists: ['The Quiet Pier'],
  album: null,
  albumArtists: [],
  durationMs: 90_000,
  isrc: null,
  uri: null,
  trackNumber: null,
  discNumber: null,
  trackTotal: null,
  releaseDate: null,
  coverUrl: null,
};
const offer = (username: string, score = 1): Offer => ({
  username,
  filename: `${username}\\song.flac`,
  sizeBytes: 1,
  identity: 1,
  score,
  quality: { format: 'flac', lossless: true, bitrateKbps: null, sampleRateHz: null, bitDepth: null, durationMs: null },
});

const requested: AcquisitionEvent = { type: 'AcquisitionRequested', data: { acquisitionId, recording, requestedAt: at } };
const ranked = (...offers: Offer[]): AcquisitionEvent => ({
  type: 'OffersRanked',
  data: { acquisitionId, searchId: 's', accepted: offers, rejections: {}, rankedAt: at },
});
const chosen = (taken: Offer, transferId = t1): AcquisitionEvent => ({
  type: 'TransferChosen',
  data: { acquisitionId, transferId, offer: taken, chosenAt: at },
});
const wished: AcquisitionEvent = {
  type: 'AcquisitionWished',
  data: { acquisitionId, cause: 'nothing-offered', attempts: 1, nextAttemptAt: null, at },
};

const given = (...events: AcquisitionEvent[]) => {
  const state = events.reduce((before, event) => acquisition.evolve(before, event), acquisition.initialState);
  return { state, when: (command: AcquisitionCommand) => acquisition.decide(command, state).map((event) => event.type) };
};
const fail = (transferId: TransferId): AcquisitionCommand => ({
  type: 'ReportTransferFailed',
  data: { transferId, cause: 'stalled', detail: '', at },
});

describe('an acquisition', () => {
  it('is requested once', () => {
    const request: AcquisitionCommand = { type: 'RequestAcquisition', data: { acquisitionId, recording, at } };
    expect(given().when(request)).toEqual(['AcquisitionRequested']);
    expect(given(requested).when(request)).toEqual([]);
  });

  it('keeps offers best first and takes none of them twice', () => {
    const { state, when } = given(requested, ranked(offer('slow', 1), offer('good', 2)), chosen(offer('good')), {
      type: 'TransferFailed',
      data: { acquisitionId, transferId: t1, cause: 'stalled', detail: '', failedAt: at },
    });
    expect(state.status === 'searching' && state.offers.map((left) => left.username)).toEqual(['slow']);
    expect(when({ type: 'ChooseOffer', data: { transferId: 't2' as TransferId, offer: offer('good'), at } })).toEqual([]);
  });

  it('ignores reports of a transfer it no longer waits for', () => {
    expect(given(requested, chosen(offer('a'))).when(fail('other' as TransferId))).toEqual([]);
    expect(given(requested).when(fail(t1))).toEqual([]);
  });

  it('searches on when the file was refused, and remembers the refusal beyond the attempt', () => {
    const finished: AcquisitionEvent = {
      type: 'TransferFinished',
      data: {
        acquisitionId,
        transferId: t1,
        networkTransferId: 'n',
        offer: offer('a'),
        recording,
        localFilename: null,
        destination: null,
        finishedAt: at,
      },
    };
    const { state, when } = given(
      requested,
      chosen(offer('a')),
      finished,
      { type: 'OfferRefused', data: { acquisitionId, transferId: t1, reasons: ['too-short'], at } },
      wished,
      { type: 'WishRetried', data: { acquisitionId, by: 'person:ida', at } },
      ranked(offer('a')),
    );
    expect(state.status === 'searching' && state.offers).toEqual([]);
    expect(when({ type: 'ChooseOffer', data: { transferId: t1, offer: offer('a'), at } })).toEqual([]);
  });

  it('is cancelled from any state but its end, with its cause, and may be requested again', () => {
    const cancel: AcquisitionCommand = { type: 'Cancel', data: { by: 'process:acquire-missing', cause: 'no-longer-wanted', at } };
    const cancelled: AcquisitionEvent = { type: 'AcquisitionCancelled', data: { acquisitionId, ...cancel.data } };
    for (const before of [[requested], [requested, chosen(offer('a'))], [requested, wished]])
      expect(acquisition.decide(cancel, given(...before).state)).toEqual([cancelled]);
    expect(given(requested, cancelled).when(cancel)).toEqual([]);
    expect(given(requested, cancelled).when({ type: 'RequestAcquisition', data: { acquisitionId, recording, at } })).toEqual([
      'AcquisitionRequested',
    ]);
    // As older logs hold it.
    const former = JSON.parse(
      '{"type":"AcquisitionCancelled","data":{"acquisitionId":"a1","by":"person:ann","at":"2026-11-24T12:00:00.000Z"}}',
    );
    expect(given(requested, former as AcquisitionEvent).state.status).toBe('cancelled');
  });

  it('is fulfilled from any state, once', () => {
    const fulfil: AcquisitionCommand = { type: 'Fulfil', data: { libraryTrackId: 'l' as never, at } };
    expect(given(requested).when(fulfil)).toEqual(['AcquisitionFulfilled']);
    expect(given(wished).when(fulfil)).toEqual([]);
    expect(
      given(requested, { type: 'AcquisitionFulfilled', data: { acquisitionId, libraryTrackId: 'l' as never, at } }).when(fulfil),
    ).toEqual([]);
  });
});

describe('an acquisition that is given up', () => {
  const cancel: AcquisitionCommand = { type: 'Cancel', data: { by: 'person:ida', cause: 'by-person', at } };
  const cancelled: AcquisitionEvent = { type: 'AcquisitionCancelled', data: { acquisitionId, by: 'person:ida', at } };
  const fulfilled: AcquisitionEvent = { type: 'AcquisitionFulfilled', data: { acquisitionId, libraryTrackId: 'l' as never, at } };
  const queued: AcquisitionEvent = {
    type: 'TransferQueued',
    data: { acquisitionId, transferId: t1, networkTransferId: 'n1', queuedAt: at },
  };
  const reportEnded: AcquisitionCommand = { type: 'ReportTransferCancelled', data: { transferId: t1, remains: 'nothing', at } };
  const ended: AcquisitionEvent = { type: 'TransferCancelled', data: { acquisitionId, transferId: t1, remains: 'nothing', at } };
  const endingOf = (...events: AcquisitionEvent[]) => {
    const { state } = given(...events);
    return state.status === 'none' ? [] : state.ending;
  };

  it.each([
    ['cancelled', cancelled],
    ['fulfilled', fulfilled],
  ])('keeps the transfer under way in mind until the network has ended it, when it is %s', (_, given_up) => {
    const underWay = [requested, ranked(offer('a')), chosen(offer('a')), queued, given_up];
    expect(endingOf(...underWay)).toMatchObject([{ kind: 'transfer', transfer: { transferId: t1, networkTransferId: 'n1' } }]);
    expect(given(...underWay).when(reportEnded)).toEqual(['TransferCancelled']);
    expect(endingOf(...underWay, ended)).toEqual([]);
    expect(given(...underWay, ended).when(reportEnded)).toEqual([]);
  });

  it('keeps the search under way in mind likewise', () => {
    const report: AcquisitionCommand = { type: 'ReportSearchCancelled', data: { at } };
    expect(endingOf(requested, cancelled)).toEqual([{ kind: 'search', round: 1, attempts: 1, queries: [] }]);
    expect(given(requested, cancelled).when(report)).toEqual(['SearchCancelled']);
    expect(endingOf(requested, cancelled, { type: 'SearchCancelled', data: { acquisitionId, at } })).toEqual([]);
  });

  it('has nothing to end while it waits, or once its file arrived', () => {
    expect(endingOf(requested, wished, cancelled)).toEqual([]);
    const arrived: AcquisitionEvent = {
      type: 'FileArrived',
      data: {
        acquisitionId,
        transferId: t1,
        networkTransferId: 'n1',
        offer: offer('a'),
        recording,
        root: 'downloads',
        path: 'a/song.flac',
        localFilename: '/dl/a/song.flac',
        sizeBytes: 1,
        arrivedAt: at,
      },
    };
    expect(endingOf(requested, chosen(offer('a')), queued, arrived, fulfilled)).toEqual([]);
  });

  it('does not forget it when it is requested again before that', () => {
    expect(endingOf(requested, chosen(offer('a')), queued, cancelled, requested)).toHaveLength(1);
  });

  it('is cancelled once', () => {
    expect(given(requested, cancelled).when(cancel)).toEqual([]);
  });

  it('is another round when it is requested again', () => {
    const { state } = given(requested, cancelled, requested);
    expect(state).toMatchObject({ round: 2, attempts: 1 });
  });
});

describe('an acquisition that waits for peers', () => {
  const waits: AcquisitionEvent = {
    type: 'AcquisitionWished',
    data: { acquisitionId, cause: 'peers-resting', attempts: 1, nextAttemptAt: at, at },
  };
  const resumed: AcquisitionEvent = { type: 'WishRetried', data: { acquisitionId, by: 'schedule:wishes', at, resumed: true } };
  const searched: AcquisitionEvent = {
    type: 'SearchPerformed',
    data: { acquisitionId, searchId: 's', query: 'q', responses: 1, files: 1, performedAt: at },
  };

  it('goes on with its offers when their time has come: no new attempt, no new search', () => {
    const { state } = given(requested, ranked(offer('a')), searched, waits, resumed);
    expect(state).toMatchObject({ status: 'searching', attempts: 1, queries: ['q'], offers: [{ username: 'a' }] });
  });

  it('resumes at its time, and begins anew when a person says so', () => {
    const before = [requested, ranked(offer('a')), searched, waits];
    const { state } = given(...before);
    const retry = (waited: boolean) =>
      acquisition.decide({ type: 'RetryWish', data: { by: 'b', at, ...(waited ? { waited: true as const } : {}) } }, state);
    expect(retry(true)).toMatchObject([{ type: 'WishRetried', data: { resumed: true } }]);
    expect(retry(false)[0]?.data).not.toHaveProperty('resumed');
    expect(given(...before, { type: 'WishRetried', data: { acquisitionId, by: 'b', at } }).state).toMatchObject({
      attempts: 2,
      queries: [],
      offers: [],
    });
  });

  it('any other wish is a new attempt at its time', () => {
    const { state } = given(requested, wished);
    expect(acquisition.decide({ type: 'RetryWish', data: { by: 'b', waited: true, at } }, state)[0]?.data).not.toHaveProperty('resumed');
  });
});

describe('a log of before FileArrived', () => {
  it('still says that the file is being filed', () => {
    const stored = JSON.parse(
      `{"type":"TransferFinished","data":{"acquisitionId":"a1","transferId":"t1","networkTransferId":"n1","offer":${JSON.stringify(offer('a'))},"recording":${JSON.stringify(recording)},"localFilename":null,"destination":"soulsync/t1","finishedAt":"${at}"}}`,
    ) as AcquisitionEvent; // as older versions wrote it
    expect(given(requested, chosen(offer('a')), stored).state.status).toBe('filing');
  });
});
