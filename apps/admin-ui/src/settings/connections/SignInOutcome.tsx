import { Alert } from '@mui/material';
import { refusalInWords } from '@soulsync/contracts/words';
import type { RefusalCode } from '@soulsync/contracts';
import { useEffect } from 'react';

const isKnown = (code: string): code is (typeof known)[number] => known.some((one) => one === code);
const known = [
  'spotify-not-set-up',
  'spotify-access-denied',
  'spotify-other-sign-in',
  'spotify-no-answer-in-address',
] as const satisfies readonly RefusalCode[];

/** What came of a sign-in that a browser came back from; `done`, `unavailable`, or the code of a refusal. */
export function outcomeInWords(code: string): string {
  if (code === 'done') return 'You are signed in to Spotify.';
  if (code === 'unavailable') return 'SoulSync could not ask Spotify just now. Begin the sign-in again in a moment.';
  return isKnown(code)
    ? refusalInWords(code, {})
    : 'Spotify did not accept the sign-in. Begin it again; the test below says what is wrong.';
}

/** A window that was opened for the sign-in has done its work, and goes; no other lets itself be closed, and says what came of it. */
export function SignInOutcome({ code }: { readonly code: string }) {
  const isDone = code === 'done';
  useEffect(() => {
    if (isDone) window.close();
  }, [isDone]);
  return (
    <Alert severity={isDone ? 'success' : 'error'} sx={{ mb: 2 }}>
      {outcomeInWords(code)}
    </Alert>
  );
}
