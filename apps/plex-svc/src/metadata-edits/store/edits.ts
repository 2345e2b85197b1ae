import type { DataSource } from 'typeorm';
import type { StoredEditItem } from '../projections/metadata-edit-items.projection.js';
import type { StoredEdit } from '../projections/metadata-edits.projection.js';

type EditState = StoredEdit['state'];

/** Edits in one of these states but these, the oldest first, of one server where one is named. */
export const editsIn = (
  dataSource: DataSource,
  states: readonly EditState[],
  serverId: string | null,
  except: readonly string[],
  most: number,
): Promise<readonly StoredEdit[]> =>
  dataSource.query(
    `SELECT * FROM plex.library_edits WHERE "state" = ANY($1) AND ($2::text IS NULL OR "serverId" = $2) AND NOT ("id" = ANY($3))
      ORDER BY "requestedAt", "id" LIMIT $4`,
    [states, serverId, except, most],
  );

export async function editOf(dataSource: DataSource, editId: string): Promise<StoredEdit | null> {
  const [row]: StoredEdit[] = await dataSource.query(`SELECT * FROM plex.library_edits WHERE "id" = $1`, [editId]);
  return row ?? null;
}

/** As the read model has it: a person's word is heard within a moment. */
export async function stateOf(dataSource: DataSource, editId: string): Promise<EditState | null> {
  const [row]: { state: EditState }[] = await dataSource.query(`SELECT "state" FROM plex.library_edits WHERE "id" = $1`, [editId]);
  return row?.state ?? null;
}

/** The server an edit is for. */
export async function serverOf(dataSource: DataSource, editId: string): Promise<string | null> {
  const [row]: { serverId: string }[] = await dataSource.query(`SELECT "serverId" FROM plex.library_edits WHERE "id" = $1`, [editId]);
  return row?.serverId ?? null;
}

export async function itemCount(dataSource: DataSource, editId: string): Promise<number> {
  const [row]: { n: string }[] = await dataSource.query(`SELECT count(*) AS n FROM plex.library_edit_items WHERE "editId" = $1`, [editId]);
  return Number(row?.n);
}

/** Items of an edit from this place on, at most so many. */
export const itemsFrom = (dataSource: DataSource, editId: string, from: number, most: number): Promise<readonly StoredEditItem[]> =>
  dataSource.query(`SELECT * FROM plex.library_edit_items WHERE "editId" = $1 AND "n" >= $2 ORDER BY "n" LIMIT $3`, [editId, from, most]);

export async function findItem(dataSource: DataSource, id: string): Promise<StoredEditItem | null> {
  const [item]: StoredEditItem[] = await dataSource.query(`SELECT * FROM plex.library_edit_items WHERE "id" = $1`, [id]);
  return item ?? null;
}
