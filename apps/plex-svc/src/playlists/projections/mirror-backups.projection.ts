import { published } from '@soulsync/contracts';
import type { MirrorBackupRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredBackup = MirrorBackupRow & {
  /** false: not all of it was stored yet. */
  readonly whole: boolean;
};

/** What lists on a server held before they were written to. */
export const mirrorBackupsProjection = projection<StoredBackup>({
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
