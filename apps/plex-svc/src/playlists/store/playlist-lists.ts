import { columnsOf, MirrorBackup, MirrorGap, PlaylistMirror } from '@soulsync/contracts/rest';
import type { Resources, ResourceTable } from '@soulsync/service-kit';

const playlistMirrors: ResourceTable = {
  ...columnsOf(PlaylistMirror),
  from: `(SELECT m.*, o."name" AS "playlistName", k."ranAt", k."problem", k."askedAt" IS NOT NULL AS "asked"
    FROM plex.playlist_mirrors m LEFT JOIN plex.mirror_order o ON o."playlistId" = m."playlistId"
      LEFT JOIN plex.playlist_mirror_mark k ON k."mirrorId" = m."id")`,
  id: 'id',
  sortable: ['playlistName', 'server', 'state', 'count', 'notPlacedCount', 'writtenAt', 'ranAt'],
  filters: { playlistId: 'text', server: 'text', state: 'text', mode: 'text' },
  search: ['playlistName'],
  defaultSort: { by: 'playlistName', order: 'ASC' },
  projections: ['playlist-mirrors', 'mirror-order'],
};

const mirrorGaps: ResourceTable = {
  ...columnsOf(MirrorGap),
  from: `(SELECT g.*, array_position(o."entryIds", g."entryId") AS "position"
    FROM plex.mirror_gaps g LEFT JOIN plex.mirror_order o ON o."playlistId" = g."playlistId")`,
  id: 'id',
  sortable: ['position', 'title', 'reason'],
  filters: { mirrorId: 'text', playlistId: 'text', reason: 'text' },
  search: ['title'],
  defaultSort: { by: 'position', order: 'ASC' },
  projections: ['mirror-gaps', 'mirror-order'],
};

const mirrorBackups: ResourceTable = {
  ...columnsOf(MirrorBackup),
  from: `(SELECT * FROM plex.mirror_backups WHERE "whole")`,
  id: 'id',
  sortable: ['at', 'title', 'count'],
  filters: { mirrorId: 'text', playlistId: 'text', server: 'text', at: 'instant' },
  search: ['title'],
  defaultSort: { by: 'at', order: 'DESC' },
  projections: ['mirror-backups'],
};

export const playlistLists: Resources = {
  'playlist-mirrors': playlistMirrors,
  'mirror-gaps': mirrorGaps,
  'mirror-backups': mirrorBackups,
};
