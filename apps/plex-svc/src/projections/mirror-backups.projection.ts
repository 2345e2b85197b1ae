import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface MirrorBackupRow {
  readonly id: string;
  readonly mirrorId: string;
  readonly playlistId: string;
  readonly server: string;
  readonly serverPlaylistKey: string;
  readonly title: string;
  readonly count: number;
  /** false: not all of it was stored yet. */
  readonly whole: boolean;
  readonly at: string;
}

/** What lists on a server held before they were written to. */
export const mirrorBackupsProjection = projection<MirrorBackupRow>({
  name: 'mirror-backups',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    mirrorId: 'text',
    playlistId: 'text',
    server: 'text',
    serverPlaylistKey: 'text',
    title: 'text',
    count: 'integer',
    whole: 'boolean',
    at: 'timestamptz',
  },
  indexes: ['("mirrorId")'],
  keys: (event) => (event.aggregateType === 'mirror-backup' ? [event.aggregateId] : []),
  evolve(row, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'MirrorBackedUp': {
        const { backupId: id, mirrorId, playlistId, server, serverPlaylistKey, title, count, part, parts, at } = event.data;
        return { id, mirrorId, playlistId, server, serverPlaylistKey, title, count, whole: part === parts, at };
      }
      case 'MirrorBackupRetired':
        return null;
      default:
        return row;
    }
  },
});
