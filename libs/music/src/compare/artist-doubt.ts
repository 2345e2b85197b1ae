import { foldText } from '../normalise/fold-text.js';
import { inOtherScripts, scriptsOf } from '../normalise/scripts.js';
import { workOf } from '../titles/classical.js';

interface Side {
  /** The title as it was given. */
  readonly text: string;
  /** Those that name somebody, as they were given. */
  readonly credits: readonly string[];
  readonly album: { readonly name: string } | null;
}

/** Of two tracks of one title and length: may their artists be one all the same, or the composer and the performer of a work? */
export function mayBeArtist(a: Side, b: Side, { title, album }: { readonly title: number; readonly album: number | null }): boolean {
  const [left = '', right = ''] = [a.credits[0], b.credits[0]];
  if (title < 1) return false;

  if (album === 1 && scriptsOf(left) !== scriptsOf(right)) return true;
  // A title in Latin letters alone is shared by many; one in the script of one of the artists is not.
  if (inOtherScripts(left, right)) return album === null && (scriptsOf(a.text) & ~LATIN) !== 0;

  return workOf(a.text).classical && (album === null || album === 1 || isComposer(a, b) || isComposer(b, a));
}

const LATIN = 1;
/** Letters of the shortest surname that is looked for: "Bach". */
const SURNAME = 4;

/** Is an artist of one named by the title or the release of the other, as composers are? */
function isComposer({ credits }: Side, { text, album }: Side): boolean {
  const words = foldText(`${text} ${album?.name ?? ''}`).split(' ');
  return credits.some((credit) => {
    const surname = foldText(credit).split(' ').at(-1) ?? '';
    return surname.length >= SURNAME && words.includes(surname);
  });
}
