import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ENGINE_VERSION, corpora, indexTracks, predict } from '@soulsync/music';
import type { Corpus, Prediction } from '@soulsync/music';
import { inCheckout } from '../checkout.js';
import { options } from '../commands/options.js';
import { answer, say } from '../terminal.js';

interface Limit {
  readonly measure: string;
  readonly least?: number;
  readonly most?: number;
}

/** What the engine must reach, in percent; the scorer's own names. */
const limits: Readonly<Record<Corpus, readonly Limit[]>> = {
  'library-match': [
    { measure: 'accuracy', least: 97.5 },
    { measure: 'recall (recording present)', least: 97 },
    { measure: 'false accepts (of all)', most: 0.8 },
    { measure: 'accepted though absent', most: 1.5 },
  ],
  'library-full': [
    { measure: 'accuracy', least: 99 },
    { measure: 'accepted though absent', most: 0.7 },
  ],
  'slskd-rank': [
    { measure: 'first pick right', least: 98 },
    { measure: 'first pick among the best', least: 96 },
    { measure: 'first pick forbidden', most: 0.5 },
    { measure: 'forbidden files accepted', most: 1 },
  ],
  'normalise-pairs': [
    { measure: 'accuracy', least: 96.5 },
    { measure: 'false same (of the different)', most: 1.5 },
  ],
  'youtube-titles': [
    { measure: 'artist and title right', least: 94 },
    { measure: 'version class right', least: 96 },
  ],
  'release-names': [{ measure: 'fields right', least: 94 }],
};

interface Labelled {
  readonly id: string;
  readonly expect: unknown;
  /** library-match: other rows that hold the same recording. */
  readonly also?: readonly number[];
}

/** The two halves by the hash of a record's id: any change of the corpus leaves the other records where they are. */
const halfOf = (id: string) => (createHash('sha1').update(id).digest()[0] ?? 0) & 1;

/** All corpora through the same functions the services call, whole and in two halves, and whether confidence means what it says. */
export async function accuracyBench(args: readonly string[]): Promise<number> {
  const { values } = options({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(join(tmpdir(), 'soulsync-accuracy-'));
  try {
    const library = indexTracks(
      gunzipSync(await readFile(inCheckout('tests', 'corpora', 'tracks.jsonl.gz')))
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
    const figures: Record<string, unknown>[] = [];
    let ok = true;
    let calibration: readonly Bin[] = [];
    for (const corpus of corpora) {
      const lines = (await readFile(inCheckout('tests', 'corpora', `${corpus}.jsonl`), 'utf8')).trim().split('\n');
      const records = lines.map((line) => JSON.parse(line) as Labelled); // the corpora's own format
      const predictions = records.map((record) => predict(corpus, record, { library }));
      const scored = [null, 0, 1].map((half) => score(folder, corpus, lines, records, predictions, half));
      if (corpus === 'library-match') calibration = calibrated(records, predictions);
      say(`\n${corpus}, ${records.length} records`.padEnd(46) + 'all     one half  other half  limit');
      for (const { measure, least, most } of limits[corpus]) {
        const [all = NaN, one = NaN, other = NaN] = scored.map((found) => found.get(measure) ?? NaN);
        const within = least === undefined ? all <= (most ?? 0) : all >= least;
        ok &&= within;
        figures.push({ corpus, measure, all, halves: [one, other], least, most, ok: within });
        say(
          `  ${measure.padEnd(36)}${`${all} %`.padStart(9)}${`${one} %`.padStart(10)}${`${other} %`.padStart(12)}  ${least === undefined ? `at most ${most} %` : `at least ${least} %`}${within ? '' : '  MISSED'}`,
        );
      }
    }
    say('\nconfidence of matches (library-match)     said   right');
    for (const { from, said, right } of calibration)
      say(
        `  from ${from.toFixed(2)}`.padEnd(40) +
          String(said).padStart(6) +
          `${said === 0 ? '' : ((100 * right) / said).toFixed(1)} %`.padStart(9),
      );
    const sure = calibration.filter(({ from }) => from >= 0.95);
    const sureRight = sure.reduce((sum, { right }) => sum + right, 0) / sure.reduce((sum, { said }) => sum + said, 0);
    ok &&= sureRight >= 0.99;
    if (values.json) answer(JSON.stringify({ ok, engine: ENGINE_VERSION, figures, calibration, rightAtOrAbove95: sureRight }));
    else
      answer(
        `engine ${ENGINE_VERSION}: ${ok ? 'every figure is within its limit' : 'a figure misses its limit'}; of the matches said at >= 0.95, ${(100 * sureRight).toFixed(2)} % are right`,
      );
    return ok ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
  const kept = records.flatMap((record, place) => (half === null || halfOf(record.id) === half ? [place] : []));
  const questions = join(own, `${corpus}.jsonl`);
  const answers = join(own, 'answers.jsonl');
  writeFileSync(questions, kept.map((place) => lines[place]).join('\n'));
  writeFileSync(answers, kept.map((place) => JSON.stringify(predictions[place])).join('\n'));
  const words = execFileSync(process.execPath, [inCheckout('tests', 'corpora', 'score.mjs'), questions, answers], { encoding: 'utf8' });
  return new Map([...words.matchAll(/^ {2}(\S.*?) {2,}([\d.]+) %/gm)].map(([, name = '', percent]) => [name, Number(percent)]));
}

interface Bin {
  /** Confidence from here up to the next bin. */
  readonly from: number;
  readonly said: number;
  readonly right: number;
}

const bins = [0, 0.8, 0.85, 0.9, 0.95, 0.98];

function calibrated(records: readonly Labelled[], predictions: readonly Prediction[]): readonly Bin[] {
  const counted = bins.map((from) => ({ from, said: 0, right: 0 }));
  for (const [place, { index, confidence }] of predictions.entries()) {
    if (typeof index !== 'number' || typeof confidence !== 'number') continue;
    const bin = counted.findLast(({ from }) => confidence >= from);
    if (!bin) continue;
    bin.said += 1;
    const record = records[place];
    if (record?.expect === index || record?.also?.includes(index)) bin.right += 1;
  }
  return counted;
}
