import { useQuery } from '@tanstack/react-query';
import type { UseQueryOptions } from '@tanstack/react-query';
import { useContext, useRef, useState } from 'react';
import { DataProviderContext, HttpError, useLogoutIfAccessDenied, useNotify, useRefresh } from 'react-admin';
import type { ConsoleProvider } from './console-port.js';

/** The port as `App` was given it. Whoever asks it directly also deals with its errors: see `useSend` and `useAsk`. */
export const useConsole = (): ConsoleProvider => useContext(DataProviderContext) as ConsoleProvider; // App takes no other

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isRefusal = (error: unknown) => error instanceof HttpError && error.status >= 400 && error.status < 500;

interface Outcome<Answer> {
  /** Said when it was done. */
  readonly done?: string | ((answer: Answer) => string);
  readonly then?: (answer: Answer) => void;
  /** Takes the place of a message. */
  readonly refused?: (error: unknown) => void;
}

/**
 * Sends one thing at a time and says what came of it, in words; what is shown is asked for again, as it is after a refusal, whose reason it
 * may show. A session that has ended leads to the sign-in.
 */
export function useSend() {
  const console = useConsole();
  const notify = useNotify();
  const refresh = useRefresh();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  const isUnderWay = useRef(false);
  const [sending, setSending] = useState(false);

  async function send<Answer>(ask: (console: ConsoleProvider) => Promise<Answer>, outcome: Outcome<Answer> = {}): Promise<void> {
    if (isUnderWay.current) return; // pressed twice
    isUnderWay.current = true;
    setSending(true);
    try {
      const answer = await ask(console);
      const { done } = outcome;
      if (done !== undefined) notify(typeof done === 'string' ? done : done(answer), { type: 'success' });
      outcome.then?.(answer);
      refresh();
    } catch (error) {
      if (await logoutIfAccessDenied(error)) return;
      if (outcome.refused) outcome.refused(error);
      else notify(messageOf(error), { type: 'error', autoHideDuration: 15_000, multiLine: true });
      if (isRefusal(error)) refresh();
    } finally {
      isUnderWay.current = false;
      setSending(false);
    }
  }
  return { send, sending };
}

type AskOptions<Answer> = Pick<UseQueryOptions<Answer>, 'enabled' | 'refetchInterval'>;

/** What is no resource, by its path; asked for again whenever that name is (`media-server`). */
export function useAsk<Answer>(path: string, options: AskOptions<Answer> = {}) {
  const console = useConsole();
  const logoutIfAccessDenied = useLogoutIfAccessDenied();
  return useQuery<Answer>({
    queryKey: [path],
    queryFn: () =>
      console.ask<Answer>(path).catch(async (error: unknown) => {
        await logoutIfAccessDenied(error);
        throw error;
      }),
    retry: false,
    ...options,
  });
}
