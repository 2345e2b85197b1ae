import type { Type } from '@nestjs/common';
import { rpc } from '@soulsync/contracts';
import {
  Acquisition,
  Activity,
  BlockedPeer,
  columnsOf,
  Filing,
  LibraryAlbum,
  LibraryArtist,
  MetadataEdit,
  MetadataEditItem,
  LibraryMirror,
  LibraryScan,
  LibraryTrack,
  Match,
  MirrorBackup,
  MirrorGap,
  Playlist,
  PlaylistEntry,
  PlaylistMirror,
  Recording,
  Throughput,
  Wish,
} from '@soulsync/contracts/rest';
import type { ResourceTable } from '@soulsync/service-kit';

export interface ServedResource {
  readonly name: string;
  /** Where its owner answers. */
  readonly subject: string;
  readonly row: Type<object>;
}

/** What the API lists, and whom it asks. */
export const servedResources: readonly ServedResource[] = [
  { name: 'playlists', subject: rpc.catalog.query, row: Playlist },
  { name: 'playlist-entries', subject: rpc.catalog.query, row: PlaylistEntry },
  { name: 'recordings', subject: rpc.catalog.query, row: Recording },
  { name: 'matches', subject: rpc.match.query, row: Match },
  { name: 'acquisitions', subject: rpc.acquire.query, row: Acquisition },
  { name: 'wishes', subject: rpc.acquire.query, row: Wish },
  { name: 'blocks', subject: rpc.acquire.query, row: BlockedPeer },
  { name: 'filings', subject: rpc.organize.query, row: Filing },
  { name: 'library-artists', subject: rpc.plex.query, row: LibraryArtist },
  { name: 'library-albums', subject: rpc.plex.query, row: LibraryAlbum },
  { name: 'library-tracks', subject: rpc.plex.query, row: LibraryTrack },
  { name: 'library-scans', subject: rpc.plex.query, row: LibraryScan },
  { name: 'library-mirrors', subject: rpc.plex.query, row: LibraryMirror },
  { name: 'playlist-mirrors', subject: rpc.plex.query, row: PlaylistMirror },
  { name: 'mirror-gaps', subject: rpc.plex.query, row: MirrorGap },
  { name: 'mirror-backups', subject: rpc.plex.query, row: MirrorBackup },
  { name: 'metadata-edits', subject: rpc.plex.query, row: MetadataEdit },
  { name: 'metadata-edit-items', subject: rpc.plex.query, row: MetadataEditItem },
  { name: 'activity', subject: rpc.gateway.query, row: Activity },
  { name: 'throughput', subject: rpc.gateway.query, row: Throughput },
  { name: 'hourly-throughput', subject: rpc.gateway.query, row: Throughput },
];

const activity: ResourceTable = {
  ...columnsOf(Activity),
  from: `(SELECT a.*, n."name" AS "subject", (SELECT string_agg("value", ' ') FROM jsonb_each_text(a."params")) AS "said"
            FROM gateway.activity a LEFT JOIN gateway.subject_names n ON n."id" = a."subjectId")`,
  id: 'id',
  sortable: ['at', 'type', 'service', 'actor'],
  filters: { type: 'text', service: 'text', subjectType: 'text', subjectId: 'text', actor: 'text', correlationId: 'text', at: 'instant' },
  search: ['type', 'said', 'subject'],
  defaultSort: { by: 'at', order: 'DESC' },
  projections: ['activity', 'subject-names'],
};

/** In slices of five minutes; an hour of them is a chart. */
const throughput: ResourceTable = {
  ...columnsOf(Throughput),
  from: 'gateway.throughput',
  id: 'id',
  sortable: ['from'],
  filters: { from: 'instant' },
  defaultSort: { by: 'from', order: 'DESC' },
  projections: ['throughput'],
};

/** By the hour: whoever asks makes days of them where they live. */
const hourly: ResourceTable = {
  ...throughput,
  from: `(SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') AS "id", hour AS "from", sum("files")::int AS "files",
      sum("bytes")::bigint AS "bytes", sum("filed")::int AS "filed", sum("searches")::int AS "searches"
    FROM (SELECT *, date_trunc('hour', "from", 'UTC') AS hour FROM gateway.throughput) slices GROUP BY hour)`,
};

/** Its own read models. */
export const ownResources = { activity, throughput, 'hourly-throughput': hourly };
