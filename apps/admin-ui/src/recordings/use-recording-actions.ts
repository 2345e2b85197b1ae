import type { BulkResultRow } from '@soulsync/contracts';
import { useNotify } from 'react-admin';
import { useSend } from '../providers/use-console.js';

/** A recording that something is done with. */
export interface Acted {
  readonly id: string;
  readonly title: string;
}

export type RecordingVerb = 'confirm' | 'reject' | 'undo' | 'want' | 'ignore' | 'unignore' | 'search';

const paths: Readonly<Record<RecordingVerb, string>> = {
  confirm: 'matches/confirm',
  reject: 'matches/reject',
  undo: 'matches/undo',
  want: 'recordings/want',
  ignore: 'recordings/ignore',
  unignore: 'recordings/unignore',
  search: 'recordings/search',
};

/** Takes back what it did. */
const opposites: Readonly<Partial<Record<RecordingVerb, RecordingVerb>>> = { confirm: 'undo', reject: 'undo', ignore: 'unignore' };

/** What is true once the command was accepted. */
const done: Readonly<Record<RecordingVerb, (what: string) => string>> = {
  confirm: (what) => `Confirmed: ${what}`,
  reject: (what) => `None of these: ${what} counts as missing`,
  undo: (what) => `Taken back: ${what}`,
  want: (what) => `Wanted: ${what}`,
  ignore: (what) => `Ignored: ${what}. Not fetched any more`,
  unignore: (what) => `No longer ignored: ${what}`,
  search: (what) => `Search requested: ${what}`,
};

const named = (rows: readonly Acted[]) => (rows.length === 1 ? `“${rows[0]?.title}”` : `${rows.length} songs`);

/** What can be done with recordings, one or many: it says what came of it, and offers to take it back. */
export function useRecordingActions() {
  const { send, sending } = useSend();
  const notify = useNotify();

  function told(verb: RecordingVerb, rows: readonly Acted[], results: readonly BulkResultRow[]): void {
    const byId = new Map(results.map((result) => [result.id, result]));
    const acted = rows.filter(({ id }) => byId.get(id)?.ok);
    const refused = results.filter(({ ok }) => !ok);
    // A wish that was ignored on the wishlist is no ignored recording: trying it again is what ends that.
    const wishes = verb === 'unignore' ? acted.filter(({ id }) => byId.get(id)?.position === null) : [];
    if (wishes.length > 0) return void act('search', wishes);
    const opposite = opposites[verb];
    if (acted.length > 0)
      notify(done[verb](named(acted)), { type: 'success', ...(opposite ? { undo: () => void act(opposite, acted) } : {}) });
    if (refused.length > 0)
      notify(`${refused.length === rows.length ? '' : `${refused.length} of ${rows.length} not: `}${refused[0]?.message ?? ''}`, {
        type: 'error',
      });
  }

  const act = (verb: RecordingVerb, rows: readonly Acted[], then?: () => void) =>
    send((console) => console.command<readonly BulkResultRow[]>(paths[verb], { ids: rows.map(({ id }) => id) }), {
      then(results) {
        told(verb, rows, results);
        then?.();
      },
    });

  /** This very track of the library is the recording. */
  const choose = (row: Acted, libraryTrackId: string, then?: () => void) =>
    send((console) => console.command(`matches/${row.id}/confirm`, { libraryTrackId }), {
      then() {
        notify(done.confirm(named([row])), { type: 'success', undo: () => void act('undo', [row]) });
        then?.();
      },
    });

  return { act, choose, sending };
}

/** Focus goes to the row behind the one in which something was done, or before the last. */
export function rowBehind(element: Element | null): () => void {
  const row = element?.closest('tr, li');
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  return () => next?.querySelector<HTMLElement>('a, button')?.focus();
}
