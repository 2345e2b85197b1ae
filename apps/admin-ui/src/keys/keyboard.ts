import { idsOf, isPrefix, isSingle, keyTable, strokeOf } from './key-table.js';
import type { KeyId } from './key-table.js';

/** Answers false where it had nothing to do: then the key is somebody else's, or the browser's. */
export type KeyHandler = (stroke: string) => unknown;
export type KeyHandlers = Readonly<Partial<Record<KeyId, KeyHandler>>>;

/** How long `g` waits for its letter. */
const CHORD_MS = 1_500;

/** The latest is asked first. */
const layers: (() => KeyHandlers)[] = [];

/** Listens until what it answers is called. */
export function bindKeys(handlers: () => KeyHandlers): () => void {
  layers.push(handlers);
  return () => void layers.splice(layers.indexOf(handlers), 1);
}

/** Keys that somebody listens to now. */
export const boundKeys = (): ReadonlySet<KeyId> => new Set(layers.flatMap((layer) => Object.keys(layer()) as KeyId[])); // as bound

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(radio|checkbox)$/.test((target as HTMLInputElement).type)));
/** Up and down belong to whoever moves within itself. */
const isArrowsOwner = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === 'radio';
/** Whatever lies over the page has the keys to itself. */
const isCovered = () => document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]') !== null;

function run(stroke: string, mayRun: (id: KeyId) => boolean): boolean {
  const ids = idsOf(stroke).filter(mayRun);
  for (const layer of [...layers].reverse())
    for (const id of ids) {
      const handler = layer()[id];
      if (handler && handler(stroke) !== false) return true;
    }
  return false;
}

/** Hears the keyboard until what it answers is called. `singles` says whether keys without Ctrl are switched on. */
export function listenToKeys(singles: () => boolean): () => void {
  let begun: { readonly stroke: string; readonly atMs: number } | null = null;
  function press(event: KeyboardEvent): void {
    const stroke = strokeOf(event);
    const first = begun;
    begun = null;
    if (stroke === null || event.defaultPrevented || event.isComposing || isCovered()) return;
    const isTyping = isField(event.target);
    if (isSingle(stroke) && (isTyping || !singles())) return;
    if (/^[↓↑]$/.test(stroke) && isArrowsOwner(event.target)) return;
    const isFollowed = first !== null && event.timeStamp - first.atMs < CHORD_MS;
    const pressed = isFollowed ? `${first.stroke} ${stroke}` : stroke;
    const isOurs = (id: KeyId) => !isTyping || stroke.startsWith('Ctrl ') || keyTable.get(id)?.isForFields === true;
    if (run(pressed, isOurs)) event.preventDefault();
    else if (!isFollowed && isPrefix(stroke)) begun = { stroke, atMs: event.timeStamp };
  }
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
