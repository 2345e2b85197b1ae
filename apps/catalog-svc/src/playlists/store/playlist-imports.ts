import type { DataSource, EntityManager } from 'typeorm';
import type { PlaylistId } from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';
import type { FollowedPlaylistCommand } from '../domain/followed-playlist/followed-playlist.js';
import type { SourceEntry } from '../ports/playlist-source.js';

export type FollowData = Extract<FollowedPlaylistCommand, { type: 'FollowPlaylist' }>['data'];

export interface PlaylistImport {
  /** The command's id: the same request is the same import. */
  readonly importId: string;
  readonly playlistId: PlaylistId;
  /** null: the entries replace those of a playlist that is followed. */
  readonly follow: FollowData | null;
  /** Of who asked. */
  readonly context: CommandContext;
}

export interface PlaylistImports {
  /** Resolves once all of it is stored: from then on it comes to its end. What was accepted before is left as it is. */
  accept(accepted: PlaylistImport, entries: readonly SourceEntry[]): Promise<void>;
  /** Not done yet, in the order in which they were accepted. */
  pending(): Promise<readonly PlaylistImport[]>;
  entriesOf(importId: string): Promise<readonly SourceEntry[]>;
  progress(importId: string, stored: number): Promise<void>;
  /** `problem` null: it goes on. */
  report(importId: string, problem: string | null): Promise<void>;
  done(importId: string): Promise<void>;
}

/** Rows of one statement, some 400 bytes each. */
const PART_ROWS = 1_000;

/** In Postgres, because the file is the request's and a request ends; the log gets the rows as entries, in commits of its own size. */
export function playlistImports(dataSource: DataSource): PlaylistImports {
  return {
    async accept({ importId, playlistId, follow, context }, entries) {
      await dataSource.transaction(async (manager) => {
        const accepted: unknown[] = await manager.query(
          `INSERT INTO catalog.playlist_import ("importId", "playlistId", "follow", "context", "rows") VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT ("importId") DO NOTHING RETURNING "importId"`,
          [importId, playlistId, follow && JSON.stringify(follow), JSON.stringify(context), entries.length],
        );
        if (accepted.length === 0) return;
        for (let part = 0; part * PART_ROWS < entries.length; part += 1)
          await manager.query(`INSERT INTO catalog.playlist_import_rows ("importId", "part", "entries") VALUES ($1, $2, $3)`, [
            importId,
            part,
            JSON.stringify(entries.slice(part * PART_ROWS, (part + 1) * PART_ROWS)),
          ]);
      });
    },
    pending: () =>
      dataSource.query(
        `SELECT "importId", "playlistId", "follow", "context" FROM catalog.playlist_import WHERE "doneAt" IS NULL ORDER BY "n"`,
      ),
    async entriesOf(importId) {
      const parts: { entries: SourceEntry[] }[] = await dataSource.query(
        `SELECT "entries" FROM catalog.playlist_import_rows WHERE "importId" = $1 ORDER BY "part"`,
        [importId],
      );
      return parts.flatMap(({ entries }) => entries);
    },
    async progress(importId, stored) {
      await dataSource.query(`UPDATE catalog.playlist_import SET "stored" = $2 WHERE "importId" = $1`, [importId, stored]);
    },
    async report(importId, problem) {
      await dataSource.query(`UPDATE catalog.playlist_import SET "problem" = $2 WHERE "importId" = $1`, [importId, problem]);
    },
    async done(importId) {
      await dataSource.transaction(async (manager) => {
        await manager.query(
          `UPDATE catalog.playlist_import SET "doneAt" = now(), "stored" = "rows", "problem" = NULL WHERE "importId" = $1`,
          [importId],
        );
        await manager.query(`DELETE FROM catalog.playlist_import_rows WHERE "importId" = $1`, [importId]);
      });
    },
  };
}

/** What is not done yet stays: its rows are nowhere else. */
export async function forgetDoneImports(manager: EntityManager): Promise<void> {
  await manager.query('DELETE FROM catalog.playlist_import WHERE "doneAt" IS NOT NULL');
}
