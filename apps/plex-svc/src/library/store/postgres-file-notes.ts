import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { FileNote, FileNotes, ReadFile } from '../ports/file-notes.js';

interface Row {
  readonly path: string;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly sizeBytes: string;
  readonly read: ReadFile;
}

const FOLDERS_AT_ONCE = 1_000;

/** A path may be longer than an index takes. */
const keyOf = (path: string) => createHash('sha1').update(path).digest('base64url');
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Rows in our own schema. `reader`: notes of another version of the reader count as none. */
export function postgresFileNotes(dataSource: DataSource, reader: number): FileNotes {
  return {
    async find(paths) {
      const rows: Row[] = await dataSource.query(
        `SELECT "path", "mtimeMs", "ctimeMs", "sizeBytes", "read" FROM plex.file_note WHERE "key" = ANY($1) AND "reader" = $2`,
        [paths.map(keyOf), reader],
      );
      return new Map(rows.map((row) => [row.path, noteOf(row)]));
    },
    async inFolders(folders) {
      const rows: { path: string }[] = await dataSource.query(`SELECT "path" FROM plex.file_note WHERE "folderKey" = ANY($1)`, [
        folders.map(keyOf),
      ]);
      return rows.map(({ path }) => path);
    },
    async *folders() {
      for (let after = ''; ;) {
        const rows: { folderKey: string; path: string }[] = await dataSource.query(
          `SELECT DISTINCT ON ("folderKey") "folderKey", "path" FROM plex.file_note WHERE "folderKey" > $1 ORDER BY "folderKey"
           LIMIT ${FOLDERS_AT_ONCE}`,
          [after],
        );
        for (const { path } of rows) yield folderOf(path);
        const last = rows.at(-1);
        if (!last || rows.length < FOLDERS_AT_ONCE) return;
        after = last.folderKey;
      }
    },
    async count() {
      const [row]: { n: string }[] = await dataSource.query(`SELECT count(*) AS n FROM plex.file_note`);
      return Number(row?.n ?? 0);
    },
    async keep(notes) {
      if (notes.length === 0) return;
      const last = [...new Map(notes.map((note) => [note.path, note])).values()];
      await dataSource.query(
        `INSERT INTO plex.file_note ("key", "folderKey", "path", "mtimeMs", "ctimeMs", "sizeBytes", "reader", "read")
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::bigint[], $7::int[], $8::jsonb[])
         ON CONFLICT ("key") DO UPDATE SET "mtimeMs" = excluded."mtimeMs", "ctimeMs" = excluded."ctimeMs",
           "sizeBytes" = excluded."sizeBytes", "reader" = excluded."reader", "read" = excluded."read"`,
        [
          last.map(({ path }) => keyOf(path)),
          last.map(({ path }) => keyOf(folderOf(path))),
          last.map(({ path }) => path),
          last.map(({ state }) => state.mtimeMs),
          last.map(({ state }) => state.ctimeMs),
          last.map(({ state }) => state.sizeBytes),
          last.map(() => reader),
          last.map(({ read }) => JSON.stringify(read)),
        ],
      );
    },
    async forget(paths) {
      if (paths.length > 0) await dataSource.query(`DELETE FROM plex.file_note WHERE "key" = ANY($1)`, [paths.map(keyOf)]);
    },
  };
}

const noteOf = ({ path, mtimeMs, ctimeMs, sizeBytes, read }: Row): FileNote => ({
  path,
  state: { mtimeMs, ctimeMs, sizeBytes: Number(sizeBytes) }, // bigint comes as text
  read,
});
