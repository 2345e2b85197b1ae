import type { SummaryRow } from '@soulsync/contracts';

interface FirstFigures {
  readonly summary?: SummaryRow;
  readonly filedToday?: number;
}

/** What `public/first.js` read while the console was on its way: shown until the console has read it itself. */
export const firstFigures = (): FirstFigures => (globalThis as { readonly soulsyncFirst?: FirstFigures }).soulsyncFirst ?? {};
