import type { ResourceTable } from '@soulsync/service-kit';

const matches: ResourceTable = {
  from: 'match.matches',
  id: 'id',
  sortable: ['title', 'state', 'confidence', 'rule', 'decidedAt'],
  filters: { state: 'text', rule: 'text', libraryTrackId: 'text', confidence: 'fraction', decidedAt: 'instant' },
  search: ['title', 'album'],
  defaultSort: { by: 'decidedAt', order: 'DESC' },
  projections: ['matches'],
};

export const matchResources = { matches };
