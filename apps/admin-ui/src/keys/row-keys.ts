import type { KeyHandlers } from './keyboard.js';

/** Of our lists, and of react-admin's tables. */
const ROWS = '#main [data-rows] > :is(tr, li), #main .RaDataTable-tbody > tr';

/** What of a row takes the focus. */
const focusOf = (row: HTMLElement) => row.querySelector<HTMLElement>('a') ?? row.querySelector<HTMLElement>('button, input') ?? row;
const rows = () => [...document.querySelectorAll<HTMLElement>(ROWS)].filter((row) => !('checkVisibility' in row) || row.checkVisibility());
const rowOf = (element: Element | null) => element?.closest<HTMLElement>(ROWS) ?? null;
const current = () => rowOf(document.activeElement);
const tickOf = (row: HTMLElement | null | undefined) => row?.querySelector<HTMLInputElement>('input[type=checkbox]') ?? null;

/** Presses it where it is there. */
function press(element: HTMLElement | null | undefined): boolean {
  element?.click();
  return element !== null && element !== undefined;
}

/**
 * The row one is at is the one that has the focus, so that Tab, the screen reader and these keys never disagree. Of what a row offers they press
 * what a hand would press.
 */
export function rowKeys(): KeyHandlers {
  /** Where one was, for when that row has gone. */
  let place = -1;
  let selectedLast: HTMLElement | null = null;

  function move(by: 1 | -1) {
    return (stroke: string) => {
      const all = rows();
      const row = current();
      const active = document.activeElement;
      const isElsewhere = active !== null && active !== document.body && active.id !== 'main';
      if (all.length === 0 || (/^[↓↑]$/.test(stroke) && row === null && isElsewhere)) return false; // arrows scroll what they are in
      const at = row === null ? Math.min(place, all.length) + (by === 1 && place >= 0 ? -1 : 0) : all.indexOf(row);
      place = Math.min(Math.max(at + by, 0), all.length - 1);
      const next = all[place];
      if (!next) return false;
      const focus = focusOf(next);
      if (focus === next) next.tabIndex = -1;
      focus.focus();
      next.scrollIntoView?.({ block: 'nearest' }); // also what of it is above its link
      return true;
    };
  }

  function select(): boolean {
    selectedLast = current();
    return press(tickOf(selectedLast));
  }

  function selectRange(): boolean {
    const all = rows();
    const [from, to] = [selectedLast === null ? -1 : all.indexOf(selectedLast), all.findIndex((row) => row === current())];
    if (to < 0) return false;
    if (from < 0) return select();
    const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const row of range) if (tickOf(row)?.checked === false) press(tickOf(row));
    selectedLast = all[to] ?? null;
    return true;
  }

  return {
    nextRow: move(1),
    previousRow: move(-1),
    open: () => {
      const row = current();
      return row !== null && document.activeElement === row.querySelector('a') && press(row.querySelector('a'));
    },
    select,
    selectRange,
    menu: () => press(current()?.querySelector<HTMLElement>('[aria-haspopup=menu]')),
    why: () => press(current()?.querySelector<HTMLElement>('a[href*="/recordings/"]')),
  };
}
