import { Acquisition, columnsOf } from '@soulsync/contracts/rest';
import type { ResourceTable } from '@soulsync/service-kit';

const acquisitions: ResourceTable = {
  ...columnsOf(Acquisition),
  from: 'acquire.acquisitions',
  id: 'id',
  sortable: ['title', 'state', 'reason', 'searches', 'attempts', 'nextAttemptAt', 'requestedAt', 'updatedAt'],
  filters: { state: 'text', reason: 'text', recordingId: 'text', requestedAt: 'instant', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'updatedAt', order: 'DESC' },
  projections: ['acquisitions'],
};

export const acquisitionLists = { acquisitions };
