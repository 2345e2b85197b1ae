import type { EventEnvelope } from '@soulsync/contracts';

export type ColumnType = 'text' | 'text[]' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'jsonb' | 'timestamptz';

/** A read model as two pure functions: which rows an event touches, and what becomes of each. */
export interface Projection<Row extends object> {
  /** `playlist-entries` is table `playlist_entries` in the service's schema. */
  readonly name: string;
  /** Raised when the shape or the meaning changes: the next start builds it anew beside the old one. */
  readonly version: number;
  /** A column has its property's name; instants come back as ISO strings, bigint as number. */
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>;
  readonly key: keyof Row & string;
  /** What follows `CREATE INDEX ON <table>`, e.g. `("state")`. */
  readonly indexes?: readonly string[];
  /**
   * Indexes for questions that a table which is still being filled may answer slowly: a rebuild makes them at its end, a live table when
   * `createLateIndexes` is called. A thousand rows at a time would cost many times as much.
   */
  readonly lateIndexes?: readonly string[];
  /**
   * Columns for what holds between rows (`{ copies: 'text' }`), filled by a statement over the whole table. The row functions neither see nor
   * write them; a row begins with the default, and so does a rebuilt table.
   */
  readonly derived?: Readonly<Record<string, string>>;
  keys(event: EventEnvelope): readonly string[];
  /** null: no row. Called once for each of `keys`. */
  evolve(row: Row | null, event: EventEnvelope, key: string): Row | null;
}

/** Rows of different projections share the runners, which see them as plain objects. */
export type AnyProjection = Projection<Record<string, unknown>>;

export function projection<Row extends object>(definition: Projection<Row>): AnyProjection {
  // Safe: a runner hands `evolve` only rows that this projection made itself.
  return definition as unknown as AnyProjection;
}
