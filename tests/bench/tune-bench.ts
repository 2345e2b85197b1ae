import { ENGINE_VERSION, usualOfferParameters, usualParameters } from '@soulsync/music';
import type { Corpus } from '@soulsync/music';
import { answer, say } from '@soulsync/launcher/command';
import { limits } from './accuracy-limits.js';
import { LEAST_RIGHT, rightWhenSure } from './calibration.js';
import { REPORTED_SEED, tableRows } from './corpus-files.js';
import { fit } from './fit.js';
import type { Grid, Values } from './fit.js';
import { freshBench } from './fresh-bench.js';
import { matchGrid, matchQuestions, offerGrid, offerQuestions, worthOf } from './tune-questions.js';
import type { Ask, Outcome } from './tune-questions.js';

interface CrossValidated<Key extends string> {
  /** Fitted on the first half, on the second. */
  readonly fitted: readonly [Values<Key>, Values<Key>];
  /** By whose numbers, then by half: the numbers of the first half, of the second, the shipped ones. */
  readonly outcomes: readonly (readonly Outcome[])[];
  readonly moved: readonly Moved[];
}

/** A number that a half would have otherwise. */
interface Moved {
  readonly name: string;
  readonly fitted: readonly [number, number];
  readonly shipped: number;
  /** Points gained, and error of confidences saved, over both halves when this number alone is taken from the other half. */
  readonly points: number;
  readonly confidence: number;
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
  say(`${''.padEnd(50)}${['fitted on A', 'fitted on B', 'shipped'].map((name) => name.padStart(16)).join('  ')}`);
  say(
    `${'percent'.padEnd(50)}${['on A', 'on B', 'on B', 'on A', 'on A', 'on B'].map((half) => half.padStart(7)).join('  ')}  held out  limit`,
  );
  for (const { measure, halves, heldOut, limit, ok } of lines)
    say(
      `${measure.padEnd(50)}${halves.map((value) => value.toFixed(1).padStart(7)).join('  ')}  ${heldOut.toFixed(1).padStart(8)}  ${limit}${ok ? '' : '  MISSED'}`,
    );
  const sureRight = rightWhenSure([...(matching.outcomes[0]?.[1]?.said ?? []), ...(matching.outcomes[1]?.[0]?.said ?? [])]);
  say(`of the matches said at >= 0.95 with numbers fitted on the other half, ${(100 * sureRight).toFixed(2)} % are right`);
  reportMoved([...matching.moved, ...offers.moved]);
  const fresh = [...matching.fitted, {}].map(
    (changed) => freshBench(rows, { seed: REPORTED_SEED, parameters: { ...usualParameters, ...changed } }).figures,
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
        moved: [...matching.moved, ...offers.moved],
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
  const whole = (ask: Ask<Values<Key>>) => fit(grid, (values) => worthOf(ask(values)));
  const fitted = [whole(first), whole(second)] as const;
  const base = [first({}), second({})] as const;
  const moved = (Object.keys(grid) as Key[]) // the grid's own keys
    .filter((key) => fitted.some((values) => values[key] !== shipped[key]))
    .map((key): Moved => {
      const [a, b] = [fitted[0][key], fitted[1][key]];
      const only = (value: number): Partial<Values<Key>> => ({ [key]: value }) as Partial<Values<Key>>; // one number of the grid
      const crossed = [first(only(b)), second(only(a))] as const;
      const gain = (field: 'points' | 'offBy') => crossed[0][field] + crossed[1][field] - base[0][field] - base[1][field];
      return { name: key, fitted: [a, b], shipped: shipped[key], points: gain('points'), confidence: -gain('offBy') };
    });
  return { fitted, outcomes: [...fitted, {}].map((values) => [first(values), second(values)]), moved };
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

function reportMoved(moved: readonly Moved[]): void {
  say(`\n${'number'.padEnd(22)}fitted on A       on B    shipped   alone, held out: points   confidences`);
  for (const { name, fitted, shipped, points, confidence } of moved)
    say(
      `${name.padEnd(22)}${String(fitted[0]).padStart(11)}${String(fitted[1]).padStart(11)}${String(shipped).padStart(11)}${signed(points).padStart(26)}${signed(confidence).padStart(14)}`,
    );
}

const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(2)}`;
