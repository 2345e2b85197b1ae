import { useEffect, useState } from 'react';
import type { LogLevel, LogLine, LogPage } from '@soulsync/contracts';
import { useLogoutIfAccessDenied } from 'react-admin';
import { useConsole } from '../../providers/use-console.js';

export interface LogFilter {
  readonly level: LogLevel;
  /** '' is all. */
  readonly service: string;
  readonly text: string;
  readonly correlationId: string;
}

export interface LogTail {
  readonly lines: readonly LogLine[];
  readonly isPending: boolean;
  readonly error: unknown;
  /** Lines that fit are left out: they are no longer held, or more than are shown. */
  readonly isCut: boolean;
  /** Services that did not answer. */
  readonly silent: readonly string[];
  readonly refetch: () => void;
}

const LOOK_MS = 2_000;
const TROUBLE_MS = 5_000;
/** Of a page that is left open over night. */
const SHOWN = 1_000;
/** Of the first look; later ones tell what came since. */
const FIRST = 300;

const nothing = { lines: [], isPending: true, error: null, isCut: false, silent: [] } as const;

/** What is logged, from its last lines on, looked at again and again; not while it is held, nor in a tab that nobody sees. */
export function useLogTail({ level, service, text, correlationId }: LogFilter, isHeld: boolean): LogTail {
  const console = useConsole();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const [tail, setTail] = useState<Omit<LogTail, 'refetch'> & { readonly of: string; readonly next: string | null }>({
    ...nothing,
    of: '',
    next: null,
  });
  const [tries, setTries] = useState(0);
  const asked = new URLSearchParams(Object.entries({ level, service, text, correlationId }).filter(([, value]) => value !== '')).toString();
  const shown = tail.of === asked ? tail : { ...nothing, next: null };
  const { next } = shown;

  useEffect(() => {
    if (isHeld && next !== null) return;
    let isOver = false;
    const look = async () => {
      if (document.hidden && next !== null) return again(LOOK_MS);
      try {
        const place = next === null ? `limit=${FIRST}` : `after=${encodeURIComponent(next)}&limit=${SHOWN}`;
        const page = await console.ask<LogPage>(`logs?${asked}&${place}`);
        if (!isOver) setTail((before) => ({ ...joined(before.of === asked && next !== null ? before.lines : [], page), of: asked }));
      } catch (error) {
        await logoutIfAccessDenied(error);
        if (isOver) return;
        setTail((before) => ({ ...(before.of === asked ? before : { ...nothing, next: null }), of: asked, isPending: false, error }));
        again(TROUBLE_MS);
      }
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (ms: number) => {
      timer = setTimeout(() => void look(), ms);
    };
    if (next === null) void look();
    else again(LOOK_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked, next, isHeld, tries, console, logoutIfAccessDenied]);

  return { ...shown, refetch: () => setTries(tries + 1) };
}

function joined(before: readonly LogLine[], { lines, next, isCut, silent }: LogPage) {
  const all = [...before, ...lines];
  return { lines: all.slice(-SHOWN), next, isCut: isCut || all.length > SHOWN, silent, isPending: false, error: null };
}
