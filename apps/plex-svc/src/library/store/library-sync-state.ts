import type { DataSource, EntityManager } from 'typeorm';
import type { UnreadFile } from '@soulsync/contracts';

/** How far the reading of one library went. */
export interface LibrarySyncState {
  /** Of the section, when its changes were last taken in. */
  readonly stamp: string | null;
  /** Where the next incremental sync begins. */
  readonly cursor: string | null;
  readonly incrementalSyncAtMs: number | null;
  /** End of the last complete full sync. */
  readonly fullSyncAtMs: number | null;
  /** A full sync that is wanted sooner than the schedule says. */
  readonly fullSyncDueAtMs: number | null;
}

export interface UnfinishedFullSync {
  readonly sweepId: string;
  readonly startedAtMs: number;
  /** Where incremental syncs begin once this full sync has ended. */
  readonly cursor: string | null;
  /** null: no page was taken yet. */
  readonly mark: string | null;
  readonly pages: number;
  readonly serverKeys: ReadonlySet<string>;
  readonly albumKeys: ReadonlySet<string>;
  readonly unread: readonly UnreadFile[];
}

export interface TakenPage {
  readonly page: number;
  readonly mark: string;
  readonly serverKeys: readonly string[];
  readonly albumKeys: readonly string[];
  readonly unread: readonly UnreadFile[];
  readonly total: number | null;
}

/** Rows that may be lost without harm: the next poll is then a full sync. */
export interface LibrarySyncStates {
  find(libraryId: string): Promise<LibrarySyncState | null>;
  polled(libraryId: string, server: string, problem: string | null): Promise<void>;
  /** All known libraries of a server kind could not be asked. */
  failed(server: string, problem: string): Promise<void>;
  incrementalSyncDone(libraryId: string, stamp: string | null, cursor: string): Promise<void>;
  wantFullSync(libraryId: string, atMs: number): Promise<void>;
  unfinished(libraryId: string): Promise<UnfinishedFullSync | null>;
  beginFullSync(libraryId: string, server: string, sweepId: string, cursor: string | null): Promise<void>;
  pagesDone(libraryId: string, pages: readonly TakenPage[]): Promise<void>;
  discardFullSync(libraryId: string): Promise<void>;
  /** The next one of this library is its first. */
  forget(libraryId: string): Promise<void>;
  endFullSync(libraryId: string, stamp: string | null, nextFullSyncAtMs: number | null): Promise<void>;
}

const ms = (value: Date | null) => value?.getTime() ?? null;

