import { nameKeys } from '../artists/parse-artists.js';
import { versionsIn } from '../titles/version-words.js';
import { keysOfWords } from './known-names.js';
import type { KnownNames } from './known-names.js';
import { isNumbering, isPackaging, isPlace, isYear } from './leftover-words.js';
import { nameOf, overlaps, piecesOf, placesOf, textOf } from './name-places.js';
import type { Leftover, Name } from './name-places.js';
import { parseFolder } from './parse-folder.js';
import { genericFolder } from './path-segments.js';

/** No collection is sorted deeper above a release. */
const NEAREST = 3;

/**
 * The known artist as the folders name it, nearest first, each folder read by laying artist and album over it: `[2003] The Knife - Deep Cuts`,
 * `The Knife_Deep Cuts`, `Deep Cuts by The Knife`. null: none does, or another one is nearer.
 */
export function artistInFolders(folders: readonly string[], known: Pick<KnownNames, 'artists' | 'album'>): string | null {
  for (const [place, folder] of folders.slice(0, NEAREST).entries()) {
    const laid = artistIn(nameOf(folder), known);
    // A folder of this name alone may be a record of somebody else's songs, whose name is on the folder above.
    const isAlone = place > 0 || folders.slice(1, NEAREST).every(genericFolder);
    if (laid && (laid.namesRelease || isAlone)) return laid.artist;
    if (!genericFolder(folder) && (place > 0 || parseFolder(folder).artist !== null)) return null;
  }
  return null;
}

function artistIn(name: Name, { artists: [artist = []], album }: Pick<KnownNames, 'artists' | 'album'>) {
  const { words } = name;
  for (const place of placesOf(name, artist, nameKeys)) {
    const { from, to } = place;
    const [before, behind] = [piecesOf(name, [place], 0, from), piecesOf(name, [place], to, words.length)];
    const pieces = [...before, ...behind];
    if (pieces.some(isOthers)) continue;
    const laidAlbum = placesOf(name, album, keysOfWords).find((one) => !overlaps(one, place));
    const isBoth = laidAlbum && piecesOf(name, [place, laidAlbum], 0, words.length).every(isHarmless);
    const leads = before.every(isHarmless) && endsAt(name, to);
    const follows = name.lowered[from - 1] === 'by' && behind.every(isHarmless);
    if (isBoth || leads || follows)
      return {
        artist: textOf(name, place),
        namesRelease: pieces.some((piece) => !isHarmless(piece) && words[piece.from]?.bracketed !== true),
      };
  }
  return null;
}

const isHarmless = ({ text, folded }: Leftover) => isNumbering(folded) || isPlace(folded) || isPackaging(text, folded);
const isOthers = ({ folded }: Leftover) =>
  /\btribute\b/.test(folded) || versionsIn(folded).some(({ kind }) => kind === 'cover' || kind === 'karaoke');

/** Does the artist's name end there? A colon, which many systems write as an underscore, may stand behind a composer. */
function endsAt({ text, words, lowered }: Name, place: number): boolean {
  const [last, next] = [words[place - 1], words[place]];
  return !last || !next || isYear(lowered[place] ?? '') || (next.parted && !/^[:_]\s/.test(text.slice(last.end, next.start)));
}
