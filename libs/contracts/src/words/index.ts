import type { ReasonKind } from '../reason-codes.js';
import type { TimelineItem } from '../timeline.js';
import { en } from './en/index.js';

export type { Words } from './words.js';

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
  const said = Object.hasOwn(known, type) ? known[type]?.(params) : undefined;
  if (said !== undefined) return said;
  const plain = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}
