import type { ResourceTable } from '@soulsync/service-kit';

const libraryTracks: ResourceTable = {
  from: 'plex.library_tracks',
  id: 'id',
  sortable: ['title', 'artist', 'album', 'durationMs', 'format', 'bitrateKbps', 'sizeBytes', 'indexedAt', 'path'],
  filters: {
    artist: 'text',
    album: 'text',
    format: 'text',
    bitrateKbps: 'number',
    durationMs: 'number',
    libraryAlbumId: 'text',
    path: 'text',
  },
  search: ['title', 'artist', 'album'],
  defaultSort: { by: 'artist', order: 'ASC' },
  projections: ['library-tracks'],
};

const libraryScans: ResourceTable = {
  from: 'plex.library_scans',
  id: 'id',
  sortable: ['folder', 'state', 'requestedAt'],
  filters: { state: 'text' },
  search: ['folder'],
  defaultSort: { by: 'requestedAt', order: 'DESC' },
  projections: ['library-scans'],
};

const libraryMirrors: ResourceTable = {
  from: `(SELECT m.*, k."lookedAt", k."problem", k."sweepDone", k."sweepTotal"
    FROM plex.library_mirror m LEFT JOIN plex.mirror_mark k ON k."libraryId" = m."id")`,
  id: 'id',
  sortable: ['tracks', 'lastCompleteSweepAt', 'lookedAt'],
  filters: { server: 'text' },
  defaultSort: { by: 'id', order: 'ASC' },
  projections: ['library-mirror'],
};

const libraryEdits: ResourceTable = {
  from: 'plex.library_edits',
  id: 'id',
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

export const plexResources = {
  'library-edits': libraryEdits,
  'library-edit-items': libraryEditItems,
  'library-tracks': libraryTracks,
  'library-scans': libraryScans,
  'library-mirrors': libraryMirrors,
};
