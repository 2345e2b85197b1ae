import { expect } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { foldEvent } from '../projections/fold.js';
import type { AnyProjection } from '../projections/projection.js';
import { frozen } from './deciding.js';

type Row = Record<string, unknown>;

/**
 * Given events, then these rows: as the runner folds them, and a row has the declared columns and its key or is no row. Rows come by
 * their keys.
 */
export function projecting(projection: AnyProjection) {
  return {
    given(...events: readonly EventEnvelope[]) {
      const folded = new Map<string, Row | null>();
      for (const event of events) {
        foldEvent(projection, folded, frozen(event));
        for (const key of projection.keys(event)) mustBeWellFormed(projection, folded.get(key) ?? null, key);
      }
      const rows = new Map([...folded].flatMap(([key, row]) => (row ? [[key, row] as const] : [])));
      return {
        rows: Object.fromEntries(rows),
        /** Exactly these rows, each with at least these columns. */
        then(expected: Readonly<Record<string, Row>>): void {
          expect([...rows.keys()].sort()).toEqual(Object.keys(expected).sort());
          for (const [key, row] of Object.entries(expected)) expect(rows.get(key)).toMatchObject(row);
        },
      };
    },
  };
}

function mustBeWellFormed({ name, columns, key: keyColumn }: AnyProjection, row: Row | null, key: string): void {
  if (row === null) return;
  const unknown = Object.keys(row).filter((column) => !(column in columns));
  const missing = Object.keys(columns).filter((column) => row[column] === undefined);
  if (unknown.length + missing.length > 0)
    throw new Error(`a row of ${name} lacks ${missing.join(', ') || 'nothing'} and has undeclared ${unknown.join(', ') || 'nothing'}`);
  if (row[keyColumn] !== key)
    throw new Error(`a row of ${name} for the key ${key} has ${JSON.stringify(row[keyColumn])} as its ${keyColumn}`);
}
