import { places } from '../layout/navigation.js';

export interface KeyLine {
  /** Pressed one or the other; `g d` one after the other. */
  readonly strokes: readonly string[];
  /** In the strokes' place, where they are many. */
  readonly shown?: string;
  readonly what: string;
  readonly group: 'Everywhere' | 'Go to' | 'In lists' | 'In Review';
  /** Also while somebody types. */
  readonly isForFields?: boolean;
}

const fixed = {
  palette: { strokes: ['Ctrl K', '/'], what: 'Search or jump to anything', group: 'Everywhere' },
  help: { strokes: ['?'], what: 'All keys', group: 'Everywhere' },
  leave: { strokes: ['Esc'], what: 'Leave a search field', group: 'Everywhere', isForFields: true },
  clear: { strokes: ['Esc'], what: 'Clear the selection', group: 'In lists' },
  nextRow: { strokes: ['j', '↓'], what: 'Next row', group: 'In lists' },
  previousRow: { strokes: ['k', '↑'], what: 'Previous row', group: 'In lists' },
  open: { strokes: ['Enter'], what: 'Open the row', group: 'In lists' },
  select: { strokes: ['x'], what: 'Select the row', group: 'In lists' },
  selectRange: { strokes: ['Shift x'], what: 'Select all rows from the last one on', group: 'In lists' },
  menu: { strokes: ['m'], what: 'More for the row', group: 'In lists' },
  why: { strokes: ['w'], what: 'Why is it so?', group: 'In lists' },
  choose: { strokes: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], shown: '1–9', what: 'Choose', group: 'In Review' },
  confirm: { strokes: ['y'], what: 'Confirm', group: 'In Review' },
  none: { strokes: ['n'], what: 'None of these', group: 'In Review' },
  undo: { strokes: ['u'], what: 'Undo', group: 'In Review' },
  nextQuestion: { strokes: ['j'], what: 'Next', group: 'In Review' },
  previousQuestion: { strokes: ['k'], what: 'Previous', group: 'In Review' },
} as const satisfies Readonly<Record<string, KeyLine>>;

export type KeyId = keyof typeof fixed | `go ${string}`;

/** Pressed after `g`; beside the places of the navigation, what is inside one of them. */
export const destinations: readonly { readonly to: string; readonly label: string; readonly key: string }[] = [
  ...places,
  { to: '/library-artists', label: 'Artists', key: 'a' },
];

/** Every key of the console: what listens finds its key here, and so does the list that `?` shows. */
export const keyTable: ReadonlyMap<KeyId, KeyLine> = new Map<KeyId, KeyLine>([
  ...Object.entries(fixed).map(([id, line]): [KeyId, KeyLine] => [id as KeyId, line]), // a key of `fixed`
  ...destinations.map(({ to, label, key }): [KeyId, KeyLine] => [`go ${to}`, { strokes: [`g ${key}`], what: label, group: 'Go to' }]),
]);

const named: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };

/** Keys that only change others. */
const isHeld = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What was pressed, as the table has it; null: nothing of ours. */
export function strokeOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | null {
  if (altKey || isHeld.test(key)) return null;
  const isLetter = /^[a-z]$/i.test(key);
  if (ctrlKey || metaKey) return isLetter && !shiftKey ? `Ctrl ${key.toUpperCase()}` : null;
  if (isLetter) return shiftKey ? `Shift ${key.toLowerCase()}` : key.toLowerCase();
  return named[key] ?? key;
}

/** Something begins with it. */
export const isPrefix = (stroke: string): boolean =>
  [...keyTable.values()].some(({ strokes }) => strokes.some((one) => one.startsWith(`${stroke} `)));

/** What the stroke is for, in the table's order. */
export const idsOf = (stroke: string): readonly KeyId[] =>
  [...keyTable].filter(([, { strokes }]) => strokes.includes(stroke)).map(([id]) => id);

/** A key that is pressed alone and is no letter's accident: these stay when single keys are switched off. */
export const isSingle = (stroke: string): boolean => !stroke.startsWith('Ctrl ') && stroke !== 'Esc' && stroke !== 'Enter';
