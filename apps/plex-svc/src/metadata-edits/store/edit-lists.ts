import type { Resources, ResourceTable } from '@soulsync/service-kit';
import { libraryEditsProjection } from '../projections/library-edits.projection.js';

const libraryEdits: ResourceTable = {
  from: 'plex.library_edits',
  id: 'id',
  // What was chosen may be thousands of ids, and nobody reads them in a row: the changes themselves are rows of their own.
  columns: Object.keys(libraryEditsProjection.columns)
    .filter((column) => column !== 'ids' && column !== 'choice')
    .map((column) => `"${column}"`),
  sortable: ['requestedAt', 'changedAt', 'items', 'state'],
  filters: { state: 'text', kind: 'text', serverId: 'text' },
  defaultSort: { by: 'requestedAt', order: 'DESC' },
  projections: ['library-edits'],
};

const libraryEditItems: ResourceTable = {
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
