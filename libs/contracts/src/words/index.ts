import { actorOf } from '../actor.js';
import type { HealthIssueKind, HealthIssueOf } from '../health-issues.js';
import type { PathProof } from '../plex/library.js';
import type { ReasonKind } from '../reason-codes.js';
import type { RefusalCode, RefusalParams } from '../refusals.js';
import type { TimelineItem } from '../timeline.js';
import { en } from './en/index.js';
import type { IssueText } from './words.js';

export type { IssueText, Words } from './words.js';

/** What people read of codes, for the console, the command line and the log alike: one dictionary a language. */
const words = en;

/** A code of a newer or older version than this one's dictionary is still read without its dashes. */
const readable = (code: string) => code.replaceAll('-', ' ');

export function reasonInWords(kind: ReasonKind, code: string): string {
  const known: Readonly<Record<string, string>> = words.reasons[kind];
  return Object.hasOwn(known, code) ? (known[code] ?? '') : readable(code);
}

/** A line of a timeline. `WishIgnored` without words would be "Wish ignored". */
export function timelineInWords({ type, params }: Omit<TimelineItem, 'at'>): string {
  // Safe: `timelineItem` made the parameters for the words of this type.
  const known = words.timeline as unknown as Readonly<Record<string, (params: TimelineItem['params']) => string>>;
  const text = Object.hasOwn(known, type) ? known[type]?.(params) : undefined;
  if (text !== undefined) return text;
  const plain = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** Of paths that could not be proven to mean the same files; null: nothing is wrong with them. */
export const pathsInWords = ({ server, cause, example, musicDir }: PathProof): IssueText | null =>
  cause && issueInWords<'paths'>({ code: 'paths', params: { server, cause, example: example?.server ?? '', musicDir } });

/** What happened, and what to do. */
export function issueInWords<K extends HealthIssueKind>({ code, params }: Pick<HealthIssueOf<K>, 'code' | 'params'>): IssueText {
  const [kind = ''] = code.split(':');
  // Safe: the parameters were checked against the code where it was raised; one of a newer version is not known here.
  const known = words.issues as unknown as Readonly<Record<string, (params: object) => IssueText>>;
  return (Object.hasOwn(known, kind) ? known[kind]?.(params) : undefined) ?? { message: `${readable(code)}.`, advice: '' };
}

/** Who did something, as a row has it: a person by name, all else is us. */
export const actorInWords = (actor: string): string => words.actor(actorOf(actor));

/** Why a rule said no. */
export const refusalInWords = <C extends RefusalCode>(code: C, params: RefusalParams[C]): string => words.refusals[code](params);

/** What is told of an imported list: in this dictionary's words where its code has some, else in those it came with. */
export function listProblemInWords({ code, params, message = '' }: ListProblemGiven): string {
  // Safe: the reader of the list gave the parameters of the code.
  const known = words.listProblems as unknown as Readonly<Record<string, (params: object) => string>>;
  return (Object.hasOwn(known, code) ? known[code]?.(params) : undefined) ?? message;
}

interface ListProblemGiven {
  readonly code: string;
  readonly params: object;
  readonly message?: string;
}

/** A problem of the API: in this dictionary's words where its code has some, else in those it came with. */
export function problemInWords({ code = '', params, detail }: { code?: string; params?: object; detail?: string }): string | undefined {
  // Safe: who refused gave the parameters of the code.
  const known = words.refusals as unknown as Readonly<Record<string, (params: object) => string>>;
  return (params && Object.hasOwn(known, code) ? known[code]?.(params) : undefined) ?? detail;
}
