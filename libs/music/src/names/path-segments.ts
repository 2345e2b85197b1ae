import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';

export interface PathSegments {
  /** Nearest first; no share names, drive letters or disc folders. */
  readonly folders: readonly string[];
  /** The file's name without extension; null for a path that ends in a separator. */
  readonly stem: string | null;
  /** Lower case, '' when there is none. */
  readonly extension: string;
  readonly disc: number | null;
}

/** Longest path that is looked at, in UTF-16 units. */
const MAX_UNITS = 2_000;
const MAX_FOLDERS = 12;

export interface FileName {
  /** Without extension; null for a path that ends in a separator. */
  readonly stem: string | null;
  /** Lower case, '' when there is none. */
  readonly extension: string;
}

/** The last segment alone. */
export function fileNameOf(path: string): FileName {
  const { length } = path;
  let start = length;
  let dot = -1;
  for (; start > 0; start -= 1) {
    const code = path.charCodeAt(start - 1);
    if (code === SLASH || code === BACKSLASH) break;
    if (code === DOT && dot < 0) dot = start - 1;
  }
  if (start === length) return { stem: null, extension: '' };
  start = Math.max(start, length - MAX_UNITS);
  // "No. 5" ends in a number, "Mr. Somebody" in a name: an extension is short and has a letter.
  return dot > start && isExtension(path, dot + 1)
    ? { stem: path.slice(start, dot), extension: path.slice(dot + 1).toLowerCase() }
    : { stem: path.slice(start), extension: '' };
}

const [SLASH, BACKSLASH, DOT] = [47, 92, 46];
const LONGEST_EXTENSION = 5;

/** Up to five letters and digits, one a letter, from `start` to the end. */
function isExtension(path: string, start: number): boolean {
  if (start === path.length || path.length - start > LONGEST_EXTENSION) return false;
  let letters = 0;
  for (let place = start; place < path.length; place += 1) {
    const code = path.charCodeAt(place);
    const small = code | 32;
    if (small >= 97 && small <= 122) letters += 1;
    else if (code < 48 || code > 57) return false;
  }
  return letters > 0;
}

/** Splits on both kinds of slash: peers' paths come as their system writes them. */
export function splitPath(path: string): PathSegments {
  const pieces = path.slice(-MAX_UNITS).split(/[\\/]+/);
  pieces.pop();
  const folders: string[] = [];
  let disc: number | null = null;
  for (const piece of pieces.reverse().slice(0, MAX_FOLDERS)) {
    const name = boundedText(piece);
    const discFolder = /^(?:cd|disc|disk|disque)[\s._-]*(\d{1,2})(?:\s*[-–:([].*)?$/i.exec(name);
    if (discFolder?.[1]) disc ??= Number(discFolder[1]);
    else if (name !== '' && !/^@@|^[A-Za-z]:$/.test(name)) folders.push(name);
  }
  return { folders, disc, ...fileNameOf(path) };
}

const generic = new Set(
  (
    'music|musik|musica|musique|my music|mp3|mp3s|flac|flacs|lossless|lossy|audio|shared|share|soulseek|soulseek downloads|soulseek shared|slsk|downloads|download|complete|completed|finished|incoming|new|new folder|' +
    'various|unsorted|sorted|scene|vinyl|vinyl rips|beets|albums|album|singles|eps|ep|itunes|itunes media|media|data|library|collection|archive|torrents|rips|cd rips|web|hi res|hires|public|users|home|desktop|' +
    'electronic|rock|pop|metal|jazz|hip hop|rap|classical|folder|songs|tracks|remasters|plex|nas|storage|mnt|volume1|compilations|discography|studio albums|studio|live|bootlegs|ost compilations|ost and compilations'
  ).split('|'),
);

/** A folder that sorts a collection and names neither an artist nor a release. */
export const genericFolder = memo(5_000, (name): boolean => {
  const folded = foldText(name.replace(/\(\d+\)$/, ''));
  return generic.has(folded) || /^(?:[a-z0-9]|\d [a-z])$/.test(folded) || /^new folder\b/.test(folded);
});
