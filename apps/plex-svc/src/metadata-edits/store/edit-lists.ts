import { columnsOf, LibraryEdit, LibraryEditItem } from '@soulsync/contracts/rest';
import type { Resources, ResourceTable } from '@soulsync/service-kit';

const libraryEdits: ResourceTable = {
  from: 'plex.library_edits',
  id: 'id',
  ...columnsOf(LibraryEdit),
  sortable: ['requestedAt', 'changedAt', 'items', 'state'],
  filters: { state: 'text', kind: 'text', serverId: 'text' },
  defaultSort: { by: 'requestedAt', order: 'DESC' },
  projections: ['library-edits'],
};

const libraryEditItems: ResourceTable = {
  ...columnsOf(LibraryEditItem),
  from: 'plex.library_edit_items',
  id: 'id',
  sortable: ['n', 'title', 'artist', 'field', 'state'],
  filters: { editId: 'text', state: 'text', field: 'text', kind: 'text' },
  search: ['title', 'artist'],
  defaultSort: { by: 'n', order: 'ASC' },
  projections: ['library-edit-items'],
};

export const editLists: Resources = {
  'library-edits': libraryEdits,
  'library-edit-items': libraryEditItems,
};