export function librarySyncStates(dataSource: DataSource): LibrarySyncStates {
  const seconds = (atMs: number) => atMs / 1000;
  return {
    async find(libraryId) {
      const [row]: { stamp: string | null; cursor: string | null; deltaAt: Date | null; sweptAt: Date | null; sweepDueAt: Date | null }[] =
        await dataSource.query(
          `SELECT "stamp", "cursor", "deltaAt", "sweptAt", "sweepDueAt" FROM plex.mirror_mark WHERE "libraryId" = $1`,
          [libraryId],
        );
      return row
        ? {
            stamp: row.stamp,
            cursor: row.cursor,
            incrementalSyncAtMs: ms(row.deltaAt),
            fullSyncAtMs: ms(row.sweptAt),
            fullSyncDueAtMs: ms(row.sweepDueAt),
          }
        : null;
    },
    async polled(libraryId, server, problem) {
      await dataSource.query(
        `INSERT INTO plex.mirror_mark ("libraryId", "server", "lookedAt", "problem") VALUES ($1, $2, now(), $3)
         ON CONFLICT ("libraryId") DO UPDATE SET "lookedAt" = now(), "problem" = excluded."problem"`,
        [libraryId, server, problem],
      );
    },
    async failed(server, problem) {
      await dataSource.query(`UPDATE plex.mirror_mark SET "problem" = $2 WHERE "server" = $1`, [server, problem]);
    },
    async incrementalSyncDone(libraryId, stamp, cursor) {
      await dataSource.query(`UPDATE plex.mirror_mark SET "stamp" = $2, "cursor" = $3, "deltaAt" = now() WHERE "libraryId" = $1`, [
        libraryId,
        stamp,
        cursor,
      ]);
    },
    async wantFullSync(libraryId, atMs) {
      await dataSource.query(
        `UPDATE plex.mirror_mark SET "sweepDueAt" = least(coalesce("sweepDueAt", to_timestamp($2)), to_timestamp($2)) WHERE "libraryId" = $1`,
        [libraryId, seconds(atMs)],
      );
    },
    async unfinished(libraryId) {
      const [row]: { sweepId: string | null; sweepStartedAt: Date; sweepCursor: string | null }[] = await dataSource.query(
        `SELECT "sweepId", "sweepStartedAt", "sweepCursor" FROM plex.mirror_mark WHERE "libraryId" = $1`,
        [libraryId],
      );
      if (!row || row.sweepId === null) return null;
      const pages: { mark: string; serverKeys: string[]; albumKeys: string[]; unread: UnreadFile[] }[] = await dataSource.query(
        `SELECT "mark", "serverKeys", "albumKeys", "unread" FROM plex.sweep_page WHERE "libraryId" = $1 ORDER BY "page"`,
        [libraryId],
      );
      return {
        sweepId: row.sweepId,
        startedAtMs: row.sweepStartedAt.getTime(),
        cursor: row.sweepCursor,
        mark: pages.at(-1)?.mark ?? null,
        pages: pages.length,
        serverKeys: new Set(pages.flatMap((page) => page.serverKeys)),
        albumKeys: new Set(pages.flatMap((page) => page.albumKeys)),
        unread: pages.flatMap((page) => page.unread),
      };
    },
    async beginFullSync(libraryId, server, sweepId, cursor) {
      await dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM plex.sweep_page WHERE "libraryId" = $1`, [libraryId]);
        await manager.query(
          `INSERT INTO plex.mirror_mark ("libraryId", "server", "sweepId", "sweepStartedAt", "sweepCursor") VALUES ($1, $2, $3, now(), $4)
           ON CONFLICT ("libraryId") DO UPDATE SET "sweepId" = excluded."sweepId", "sweepStartedAt" = excluded."sweepStartedAt",
             "sweepCursor" = excluded."sweepCursor", "sweepDone" = 0, "sweepTotal" = NULL`,
          [libraryId, server, sweepId, cursor],
        );
      });
    },
    async pagesDone(libraryId, pages) {
      await dataSource.query(
        `WITH taken AS (INSERT INTO plex.sweep_page
           SELECT $1, "page", "mark", "serverKeys", "albumKeys", "unread" FROM jsonb_to_recordset($2::jsonb)
             AS x("page" integer, "mark" text, "serverKeys" text[], "albumKeys" text[], "unread" jsonb))
         UPDATE plex.mirror_mark SET "sweepDone" = "sweepDone" + $3, "sweepTotal" = $4 WHERE "libraryId" = $1`,
        [libraryId, JSON.stringify(pages), pages.reduce((sum, { serverKeys }) => sum + serverKeys.length, 0), pages.at(-1)?.total ?? null],
      );
    },
    async discardFullSync(libraryId) {
      await dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM plex.sweep_page WHERE "libraryId" = $1`, [libraryId]);
        await manager.query(`UPDATE plex.mirror_mark SET "sweepId" = NULL, "sweepDone" = 0, "sweepTotal" = NULL WHERE "libraryId" = $1`, [
          libraryId,
        ]);
      });
    },
    async forget(libraryId) {
      await dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM plex.sweep_page WHERE "libraryId" = $1`, [libraryId]);
        await manager.query(`DELETE FROM plex.mirror_mark WHERE "libraryId" = $1`, [libraryId]);
      });
    },
    async endFullSync(libraryId, stamp, nextFullSyncAtMs) {
      await dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM plex.sweep_page WHERE "libraryId" = $1`, [libraryId]);
        await manager.query(
          `UPDATE plex.mirror_mark SET "stamp" = $2, "cursor" = "sweepCursor", "deltaAt" = now(), "sweptAt" = now(), "sweepId" = NULL,
             "sweepDone" = 0, "sweepTotal" = NULL, "sweepDueAt" = to_timestamp($3) WHERE "libraryId" = $1`,
          [libraryId, stamp, nextFullSyncAtMs === null ? null : seconds(nextFullSyncAtMs)],
        );
      });
    },
  };
}

/** After a lost log: what was found of the servers is found again, by full syncs that nothing holds to be done. */
export const forgetLibrarySyncStates = (manager: EntityManager): Promise<unknown> =>
  manager.query('TRUNCATE plex.mirror_mark, plex.sweep_page');
