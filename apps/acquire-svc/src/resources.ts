import type { ResourceTable } from '@soulsync/service-kit';

const acquisitions: ResourceTable = {
  from: 'acquire.acquisitions',
  id: 'id',
  sortable: ['title', 'state', 'reason', 'searches', 'attempts', 'nextAttemptAt', 'requestedAt', 'updatedAt'],
  filters: { state: 'text', reason: 'text', requestedAt: 'instant', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'updatedAt', order: 'DESC' },
  projections: ['acquisitions'],
};

const wishes: ResourceTable = {
  from: `(SELECT * FROM acquire.wishes WHERE "state" <> 'trying')`,
  id: 'id',
  sortable: ['title', 'state', 'cause', 'attempts', 'nextAttemptAt', 'since'],
  filters: { state: 'text', cause: 'text', attempts: 'number' },
  search: ['title', 'album'],
  defaultSort: { by: 'since', order: 'DESC' },
  projections: ['wishes'],
};

const blocks: ResourceTable = {
  from: 'acquire.blocked_peers',
  id: 'id',
  sortable: ['id', 'cause', 'until', 'at'],
  filters: { cause: 'text', by: 'text' },
  search: ['id'],
  defaultSort: { by: 'at', order: 'DESC' },
  projections: ['blocked-peers'],
};

export const acquireResources = { acquisitions, wishes, blocks };
