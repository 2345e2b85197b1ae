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

  it('is fulfilled from any state, once', () => {
    const fulfil: AcquisitionCommand = { type: 'Fulfil', data: { libraryTrackId: 'l' as never, at } };
    expect(given(requested).when(fulfil)).toEqual(['AcquisitionFulfilled']);
    expect(given(wished).when(fulfil)).toEqual([]);
    expect(
      given(requested, { type: 'AcquisitionFulfilled', data: { acquisitionId, libraryTrackId: 'l' as never, at } }).when(fulfil),
    ).toEqual([]);
  });
});
