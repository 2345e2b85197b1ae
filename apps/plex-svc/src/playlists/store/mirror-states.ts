import type { DataSource, EntityManager } from 'typeorm';

/** One mirrored playlist as the worker sees it. */
export interface MirrorDue {
  readonly mirrorId: string;
  readonly playlistId: string;
  readonly state: string;
  readonly followed: boolean;
  readonly unfinished: boolean;
  readonly ranAtMs: number | null;
  /** Of the wanted list the last run was over. */
  readonly fingerprint: string | null;
  /** A person asked for a run and had none yet. */
  readonly askedAt: Date | null;
}

/** Rows that may be lost without harm. */
export interface MirrorStates {
  /** All that are switched on, of one kind of server. */
  of(server: string): Promise<readonly MirrorDue[]>;
  /** null: it is switched off, or not projected yet. */
  find(mirrorId: string): Promise<MirrorDue | null>;
  ask(mirrorId: string): Promise<void>;
  ran(mirrorId: string, fingerprint: string | null, askedAt: Date | null): Promise<void>;
  failed(mirrorId: string, problem: string): Promise<void>;
}

export function mirrorStates(dataSource: DataSource): MirrorStates {
  async function switchedOn(column: '"id"' | '"server"', value: string): Promise<readonly MirrorDue[]> {
    const rows: (Omit<MirrorDue, 'ranAtMs'> & { ranAt: Date | null })[] = await dataSource.query(
      `SELECT m."id" AS "mirrorId", m."playlistId", m."state", m."unfinished", coalesce(o."followed", false) AS "followed",
           k."ranAt", k."fingerprint", k."askedAt"
         FROM plex.playlist_mirrors m LEFT JOIN plex.mirror_order o ON o."playlistId" = m."playlistId"
           LEFT JOIN plex.playlist_mirror_mark k ON k."mirrorId" = m."id"
         WHERE m.${column} = $1 AND m."state" <> 'off' ORDER BY k."askedAt" NULLS LAST, m."id"`,
      [value],
    );
    return rows.map(({ ranAt, ...row }) => ({ ...row, ranAtMs: ranAt?.getTime() ?? null }));
  }

  return {
    of: (server) => switchedOn('"server"', server),
    find: async (mirrorId) => (await switchedOn('"id"', mirrorId))[0] ?? null,
    async ask(mirrorId) {
      await dataSource.query(
        `INSERT INTO plex.playlist_mirror_mark ("mirrorId", "askedAt") VALUES ($1, date_trunc('milliseconds', clock_timestamp()))
         ON CONFLICT ("mirrorId") DO UPDATE SET "askedAt" = excluded."askedAt"`,
        [mirrorId],
      );
    },
    async ran(mirrorId, fingerprint, askedAt) {
      await dataSource.query(
        `INSERT INTO plex.playlist_mirror_mark AS k ("mirrorId", "ranAt", "fingerprint") VALUES ($1, now(), $2)
         ON CONFLICT ("mirrorId") DO UPDATE SET "ranAt" = now(), "fingerprint" = excluded."fingerprint", "problem" = NULL,
           "askedAt" = CASE WHEN k."askedAt" = $3 THEN NULL ELSE k."askedAt" END`,
        [mirrorId, fingerprint, askedAt],
      );
    },
    async failed(mirrorId, problem) {
      await dataSource.query(
        `INSERT INTO plex.playlist_mirror_mark ("mirrorId", "problem") VALUES ($1, $2)
         ON CONFLICT ("mirrorId") DO UPDATE SET "problem" = excluded."problem"`,
        [mirrorId, problem],
      );
    },
  };
}

/** After a lost log: every mirrored playlist is compared with its server again. */
export const forgetMirrorStates = (manager: EntityManager): Promise<unknown> => manager.query('TRUNCATE plex.playlist_mirror_mark');
