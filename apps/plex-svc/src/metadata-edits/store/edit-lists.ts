import { columnsOf, MetadataEdit, MetadataEditItem } from '@soulsync/contracts/rest';
import type { Resources, ResourceTable } from '@soulsync/service-kit';

const metadataEdits: ResourceTable = {
  from: 'plex.library_edits',
  id: 'id',
  ...columnsOf(MetadataEdit),
  sortable: ['requestedAt', 'changedAt', 'items', 'state'],
  filters: { state: 'text', kind: 'text', serverId: 'text' },
  defaultSort: { by: 'requestedAt', order: 'DESC' },
  projections: ['library-edits'],
};

const metadataEditItems: ResourceTable = {
  ...columnsOf(MetadataEditItem),
  from: 'plex.library_edit_items',
  id: 'id',
  sortable: ['n', 'title', 'artist', 'field', 'state'],
  filters: { editId: 'text', state: 'text', field: 'text', kind: 'text' },
  search: ['title', 'artist'],
  defaultSort: { by: 'n', order: 'ASC' },
  projections: ['library-edit-items'],
};

export const editLists: Resources = {
  'metadata-edits': metadataEdits,
  'metadata-edit-items': metadataEditItems,
};
