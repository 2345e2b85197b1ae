import type { LibraryEditItemRow, LibraryEditRow } from '@soulsync/contracts';

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
export const changes = (count: number): string => many(count, 'change', 'changes');

/** "Pictures and genres of artists, only what is missing". */
export function wishInWords({ kind, fields, scope }: Pick<LibraryEditRow, 'kind' | 'fields' | 'scope'>): string {
  const what = fields.map((field) => (field === 'genres' ? 'genres' : kind === 'albums' ? 'covers' : 'pictures')).join(' and ');
  const which = { 'missing-only': 'only what is missing', all: 'everything', ids: 'some chosen by hand' }[scope];
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} of ${kind}, ${which}`;
}

/** Where an edit stands, in a sentence. */
export function standing(edit: LibraryEditRow): string {
  const { state, items, looked, written, skipped, failed, restored, next } = edit;
  const left = [...(skipped > 0 ? [`${skipped} left as they were`] : []), ...(failed > 0 ? [`${failed} failed`] : [])].join(', ');
  switch (state) {
    case 'looking':
      return `Looking: ${looked} ${edit.kind} so far, ${changes(items)} found. Nothing is written.`;
    case 'proposed':
      return `${changes(items)} for you to look at. Nothing is written until you apply them.`;
    case 'nothing':
      return `Looked at ${looked} ${edit.kind}: there is nothing to change.`;
    case 'rejected':
      return 'Discarded. Nothing was written.';
    case 'applying':
      return `Writing: ${next} of ${items} done.`;
    case 'stopping':
      return 'Stopping behind the change in hand.';
    case 'applied':
      return `${many(written, 'change was', 'changes were')} written${left === '' ? '' : `; ${left}`}.`;
    case 'undoing':
      return `Bringing back what was there: ${next} of ${items} done.`;
    case 'undone':
      return `${many(restored, 'change was', 'changes were')} undone${restored < written ? `; ${written - restored} stayed, each says why` : ''}.`;
  }
}

/** Reasons with which nothing is proposed for an artist or album. */
const leftOutWords: Readonly<Record<string, string>> = {
  locked: 'locked on the server (by you, or by an earlier improvement)',
  gone: 'no longer on the server',
  'various-artists': 'Various Artists, who are nobody',
  'too-many-genres': 'with more genres than can be compared',
  'picture-unknown': 'not known to Spotify by exactly this name: no picture',
  'picture-ambiguous': 'of a name that several have: no picture',
  'picture-has-none': 'known to Spotify, but without a picture',
  'picture-not-set-up': 'without a picture, since Spotify is not set up',
  'picture-calls-used-up':
    "not asked for today: Spotify's share of calls is used up. Look again tomorrow; what is known is not asked again",
  'picture-source-busy': 'not asked for: Spotify answers no more questions now. Look again later',
  'picture-source-refuses': 'not asked for: Spotify refuses the sign-in or the question; see Settings and System',
  'picture-not-usable': 'with a picture that is none, or that lies where SoulSync does not go (SOULSYNC_COVER_HOSTS)',
  'picture-not-fetched': 'with a picture that could not be fetched. Look again later',
  'picture-too-small': 'with a picture of less than 200 pixels',
  'picture-not-readable': 'with a picture on the server that could not be read, so that it could not be brought back',
  'genres-unknown': 'not known by exactly this name: no genres',
  'genres-ambiguous': 'of a name that several have: no genres',
  'genres-has-none': 'known, but without genres',
  'genres-not-set-up': 'without genres, since MusicBrainz is not set up (SOULSYNC_MUSICBRAINZ_CONTACT)',
};
export const leftOutInWords = (reason: string): string => leftOutWords[reason] ?? reason.replaceAll('-', ' ');

const causeWords: Readonly<Record<string, string>> = {
  locked: 'Left: locked on the server',
  'changed-since': 'Left: changed on the server since',
  'already-so': 'Left: it was so already',
  'not-chosen': 'Not ticked',
  gone: 'Failed: no longer on the server',
  'not-kept': 'Failed: the server did not keep it',
  'picture-lost': 'Failed: the picture is gone from the disk',
  'had-none': 'Stays: there was no picture before; the server may now choose its own',
};

/** What became of a change; '' while it waits. */
export function outcomeInWords({ state, cause, detail }: LibraryEditItemRow): string {
  if (cause !== null) return `${causeWords[cause] ?? cause.replaceAll('-', ' ')}${detail ? ` (${detail})` : ''}`;
  return { proposed: '', written: 'Written', skipped: 'Left', failed: 'Failed', restored: 'Undone' }[state];
}
