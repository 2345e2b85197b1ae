import { say } from '@soulsync/launcher/command';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerTo } from '../cases/run-case.js';
import { isDecidable, shownCases } from '../cases/shown-cases.js';
import { unmet } from '../cases/unmet.js';

export interface KindFigure {
  readonly kind: string;
  readonly cases: number;
  /** Ids of those that are not met. */
  readonly unmet: readonly string[];
}

/** The cases from public bug reports, kind by kind. */
export async function casesFigures(): Promise<readonly KindFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'soulsync-cases-'));
  const kinds = new Map<string, { cases: number; unmet: string[] }>();
  try {
    for (const one of shownCases().filter(isDecidable)) {
      const own = join(folder, one.id);
      mkdirSync(own);
      const figure = kinds.get(one.kind) ?? { cases: 0, unmet: [] };
      figure.cases += 1;
      if (unmet(one, await answerTo(one, own)).length > 0) figure.unmet.push(one.id);
      kinds.set(one.kind, figure);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [...kinds].map(([kind, figure]) => ({ kind, ...figure }));
}

export function reportCases(figures: readonly KindFigure[]): void {
  const sum = (of: (figure: KindFigure) => number) => figures.reduce((total, figure) => total + of(figure), 0);
  say(`\ncases from public bug reports: ${sum(({ cases, unmet }) => cases - unmet.length)} of ${sum(({ cases }) => cases)} met`);
  for (const { kind, cases, unmet } of figures)
    say(`  ${kind.padEnd(26)} ${cases - unmet.length}/${cases}${unmet.length > 0 ? `  not: ${unmet.join(', ')}` : ''}`);
}
