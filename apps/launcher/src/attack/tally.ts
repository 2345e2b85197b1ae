/** What an attack may do to the system. `other` is whatever else must not be: an answer of 500, a rebuild that differs, silence where an alarm is due. */
export const harms = ['lost', 'doubled', 'letIn', 'hung', 'other'] as const;
export type Harm = (typeof harms)[number];

export interface Finding {
  readonly harm: Harm;
  readonly what: string;
}

/** What one attack did, counted while it runs. */
export interface Tally {
  tried(count?: number): void;
  found(harm: Harm, what: string): void;
  /** A part of the attack that this machine or user can't run. */
  skipped(why: string): void;
}

export interface Outcome {
  readonly name: string;
  readonly tried: number;
  readonly findings: readonly Finding[];
  readonly skips: readonly string[];
  readonly seconds: number;
}

export function tally(): Tally & { outcome(name: string, seconds: number): Outcome } {
  let count = 0;
  const findings: Finding[] = [];
  const skips: string[] = [];
  return {
    tried: (more = 1) => void (count += more),
    found: (harm, what) => void findings.push({ harm, what }),
    skipped: (why) => void skips.push(why),
    outcome: (name, seconds) => ({ name, tried: count, findings, skips, seconds }),
  };
}

export type Verdict = 'ok' | 'FAIL' | 'skipped';

/** An attack that tried nothing has shown nothing: it fails, unless it says why it could not be run. */
export function verdictOf({ tried, findings, skips }: Outcome): Verdict {
  if (findings.length > 0) return 'FAIL';
  if (tried > 0) return 'ok';
  return skips.length > 0 ? 'skipped' : 'FAIL';
}

export const countOf = ({ findings }: Outcome, harm: Harm): number => findings.filter((finding) => finding.harm === harm).length;

export const allHeld = (outcomes: readonly Outcome[]): boolean =>
  outcomes.length > 0 && outcomes.every((outcome) => verdictOf(outcome) !== 'FAIL') && outcomes.some(({ tried }) => tried > 0);

const columns = ['attack', 'tried', 'lost', 'doubled', 'let in', 'hung', 'other', 'seconds', ''] as const;

/** One row an attack, and their sums. */
export function table(outcomes: readonly Outcome[]): string {
  const cells = outcomes.map((outcome) => [
    outcome.name,
    outcome.tried,
    ...harms.map((harm) => countOf(outcome, harm)),
    Math.round(outcome.seconds),
    verdictOf(outcome),
  ]);
  const sum = (index: number) => cells.reduce((total, row) => total + Number(row[index]), 0);
  const total = ['all', ...columns.slice(1, -1).map((_, index) => sum(index + 1)), allHeld(outcomes) ? 'ok' : 'FAIL'];
  const rows = [columns, ...cells, total].map((row) => row.map(String));
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          index === 0 || index === columns.length - 1 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
