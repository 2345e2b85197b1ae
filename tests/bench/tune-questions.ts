import {
  compareNames,
  decideQuestion,
  indexTracks,
  libraryQuestion,
  nameQuestion,
  offerQuestion,
  rankOffers,
  usualOfferParameters,
  usualParameters,
} from '@soulsync/music';
import type { MatchParameters, OfferParameters } from '@soulsync/music';
import type { Claim } from './calibration.js';
import { corpusLines, halfOf } from './corpus-files.js';
import type { TableRow } from './fresh-questions.js';
import type { Grid } from './fit.js';

/** What became of the records of a half under some numbers. */
export interface Outcome {
  /** Records by the reference scorer's measures: how many fit, of how many. */
  readonly counts: Readonly<Record<string, readonly [number, number]>>;
  readonly said: readonly Claim[];
  /** A right answer counts 1, a wrong one that was said -10. */
  readonly points: number;
  /** By how much stated confidences were off, squared and summed. */
  readonly offBy: number;
}

/** With some numbers changed. */
export type Ask<Parameters> = (changed: Partial<Parameters>) => Outcome;

export const worthOf = ({ points, offBy }: Outcome): number => points - offBy;

/** One wrong match does more harm than ten questions to a person. */
const WRONG = 10;

/** Numbers that the rules of labelling give; between them no record has a label. */
type GivenByRule = 'sameDurationMs' | 'doubtfulDurationMs';

/** Sane values of each number, the middle one a round guess. */
export const matchGrid: Grid<Exclude<keyof MatchParameters, GivenByRule>> = {
  sure: [0.5, 0.6, 0.7, 0.8, 0.9],
  margin: [0, 0.005, 0.02, 0.04, 0.08],
  sameText: [0.84, 0.88, 0.9, 0.92, 0.96],
  titleFloor: [0.7, 0.75, 0.8, 0.86, 0.92],
  artistFloor: [0.6, 0.7, 0.8, 0.85, 0.9],
  subtitleMissing: [0.8, 0.86, 0.9, 0.93, 0.97],
  subtitleTells: [0.75, 0.8, 0.85, 0.88, 0.94],
  numberMissing: [0.75, 0.8, 0.85, 0.9, 0.95],
  longTitle: [4, 6, 8, 9, 12],
  longWord: [3, 4, 5, 6, 8],
  misspeltWord: [0.6, 0.7, 0.75, 0.8, 0.9],
  slipTitle: [3, 4, 5, 6, 8],
  misspeltName: [0.75, 0.8, 0.85, 0.88, 0.94],
  longName: [4, 5, 6, 7, 9],
  slipName: [4, 5, 6, 7, 9],
  doubtfulTitle: [0.8, 0.87],
  slipWorth: [0.8, 0.85, 0.9, 0.92, 0.96],
  titlePower: [0.5, 1, 1.5, 2, 3],
  artistPower: [0.25, 0.5, 1, 2],
  lengthUnknown: [0.7, 0.8, 0.85, 0.9, 0.95],
  sameLengthLoss: [0.01, 0.02, 0.05, 0.1],
  doubtfulLength: [0.6, 0.7, 0.8, 0.85, 0.9],
  doubtfulLengthLoss: [0.2, 0.3, 0.35, 0.4, 0.5],
  albumUnknown: [0.95, 0.98, 0.99],
  albumLoss: [0.01, 0.02, 0.05, 0.1],
  isrcUnknown: [0.98, 0.99, 0.995],
  isrcOther: [0.95, 0.97, 0.985],
  rivalReach: [0.05, 0.1, 0.2],
  rivalLoss: [0.02, 0.05, 0.1],
};

export const offerGrid: Grid<keyof OfferParameters> = {
  titleFloor: [0.7, 0.75, 0.8, 0.86, 0.92],
  artistFloor: [0.6, 0.7, 0.8, 0.85, 0.9],
  shorterByMs: [2_000, 3_000, 4_000, 5_000],
  longerByMs: [3_000, 4_000, 5_000, 6_000, 8_000],
  otherReleaseMs: [1_000, 2_000, 3_000],
  previewS: [25, 31, 35, 40, 60],
  minLosslessKbps: [100, 150, 200, 250, 400],
  heldShare: [0.5, 0.6, 0.7, 0.75, 0.9],
  heldShareGuessed: [0.4, 0.5, 0.55, 0.6, 0.8],
  presetShare: [0.8, 0.85, 0.9, 0.94, 1],
  opusShare: [0.5, 0.6, 0.66, 0.7, 0.8],
};

interface LibraryRecord {
  readonly id: string;
  /** A place, or ids of the table; null or none: it is not there. */
  readonly expect: number | null | readonly string[];
  readonly also?: readonly number[];
}
interface NameRecord {
  readonly id: string;
  readonly same: boolean;
}
interface OfferRecord {
  readonly id: string;
  readonly expect: Readonly<Record<'acceptable' | 'forbidden' | 'best', readonly number[]>>;
}

