import { createHash } from 'node:crypto';
import type { BackedUpEntry, MirrorBackupEvent } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandHandler } from '@soulsync/event-store';
import type { Mirrored } from '../domain/mirrored-playlist/mirrored-playlist.js';
import type { MirrorBackup, MirrorBackupCommand } from '../domain/mirrored-playlist/mirror-backup.js';
import type { PlaylistItem, ServerPlaylist } from '../ports/server-playlists.js';
import type { NextContext } from './run-context.js';
import { bounded, partsOf } from './parts.js';
import type { WantedLists } from '../store/wanted-list.js';

export type Backups = CommandHandler<MirrorBackupCommand, MirrorBackup, MirrorBackupEvent>;

export interface ReadList {
  readonly playlist: ServerPlaylist;
  readonly items: readonly PlaylistItem[];
}

export interface MirrorBackups {
  /** Stores the list as it is; answers the backup's id. The same list before the same run is stored once. */
  keep(mirrored: Mirrored, serverId: string, list: ReadList, libraryIds: readonly string[], nextContext: NextContext): Promise<string>;
  /** null: there is none, or not all of it was stored. */
  find(backupId: string): Promise<Extract<MirrorBackup, { entries: unknown }> | null>;
  /** Takes those off the list that are older than the newest ones; their events stay. */
  retireOld(mirrorId: string, kept: number, nextContext: NextContext): Promise<void>;
}

/** `older`: the ids of those beyond the newest `kept`. */
export function mirrorBackups(
  backups: Backups,
  lists: WantedLists,
  older: (mirrorId: string, kept: number) => Promise<readonly string[]>,
): MirrorBackups {
  return {
    async keep({ mirrorId, playlistId, server, runs }, serverId, { playlist, items }, libraryIds, nextContext) {
      const known = await lists.known([...new Set(items.map(({ serverKey }) => serverKey))], libraryIds);
      const entries = items.map(({ serverKey, title, artist }): BackedUpEntry => ({
        serverKey,
        libraryTrackId: known.get(serverKey) ?? null,
        title: bounded(title),
        artist: bounded(artist),
      }));
      const content = createHash('sha256')
        .update(JSON.stringify([serverId, playlist.key, entries]))
        .digest('hex');
      const backupId = uuid5(SOULSYNC_NAMESPACE, 'mirror-backup', mirrorId, String(runs), content);
      const parts = partsOf(entries);
      for (const [at, part] of parts.entries()) {
        const context = nextContext();
        const head = { backupId, mirrorId, playlistId, server, serverId, serverPlaylistKey: playlist.key, title: bounded(playlist.title) };
        const partData = { ...head, count: entries.length, part: at + 1, parts: parts.length, entries: part, at: context.time };
        await backups(backupId, { type: 'KeepPart', data: partData }, context);
      }
      return backupId;
    },
    async find(backupId) {
      const backup = await backups.load(backupId);
      return backup.status === 'none' || backup.status === 'partial' ? null : backup;
    },
    async retireOld(mirrorId, kept, nextContext) {
      for (const id of await older(mirrorId, kept)) {
        const context = nextContext();
        await backups(id, { type: 'RetireBackup', data: { backupId: id, at: context.time } }, context);
      }
    },
  };
}
