import type { PlaylistRow } from '@soulsync/contracts';

/** Why a playlist could not be read, for somebody who has just followed it. */
const inTheWay: Readonly<Record<string, string>> = {
  'sign-in-needed': 'Spotify shows its songs only to who is signed in. Sign in under “Follow a playlist”; it is read by itself then.',
  forbidden: 'Spotify does not let this account read it. Copy it into a playlist of your own, or import it as a file.',
  gone: 'It is not there any more, or it is private.',
  'app-refused': 'Spotify refuses the app. Test it under “Follow a playlist”.',
  'rate-limited': 'Spotify asks for patience. It is read as soon as that is over.',
  unavailable: 'Its source does not answer. It is tried again by itself.',
  'incomplete-read': 'It could be read in part only. It is tried again by itself.',
};

type Facts = Pick<
  PlaylistRow,
  'entryCount' | 'owned' | 'filed' | 'missing' | 'review' | 'pending' | 'problem' | 'lastReadAt' | 'importRows'
>;

export interface Outlook {
  readonly sentence: string;
  /** Songs a start would fetch; null: nothing can be started yet. */
  readonly toFetch: number | null;
  /** It is worth a look again soon. */
  readonly isUnderWay: boolean;
}

/** What a first sync would do, once everything of it was compared. */
export function outlook({ entryCount, owned, filed, missing, review, pending, problem, lastReadAt, importRows }: Facts): Outlook {
  if (entryCount === 0 && problem !== null)
    return { sentence: inTheWay[problem] ?? 'It could not be read. Its page says why.', toFetch: null, isUnderWay: true };
  if (entryCount === 0 && lastReadAt !== null && importRows === null)
    return { sentence: 'There is no song on it.', toFetch: null, isUnderWay: false };
  if (entryCount === 0) return { sentence: 'It is being read …', toFetch: null, isUnderWay: true };
  if (pending > 0)
    return { sentence: `${entryCount - pending} of ${entryCount} songs compared with your library …`, toFetch: null, isUnderWay: true };
  const toDecide = review > 0 ? `, ${review} to decide` : '';
  return {
    sentence: `${entryCount} songs: ${owned + filed} in your library${toDecide}, ${missing} would be fetched.`,
    toFetch: missing,
    isUnderWay: false,
  };
}
