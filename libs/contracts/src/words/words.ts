import type { Actor } from '../actor.js';
import type { ListProblemParams } from '../catalog/list-problems.js';
import type { HealthIssueParams } from '../health-issues.js';
import type { ReasonCodes, ReasonKind } from '../reason-codes.js';
import type { RefusalParams } from '../refusals.js';
import type { TimelineParams } from '../timeline.js';

/** Fragments in lower case where they follow something, sentences where they stand alone. */
export type ReasonWords = { readonly [K in ReasonKind]: Readonly<Record<ReasonCodes[K], string>> };
/** A whole sentence each. */
export type TimelineWords = { readonly [T in keyof TimelineParams]: (params: TimelineParams[T]) => string };

/** What happened, and what to do. */
export interface IssueText {
  readonly message: string;
  readonly advice: string;
}
export type IssueWords = { readonly [K in keyof HealthIssueParams]: (params: HealthIssueParams[K]) => IssueText };

/** A sentence of a whole file, a fragment of a row. */
export type ListProblemWords = { readonly [C in keyof ListProblemParams]: (params: ListProblemParams[C]) => string };

export type RefusalWords = { readonly [C in keyof RefusalParams]: (params: RefusalParams[C]) => string };

/** Everything that is said of codes in one language. A code without words does not compile. */
export interface Words {
  readonly reasons: ReasonWords;
  readonly timeline: TimelineWords;
  readonly issues: IssueWords;
  readonly refusals: RefusalWords;
  readonly listProblems: ListProblemWords;
  /** Who did something. */
  readonly actor: (actor: Actor) => string;
}
