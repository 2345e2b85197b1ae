import type { ResourceTable } from '@soulsync/service-kit';

const blocks: ResourceTable = {
  from: 'acquire.blocked_peers',
  id: 'id',
  sortable: ['id', 'cause', 'until', 'at'],
  filters: { cause: 'text', by: 'text' },
  search: ['id'],
  defaultSort: { by: 'at', order: 'DESC' },
  projections: ['blocked-peers'],
};

export const peerLists = { blocks };
