/**
 * Runs something under one signal that aborts with the first of these, or after `timeoutMs` from the start. Nothing of it stays on the others
 * afterwards. A signal made by AbortSignal.any or AbortSignal.timeout may be collected before it fires (nodejs/node#57736).
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  run: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number | null = null,
): Promise<T> {
  const joined = new AbortController();
  const end = () => joined.abort();
  const timer = timeoutMs === null ? undefined : setTimeout(end, timeoutMs);
  for (const signal of signals) signal.addEventListener('abort', end);
  if (signals.some(({ aborted }) => aborted)) end();
  try {
    return await run(joined.signal);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}
