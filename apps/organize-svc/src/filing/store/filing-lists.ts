import type { ResourceTable } from '@soulsync/service-kit';

const filings: ResourceTable = {
  from: 'organize.filings',
  id: 'id',
  sortable: ['title', 'state', 'startedAt', 'updatedAt', 'path'],
  filters: { state: 'text', acquisitionId: 'text', startedAt: 'instant' },
  search: ['title', 'path', 'source'],
  defaultSort: { by: 'updatedAt', order: 'DESC' },
  projections: ['filings'],
};

export const filingLists = { filings };
