import { useEffect, useRef } from 'react';
import { useStore } from 'react-admin';
import { bindKeys } from './keyboard.js';
import type { KeyHandlers } from './keyboard.js';

/** Listens to these keys while the component is there; whoever came last is asked first. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => bindKeys(() => latest.current), []);
}

/** Whether keys without Ctrl do anything: a choice kept in this browser. */
export const useSingleKeys = () => useStore<boolean>('keys.single', true);
