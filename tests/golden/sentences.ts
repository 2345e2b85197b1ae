import type { Ground } from '../support/running-service.js';

/** What names, paths and other people's words are kept under; every other text is an id, a code, a time or an address. */
const names = new Set(
  (
    'title titles sortTitle titleSort artist artists album albumArtist albumArtists name subject serverName query filename file path paths folder ' +
    'source sourceRef username peer genres searchText taggedTitle parent parentTitle artistName localFilename sourcePath ' +
    'ref label filedPath titleSearch artistSearch byTitle byArtist byAlbum recordingKey'
  ).split(' '),
);

/** Codes have dashes, events have capitals: who needs three spaces tells somebody something. */
const isSentence = (text: string) => (text.match(/\S\s+\S/g)?.length ?? 0) >= 3;

function sentencesOf(value: unknown, at: string, key: string): readonly string[] {
  if (typeof value === 'string') return !names.has(key) && isSentence(value) ? [`${at}: ${value}`] : [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => sentencesOf(one, at, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([name, one]) => sentencesOf(one, `${at}.${name}`, name));
}

/** Every sentence that stands in a table of a service, with its place. */
export async function sentencesIn(base: Ground): Promise<readonly string[]> {
  const tables = await base.query<{ table: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS "table" FROM information_schema.tables
      WHERE table_schema IN ('catalog', 'match', 'acquire', 'organize', 'plex', 'gateway') AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { table } of tables)
    for (const row of await base.query<object>(`SELECT * FROM ${table}`)) found.push(...sentencesOf(row, table, ''));
  return [...new Set(found)];
}