const recordsOf = async <Labelled extends { readonly id: string }>(corpus: Parameters<typeof corpusLines>[0], half: number) =>
  (await corpusLines(corpus)).map((line) => JSON.parse(line) as Labelled).filter(({ id }) => halfOf(id) === half); // the corpus's own format

/** The questions of each half on which the numbers of the library's decision depend, read once. */
export async function matchQuestions(rows: readonly TableRow[]): Promise<readonly Ask<MatchParameters>[]> {
  const library = indexTracks(rows);
  return Promise.all(
    [0, 1].map(async (half) => {
      const inLibrary = await Promise.all(
        (['library-match', 'library-full'] as const).map(async (corpus) => ({
          corpus,
          asked: (await recordsOf<LibraryRecord>(corpus, half)).map((record) => ({
            question: libraryQuestion(corpus, record, { library }),
            right: rightIds(record),
          })),
        })),
      );
      const names = (await recordsOf<NameRecord>('normalise-pairs', half)).map((record) => ({
        question: nameQuestion(record),
        same: record.same,
      }));
      return (changed: Partial<MatchParameters>): Outcome => {
        const parameters = { ...usualParameters, ...changed };
        const tally = tallied();
        for (const { corpus, asked } of inLibrary)
          for (const { question, right } of asked) {
            const decision = decideQuestion(question, parameters);
            const got = decision.kind === 'matched' ? decision.trackId : null;
            const isRight = got === null ? right.size === 0 : right.has(got);
            tally.count(`${corpus} accuracy`, isRight);
            if (right.size > 0) tally.count(`${corpus} recall (recording present)`, isRight);
            else tally.count(`${corpus} accepted though absent`, got !== null);
            tally.count(`${corpus} false accepts (of all)`, got !== null && !isRight);
            if (decision.kind === 'matched') tally.say({ confidence: decision.confidence, right: isRight });
            tally.weigh(isRight ? 1 : got === null ? 0 : -WRONG);
          }
        for (const { question, same } of names) {
          const said = compareNames(question.kind, question.a, question.b, parameters).same;
          tally.count('normalise-pairs accuracy', said === same);
          if (!same) tally.count('normalise-pairs false same (of the different)', said);
          tally.weigh(said === same ? 1 : said ? -WRONG : 0);
        }
        return tally.outcome();
      };
    }),
  );
}

/** The same for the numbers by which offers are refused. */
export const offerQuestions = (): Promise<readonly Ask<OfferParameters>[]> =>
  Promise.all(
    [0, 1].map(async (half) => {
      const asked = (await recordsOf<OfferRecord>('slskd-rank', half)).map((record) => ({
        ...offerQuestion(record),
        expect: record.expect,
      }));
      return (changed: Partial<OfferParameters>): Outcome => {
        const parameters = { ...usualOfferParameters, ...changed };
        const tally = tallied();
        for (const { wanted, files, expect } of asked) {
          const taken = rankOffers(wanted, files, {}, parameters).accepted.map(({ offer }) => files.indexOf(offer));
          const first = taken[0];
          const isForbidden = first !== undefined && expect.forbidden.includes(first);
          const isRight = expect.acceptable.length > 0 ? first !== undefined && expect.acceptable.includes(first) : !isForbidden;
          tally.count('slskd-rank first pick right', isRight);
          if (expect.acceptable.length > 0)
            tally.count('slskd-rank first pick among the best', first !== undefined && expect.best.includes(first));
          tally.count('slskd-rank first pick forbidden', isForbidden);
          for (const place of expect.forbidden) tally.count('slskd-rank forbidden files accepted', taken.includes(place));
          for (const place of expect.acceptable) tally.weigh(taken.includes(place) ? 0.1 : 0);
          for (const place of expect.forbidden) tally.weigh(taken.includes(place) ? -1 : 0);
          tally.weigh(isRight ? 1 : isForbidden ? -WRONG : 0);
        }
        return tally.outcome();
      };
    }),
  );

function rightIds({ expect, also = [] }: LibraryRecord): ReadonlySet<string> {
  if (expect === null) return new Set();
  return typeof expect === 'number' ? new Set([expect, ...also].map(String)) : new Set(expect);
}

function tallied() {
  const counts: Record<string, [number, number]> = {};
  const said: Claim[] = [];
  let points = 0;
  let offBy = 0;
  return {
    count(measure: string, fits: boolean): void {
      const counted = (counts[measure] ??= [0, 0]);
      counted[1] += 1;
      if (fits) counted[0] += 1;
    },
    say(one: Claim): void {
      said.push(one);
      offBy += (one.confidence - (one.right ? 1 : 0)) ** 2;
    },
    weigh(earned: number): void {
      points += earned;
    },
    outcome: (): Outcome => ({ counts, said, points, offBy }),
  };
}
