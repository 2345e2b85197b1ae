import { useEffect, useRef } from 'react';

export interface ReviewKeys {
  /** 1 to 9. */
  readonly choose: (place: number) => void;
  readonly confirm: () => void;
  readonly none: () => void;
  readonly undo: () => void;
  readonly next: () => void;
  readonly previous: () => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'radio'));

/** 1–9 choose, y confirm, n none of these, u undo, j k next and previous; off in fields, with modifiers, and while a dialog is open. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]')) return;
      const { choose, confirm, none, undo, next, previous } = latest.current;
      const acts: Readonly<Record<string, () => void>> = { y: confirm, n: none, u: undo, j: next, k: previous };
      const act = /^[1-9]$/.test(event.key) ? () => choose(Number(event.key)) : acts[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
