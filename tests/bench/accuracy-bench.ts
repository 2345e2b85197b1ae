import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENGINE_VERSION, corpora, indexTracks, predict } from '@soulsync/music';
import type { Corpus, Prediction } from '@soulsync/music';
import { answer, Explained, inCheckout, options, say } from '@soulsync/launcher/command';
import { limits } from './accuracy-limits.js';
import type { Limit } from './accuracy-limits.js';
import { LEAST_RIGHT, SURE_FROM, calibrated, rightWhenSure } from './calibration.js';
import type { Claim } from './calibration.js';
import { casesFigures, reportCases } from './cases-bench.js';
import { REPORTED_SEED, corpusLines, halfOf, tableRows } from './corpus-files.js';
import { freshBench, reportFresh } from './fresh-bench.js';
import type { TableRow } from './fresh-questions.js';
import { tuneBench } from './tune-bench.js';

interface Labelled {
  readonly id: string;
  readonly expect: unknown;
  /** library-match: other rows that hold the same recording. */
  readonly also?: readonly number[];
  /** video-uploads: who shows the video. */
  readonly channel?: string;
}

/** All corpora through the same functions the services call, whole and in two halves; fresh questions; and whether confidence means what it says. */
export async function accuracyBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: REPORTED_SEED },
      misses: { type: 'string', default: '0' },
      tune: { type: 'boolean', default: false },
    },
  });
  if (values.tune) return tuneBench(values.json);
  const misses = Number(values.misses);
  if (!Number.isInteger(misses) || misses < 0) throw new Explained(`--misses is a whole number, not "${values.misses}"`);
  const rows = await tableRows();
  const { figures, said } = await corporaFigures(rows);
  const fresh = freshBench(rows, { seed: values.seed, misses });
  reportFresh(fresh.figures);
  const cases = await casesFigures();
  reportCases(cases);
  const samples: readonly (readonly [string, readonly Claim[]])[] = [
    ['library-match', said],
    ['fresh questions', fresh.said],
    ['both', [...said, ...fresh.said]],
  ];
  reportCalibration(samples);
  const ok = figures.every((figure) => figure.ok) && samples.every(([, sample]) => rightWhenSure(sample) >= LEAST_RIGHT);
  const sureRight = Object.fromEntries(samples.map(([name, sample]) => [name, rightWhenSure(sample)]));
  if (values.json)
    answer(
      JSON.stringify({
        ok,
        engine: ENGINE_VERSION,
        figures,
        fresh: fresh.figures,
        cases,
        calibration: Object.fromEntries(samples.map(([name, sample]) => [name, calibrated(sample)])),
        rightAtOrAbove95: sureRight,
      }),
    );
  else
    answer(
      `engine ${ENGINE_VERSION}: ${ok ? 'every figure is within its limit' : 'a figure misses its limit'}; of the matches said at >= ${SURE_FROM}, ${Object.entries(
        sureRight,
      )
        .map(([name, share]) => `${(100 * share).toFixed(2)} % (${name})`)
        .join(', ')} are right`,
    );
  return ok ? 0 : 1;
}

interface Figure {
  readonly corpus: Corpus;
  readonly measure: string;
  /** Percent. */
  readonly all: number;
  readonly halves: readonly [number, number];
  readonly least?: number;
  readonly most?: number;
  readonly ok: boolean;
}

async function corporaFigures(rows: readonly TableRow[]): Promise<{ figures: readonly Figure[]; said: readonly Claim[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'soulsync-accuracy-'));
  try {
    const library = indexTracks(rows);
    const figures: Figure[] = [];
    let said: readonly Claim[] = [];
    for (const corpus of corpora) {
      const lines = await corpusLines(corpus);
      const records = lines.map((line) => JSON.parse(line) as Labelled); // the corpora's own format
      const predictions = records.map((record) => predict(corpus, record, { library }));
      const scored = [null, 0, 1].map((half) => score(folder, corpus, lines, records, predictions, half));
      if (corpus === 'library-match') said = claimsBy(records, predictions);
      say(`\n${corpus}, ${records.length} records`.padEnd(46) + 'all     one half  other half  limit');
      for (const limit of limits[corpus]) {
        const figure = figureOf(corpus, limit, scored);
        figures.push(figure);
        reportFigure(figure);
      }
    }
    return { figures, said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figureOf(corpus: Corpus, limit: Limit, scored: readonly ReadonlyMap<string, number>[]): Figure {
  const [all = NaN, one = NaN, other = NaN] = scored.map((found) => found.get(limit.measure) ?? NaN);
  const ok = limit.least === undefined ? all <= (limit.most ?? 0) : all >= limit.least;
  return { corpus, ...limit, all, halves: [one, other], ok };
}

const reportFigure = ({ measure, all, halves: [one, other], least, most, ok }: Figure): void =>
  say(
    `  ${measure.padEnd(36)}${`${all} %`.padStart(9)}${`${one} %`.padStart(10)}${`${other} %`.padStart(12)}  ${least === undefined ? `at most ${most} %` : `at least ${least} %`}${ok ? '' : '  MISSED'}`,
  );

function reportCalibration(samples: readonly (readonly [string, readonly Claim[]])[]): void {
  say(`\nconfidence of matches${samples.map(([name]) => `${name}: said, right`.padStart(30)).join('')}`);
  const tables = samples.map(([, sample]) => calibrated(sample));
  for (const [place, { from }] of (tables[0] ?? []).entries())
    say(
      `  from ${from.toFixed(2)}`.padEnd(21) +
        tables
          .map((table) => table[place] ?? { said: 0, right: 0 })
          .map(({ said, right }) => `${said}${said === 0 ? '' : `, ${((100 * right) / said).toFixed(1)} %`}`.padStart(30))
          .join(''),
    );
}

/** The reference scorer's percentages by its own names; `half` null: of all records. */
function score(
  folder: string,
  corpus: Corpus,
  lines: readonly string[],
  records: readonly Labelled[],
  predictions: readonly Prediction[],
  half: number | null,
): ReadonlyMap<string, number> {
  const own = join(folder, `${corpus}-${half ?? 'all'}`);
  mkdirSync(own);
  const kept = records.flatMap((record, place) => (half === null || halfOf(partOf(corpus, record)) === half ? [place] : []));
  const questions = join(own, `${corpus}.jsonl`);
  const answers = join(own, 'answers.jsonl');
  writeFileSync(questions, kept.map((place) => lines[place]).join('\n'));
  writeFileSync(answers, kept.map((place) => JSON.stringify(predictions[place])).join('\n'));
  const words = execFileSync(process.execPath, [inCheckout('tests', 'corpora', 'score.mjs'), questions, answers], { encoding: 'utf8' });
  return new Map([...words.matchAll(/^ {2}(\S.*?) {2,}([\d.]+) %/gm)].map(([, name = '', percent]) => [name, Number(percent)]));
}

/** A channel names its videos in one manner: all of them are in one half. */
const partOf = (corpus: Corpus, { id, channel }: Labelled): string => (corpus === 'video-uploads' ? (channel ?? id) : id);

const claimsBy = (records: readonly Labelled[], predictions: readonly Prediction[]): readonly Claim[] =>
  predictions.flatMap(({ index, confidence }, place) => {
    if (typeof index !== 'number' || typeof confidence !== 'number') return [];
    const record = records[place];
    return [{ confidence, right: record?.expect === index || record?.also?.includes(index) === true }];
  });
