import { createLibraryIndex, decideMatch, usualParameters } from '@soulsync/music';
import type { MatchDecision, MatchParameters } from '@soulsync/music';
import { say } from '@soulsync/launcher/command';
import type { Claim } from './calibration.js';
import { freshQuestions } from './fresh-questions.js';
import type { FreshQuestion, TableRow } from './fresh-questions.js';

const PER_KIND = 300;

export interface FreshFigures {
  readonly seed: string;
  readonly questions: number;
  /** Percent, as the scorer counts them for library-full. */
  readonly accuracy: number;
  readonly recall: number;
  readonly falseAccepts: number;
  readonly acceptedThoughAbsent: number;
  /** Left to a person, of those that are there and of those that are not. */
  readonly askedThoughPresent: number;
  readonly askedThoughAbsent: number;
  readonly kinds: readonly { readonly kind: string; readonly questions: number; readonly right: number; readonly wrongAccepts: number }[];
}

interface Answered {
  readonly question: FreshQuestion;
  readonly got: string | null;
  readonly right: boolean;
  readonly kind: MatchDecision['kind'];
  readonly rule: string;
  readonly confidence: number | null;
}

interface FreshOptions {
  readonly seed: string;
  /** So many misses are shown, which spoils the seed for figures. */
  readonly misses?: number;
  readonly parameters?: MatchParameters;
}

/** The engine's answers to questions nobody looked at. */
export function freshBench(
  rows: readonly TableRow[],
  { seed, misses = 0, parameters = usualParameters }: FreshOptions,
): { figures: FreshFigures; said: readonly Claim[] } {
  const { library, questions } = freshQuestions(rows, seed, PER_KIND);
  const index = createLibraryIndex();
  for (const track of library) index.upsert(track);
  const answered = questions.map((question): Answered => {
    const decision = decideMatch(question.wanted, index, parameters);
    const got = decision.kind === 'matched' ? decision.trackId : null;
    const right = got === null ? question.expect.size === 0 : question.expect.has(got);
    return {
      question,
      got,
      right,
      kind: decision.kind,
      rule: decision.rule,
      confidence: decision.kind === 'matched' ? decision.confidence : null,
    };
  });
  for (const { question, got, kind, rule } of answered.filter(({ right }) => !right).slice(0, misses))
    say(
      `${question.kind}: ${JSON.stringify(question.wanted)}\n    got  ${kind} ${rule} ${JSON.stringify(got && index.get(got))}\n    want ${JSON.stringify([...question.expect].map((id) => index.get(id)))}`,
    );
  return {
    figures: figuresOf(seed, answered),
    said: answered.flatMap(({ confidence, right }) => (confidence === null ? [] : [{ confidence, right }])),
  };
}

function figuresOf(seed: string, answered: readonly Answered[]): FreshFigures {
  const present = answered.filter(({ question }) => question.expect.size > 0);
  const absent = answered.filter(({ question }) => question.expect.size === 0);
  const wrong = (some: readonly Answered[]) => some.filter(({ got, right }) => got !== null && !right).length;
  const right = (some: readonly Answered[]) => some.filter((one) => one.right).length;
  const asked = (some: readonly Answered[]) => some.filter(({ kind }) => kind === 'review').length;
  const percent = (part: number, whole: number) => Math.round((1000 * part) / Math.max(1, whole)) / 10;
  const kinds = [...new Set(answered.map(({ question }) => question.kind))];
  return {
    seed,
    questions: answered.length,
    accuracy: percent(right(answered), answered.length),
    recall: percent(right(present), present.length),
    falseAccepts: percent(wrong(answered), answered.length),
    acceptedThoughAbsent: percent(wrong(absent), absent.length),
    askedThoughPresent: percent(asked(present), present.length),
    askedThoughAbsent: percent(asked(absent), absent.length),
    kinds: kinds.map((kind) => {
      const some = answered.filter(({ question }) => question.kind === kind);
      return { kind, questions: some.length, right: right(some), wrongAccepts: wrong(some) };
    }),
  };
}

export function reportFresh(figures: FreshFigures): void {
  const { seed, questions, accuracy, recall, falseAccepts, acceptedThoughAbsent, askedThoughPresent, askedThoughAbsent, kinds } = figures;
  say(`\nfresh questions, ${questions} made of the table by rule (seed ${seed})`);
  say(`  accuracy ${accuracy} %, recall ${recall} %, false accepts ${falseAccepts} %, accepted though absent ${acceptedThoughAbsent} %`);
  say(`  left to a person: ${askedThoughPresent} % of those that are there, ${askedThoughAbsent} % of those that are not`);
  for (const kind of kinds)
    say(
      `    ${kind.kind.padEnd(42)}${`${kind.right}/${kind.questions}`.padStart(9)} right${kind.wrongAccepts === 0 ? '' : `, ${kind.wrongAccepts} wrongly accepted`}`,
    );
}
