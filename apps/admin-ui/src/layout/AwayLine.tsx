import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { HttpError } from 'react-admin';

const TRY_AGAIN_S = 5;

const Line = styled('p')({
  margin: 0,
  padding: '8px var(--gutter)',
  background: 'var(--problem-tint)',
  color: 'var(--problem-text)',
  fontSize: 'var(--fs-13)',
  fontWeight: 'var(--w-medium)',
});

/** Nobody answered at all, or what stands before SoulSync says that it is not there. */
const isAway = (error: unknown) => error instanceof HttpError && (error.status === 0 || error.status === 502 || error.status === 504);

/** The last answers were none; forgotten with the first that is one. */
function useAway(): boolean {
  const cache = useQueryClient().getQueryCache();
  const [away, setAway] = useState(false);
  useEffect(
    () =>
      cache.subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'error' && isAway(event.action.error)) setAway(true);
        if (event.action.type === 'failed' && isAway(event.action.error)) setAway(true);
        if (event.action.type === 'success' && !event.action.manual) setAway(false);
      }),
    [cache],
  );
  return away;
}

/** One line below the bar while SoulSync does not answer; the page stays, and all of it is asked for again once it does. */
export function AwayLine() {
  const queryClient = useQueryClient();
  const away = useAway();
  const [left, setLeft] = useState(TRY_AGAIN_S);
  useEffect(() => {
    if (!away) return undefined;
    setLeft(TRY_AGAIN_S);
    const timer = setInterval(() => setLeft((before) => (before <= 1 ? TRY_AGAIN_S : before - 1)), 1_000);
    return () => clearInterval(timer);
  }, [away]);
  useEffect(() => {
    if (away && left === TRY_AGAIN_S) void queryClient.refetchQueries({ type: 'active' });
  }, [away, left, queryClient]);
  return away ? <Line role="alert">SoulSync does not answer. Trying again in {left} s.</Line> : null;
}
