import { ENGINE_VERSION, usualOfferParameters, usualParameters } from '@soulsync/music';
import type { Corpus, MatchParameters } from '@soulsync/music';
import { answer, say } from '../terminal.js';
import { limits } from './accuracy-limits.js';
import { LEAST_RIGHT, rightWhenSure } from './calibration.js';
import { REPORTED_SEED, tableRows } from './corpus-files.js';
import { fit } from './fit.js';
import type { Grid, Values } from './fit.js';
import { freshBench } from './fresh-bench.js';
import { matchGrid, matchQuestions, offerGrid, offerQuestions } from './tune-questions.js';
import type { Ask, Outcome } from './tune-questions.js';

interface CrossValidated<Key extends string> {
  /** Fitted on the first half, on the second. */
  readonly fitted: readonly [Values<Key>, Values<Key>];
  /** By whose numbers, then by half: the numbers of the first half, of the second, the shipped ones. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

/**
 * Fits the engine's numbers on one half of the records and measures on the other, then the reverse, beside the shipped numbers. The rules
 * themselves were written with sight of all records: this says how well the numbers carry over, not the rules.
 */
export async function tuneBench(json: boolean): Promise<number> {
  const rows = await tableRows();
  const matching = crossValidated(matchGrid, await matchQuestions(rows), usualParameters);
  const offers = crossValidated(offerGrid, await offerQuestions(), usualOfferParameters);
  const lines = [...linesOf(matching.outcomes), ...linesOf(offers.outcomes)];
  say(`${''.padEnd(52)}fitted on A        fitted on B        shipped`);
  say(`${'measure, percent'.padEnd(52)}on A   on B seen   on B   on A seen   A      B       held out  limit`.replaceAll(' seen', ' new '));
  for (const { measure, halves, heldOut, limit, ok } of lines)
    say(
      `${measure.padEnd(50)}${halves.map((value) => value.toFixed(1).padStart(7)).join('  ')}  ${heldOut.toFixed(1).padStart(8)}  ${limit}${ok ? '' : '  MISSED'}`,
    );
  const sureRight = rightWhenSure([...(matching.outcomes[0]?.[1]?.said ?? []), ...(matching.outcomes[1]?.[0]?.said ?? [])]);
  say(`of the matches said at >= 0.95 with numbers fitted on the other half, ${(100 * sureRight).toFixed(2)} % are right`);
  tellChosen(matching.fitted, usualParameters);
  tellChosen(offers.fitted, usualOfferParameters);
  const fresh = ([...matching.fitted, usualParameters] satisfies readonly MatchParameters[]).map(
    (parameters) => freshBench(rows, { seed: REPORTED_SEED, parameters }).figures,
  );
  for (const [place, name] of ['fitted on A', 'fitted on B', 'shipped'].entries()) {
    const { accuracy = NaN, recall = NaN, falseAccepts = NaN } = fresh[place] ?? {};
    say(`fresh questions, ${name.padEnd(12)} accuracy ${accuracy} %, recall ${recall} %, false accepts ${falseAccepts} %`);
  }
  const ok = lines.every((line) => line.ok) && sureRight >= LEAST_RIGHT;
  if (json)
    answer(
      JSON.stringify({
        ok,
        engine: ENGINE_VERSION,
        lines,
        rightAtOrAbove95: sureRight,
        fitted: { matching: matching.fitted, offers: offers.fitted },
        fresh,
      }),
    );
  else
    answer(
      `engine ${ENGINE_VERSION}: ${ok ? 'with numbers fitted on one half, every figure of the other is within its limit' : 'a held-out figure misses its limit'}`,
    );
  return ok ? 0 : 1;
}

function crossValidated<Key extends string>(
  grid: Grid<Key>,
  halves: readonly Ask<Values<Key>>[],
  shipped: Values<Key>,
): CrossValidated<Key> {
  const [first, second] = halves;
  if (!first || !second) throw new Error('two halves are needed');
  const fitted = [fit(grid, (values) => first(values).worth), fit(grid, (values) => second(values).worth)] as const;
  return { fitted, outcomes: [...fitted, shipped].map((values) => [first(values), second(values)]) };
}

interface Line {
  readonly measure: string;
  /** Percent: numbers of A on A and B, numbers of B on B and A, the shipped ones on A and B. */
  readonly halves: readonly number[];
  /** Percent, over all records, each answered with the numbers of the other half. */
  readonly heldOut: number;
  readonly limit: string;
  readonly ok: boolean;
}

function linesOf([byA = [], byB = [], shipped = []]: readonly (readonly Outcome[])[]): readonly Line[] {
  const cells = [byA[0], byA[1], byB[1], byB[0], shipped[0], shipped[1]];
  return Object.keys(byA[0]?.counts ?? {}).map((measure) => {
    const counted = cells.map((outcome) => outcome?.counts[measure] ?? ([0, 0] as const));
    const percent = (some: readonly (readonly [number, number])[]) =>
      (100 * some.reduce((sum, [fits]) => sum + fits, 0)) /
      Math.max(
        1,
        some.reduce((sum, [, of]) => sum + of, 0),
      );
    const heldOut = percent([counted[1] ?? [0, 0], counted[3] ?? [0, 0]]);
    const [corpus = '', name = ''] = /^(\S+) (.*)$/.exec(measure)?.slice(1) ?? [];
    const { least, most } = limits[corpus as Corpus].find((one) => one.measure === name) ?? {}; // measures begin with their corpus
    return {
      measure,
      halves: counted.map((one) => percent([one])),
      heldOut,
      limit: least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : '',
      ok: heldOut >= (least ?? 0) && heldOut <= (most ?? 100),
    };
  });
}

/** The numbers on which the halves or the shipped ones do not agree. */
function tellChosen<Key extends string>([a, b]: readonly [Values<Key>, Values<Key>], shipped: Values<Key>): void {
  for (const key of Object.keys(shipped) as Key[])
    // its own keys
    if (a[key] !== shipped[key] || b[key] !== shipped[key])
      say(`  ${key.padEnd(20)} fitted on A ${a[key]}, on B ${b[key]}, shipped ${shipped[key]}`);
}
