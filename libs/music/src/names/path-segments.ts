import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';

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

/** Splits on both kinds of slash: peers' paths come as their system writes them. */
export function splitPath(path: string): PathSegments {
  const pieces = path.slice(-MAX_UNITS).split(/[\\/]+/);
  const last = pieces.pop() ?? '';
  const dot = /^(.+)\.([A-Za-z0-9]{1,5})$/s.exec(last);
  const audioLike = dot?.[2] !== undefined && /[a-z]/i.test(dot[2]);
  const folders: string[] = [];
  let disc: number | null = null;
  for (const piece of pieces.reverse().slice(0, MAX_FOLDERS)) {
    const name = boundedText(piece);
    const discFolder = /^(?:cd|disc|disk|disque)[\s._-]*(\d{1,2})(?:\s*[-–:([].*)?$/i.exec(name);
    if (discFolder?.[1]) disc ??= Number(discFolder[1]);
    else if (name !== '' && !/^@@|^[A-Za-z]:$/.test(name)) folders.push(name);
  }
  if (last === '') return { folders, stem: null, extension: '', disc };
  return { folders, stem: audioLike ? (dot[1] ?? last) : last, extension: audioLike ? (dot[2] ?? '').toLowerCase() : '', disc };
}

const generic = new Set(
  (
    'music|musik|musica|musique|my music|mp3|mp3s|flac|flacs|lossless|lossy|audio|shared|share|soulseek|soulseek downloads|soulseek shared|slsk|downloads|download|complete|completed|finished|incoming|new|new folder|' +
    'various|unsorted|sorted|scene|vinyl|vinyl rips|beets|albums|album|singles|eps|ep|itunes|itunes media|media|data|library|collection|archive|torrents|rips|cd rips|web|hi res|hires|public|users|home|desktop|' +
    'electronic|rock|pop|metal|jazz|hip hop|rap|classical|folder|songs|tracks|remasters|plex|nas|storage|mnt|volume1|compilations|discography|studio albums|studio|live|bootlegs|ost compilations|ost and compilations'
  ).split('|'),
);

/** A folder that sorts a collection and names neither an artist nor a release. */
export function genericFolder(name: string): boolean {
  const folded = foldText(name.replace(/\(\d+\)$/, ''));
  return generic.has(folded) || /^(?:[a-z0-9]|\d [a-z])$/.test(folded) || /^new folder\b/.test(folded);
}
