/** Limits of an import (apis/spotify.md 9). An Exportify row has some 600 bytes, so that this is room for as many rows as are taken. */
export const MAX_CSV_BYTES = 100_000_000;
export const MAX_CSV_ROWS = 100_000;
/** Empty lines, and the lines within cells, count here alone. */
export const MAX_CSV_LINES = 1_000_000;
/** Of what is kept of a row, as JSON: many times what any song needs, and little beside a commit of 512 KB. */
export const MAX_ROW_CHARACTERS = 20_000;

/** What Postgres does not store, and no name holds. */
export const noText = /[\0\p{Surrogate}]/u;
/** A letter that was lost when the file was written or decoded. */
export const LOST = '\ufffd';
