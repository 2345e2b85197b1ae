import type { ResourceTable } from '@soulsync/service-kit';

const wishes: ResourceTable = {
  from: `(SELECT * FROM acquire.wishes WHERE "state" NOT IN ('trying', 'cancelled'))`,
  id: 'id',
  sortable: ['title', 'state', 'cause', 'attempts', 'nextAttemptAt', 'since'],
  filters: { state: 'text', cause: 'text', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'since', order: 'DESC' },
  projections: ['wishes'],
};

export const wishLists = { wishes };
