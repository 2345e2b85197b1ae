import type { AcquisitionEvent } from '@soulsync/contracts';
import { evolve, holds, initialAcquisition, offerKey } from './acquisition.js';
import type { Acquisition, AcquisitionCommand } from './acquisition.js';

export function decide(command: AcquisitionCommand, state: Acquisition): readonly AcquisitionEvent[] {
  if (command.type === 'RequestAcquisition') {
    const { acquisitionId, recording, at } = command.data;
    const again = state.status === 'none' || state.status === 'cancelled' || state.status === 'fulfilled';
    return again ? [{ type: 'AcquisitionRequested', data: { acquisitionId, recording, requestedAt: at } }] : [];
  }
  if (state.status === 'none') return [];
  const { acquisitionId } = state;
  const { at } = command.data;
  switch (command.type) {
    case 'ReportSearch': {
      if (state.status !== 'searching' || state.queries.includes(command.data.query)) return [];
      const { searchId, query, responses, files } = command.data;
      return [{ type: 'SearchPerformed', data: { acquisitionId, searchId, query, responses, files, performedAt: at } }];
    }
    case 'ReportRanking': {
      if (state.status !== 'searching') return [];
      const { searchId, accepted, rejections } = command.data;
      return [{ type: 'OffersRanked', data: { acquisitionId, searchId, accepted, rejections, rankedAt: at } }];
    }
    case 'ChooseOffer': {
      const { transferId, offer } = command.data;
      const taken = state.tried.has(offerKey(offer)) || state.refused.has(offerKey(offer));
      return state.status === 'searching' && !taken
        ? [{ type: 'TransferChosen', data: { acquisitionId, transferId, offer, chosenAt: at } }]
        : [];
    }
    case 'ReportQueued': {
      const { transferId, networkTransferId } = command.data;
      if (state.status !== 'transferring' || !holds(state, transferId) || state.transfer.networkTransferId === networkTransferId) return [];
      return [{ type: 'TransferQueued', data: { acquisitionId, transferId, networkTransferId, queuedAt: at } }];
    }
    case 'ReportTransferFailed': {
      const { transferId, cause, detail } = command.data;
      if (!holds(state, transferId)) return []; // late or repeated report
      return [{ type: 'TransferFailed', data: { acquisitionId, transferId, cause, detail, failedAt: at } }];
    }
    case 'ReportFileArrived': {
      const { at: _at, ...arrived } = command.data;
      if (state.status !== 'transferring' || !holds(state, arrived.transferId)) return [];
      const { offer } = state.transfer;
      const { recording } = state;
      return [{ type: 'FileArrived', data: { acquisitionId, ...arrived, offer, recording, root: 'downloads', arrivedAt: at } }];
    }
    case 'ReportTransferCancelled': {
      const { transferId, remains } = command.data;
      const isEnding = state.ending.some((one) => one.kind === 'transfer' && one.transfer.transferId === transferId);
      return isEnding ? [{ type: 'TransferCancelled', data: { acquisitionId, transferId, remains, at } }] : [];
    }
    case 'ReportSearchCancelled':
      return state.ending.some((one) => one.kind === 'search') ? [{ type: 'SearchCancelled', data: { acquisitionId, at } }] : [];
    case 'RefuseOffer': {
      const { transferId, reasons } = command.data;
      return state.status === 'filing' && holds(state, transferId)
        ? [{ type: 'OfferRefused', data: { acquisitionId, transferId, reasons, at } }]
        : [];
    }
    case 'Wish': {
      if (state.status !== 'searching') return [];
      const { cause, nextAttemptAt } = command.data;
      return [{ type: 'AcquisitionWished', data: { acquisitionId, cause, attempts: state.attempts, nextAttemptAt, at } }];
    }
    case 'RetryWish': {
      const { by, waited } = command.data;
      if (state.status !== 'wished' && state.status !== 'cancelled') return [];
      const resumes = waited && state.status === 'wished' && state.waitsForPeers;
      return [{ type: 'WishRetried', data: { acquisitionId, by, at, ...(resumes ? { resumed: true } : {}) } }];
    }
    case 'IgnoreWish':
      return state.status === 'wished' && !state.ignored ? [{ type: 'WishIgnored', data: { acquisitionId, by: command.data.by, at } }] : [];
    // Also while its file is being filed. That ends by itself and in good order: the file is here, is checked, and costs nobody anything
    // more, while taking it from under organize-svc's hands could leave half of a filing. Wanted again, the library has it.
    case 'Cancel':
      return state.status === 'cancelled' || state.status === 'fulfilled'
        ? []
        : [{ type: 'AcquisitionCancelled', data: { acquisitionId, by: command.data.by, cause: command.data.cause, at } }];
    case 'Fulfil':
      return state.status === 'fulfilled'
        ? []
        : [{ type: 'AcquisitionFulfilled', data: { acquisitionId, libraryTrackId: command.data.libraryTrackId, at } }];
  }
}

export const acquisition = { aggregateType: 'acquisition', initialState: initialAcquisition, decide, evolve };
