import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { nameKeys } from '../artists/parse-artists.js';
import { hasBracket, splitBrackets } from '../titles/qualifiers.js';
import { isMeta } from './quality-words.js';
import { isNote } from '../titles/title-notes.js';
import { versionsIn } from '../titles/version-words.js';

/** One way to read a file's name. null: not said. */
export interface FileReading {
  readonly artist: string | null;
  readonly album: string | null;
  readonly title: string;
  readonly track: number | null;
  readonly disc: number | null;
}

/** Names that are known from elsewhere: the folders, or what is looked for. */
export interface NameHints {
  readonly artists: readonly string[];
  readonly albums: readonly string[];
  readonly group: string | null;
}

/** Readings of a file name without its extension, the likeliest first; never empty. */
export function readFileName(stem: string, hints: NameHints): readonly FileReading[] {
  const underscored = !stem.includes(' ') && /_|-/.test(stem);
  const text = boundedText(underscored ? stem.replace(/_-_|-_|_-/g, ' - ').replace(/_/g, ' ') : stem);
  const { disc, track, rest } = numberOf(text);
  const spaced = rest
    .split(/\s+[-‐‑–—−─]+\s+/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const scene = underscored && spaced.length === 1 && /^\d/.test(stem) && rest.includes('-');
  const readings = scene ? sceneReadings(rest, hints) : spacedReadings(spaced, hints);
  const all = readings.length > 0 ? readings : [{ artist: null, album: null, title: rest, track: null }];
  return all.map((reading) => ({
    artist: reading.artist,
    album: reading.album,
    title: tidy(reading.title),
    track: reading.track ?? track,
    disc,
  }));
}

interface Pieces {
  readonly artist: string | null;
  readonly album: string | null;
  readonly title: string;
  readonly track: number | null;
}

const isName = (piece: string, names: readonly string[]) => {
  const keys = nameKeys(piece);
  return names.some((name) => nameKeys(name).some((key) => keys.includes(key)));
};

function spacedReadings(pieces: readonly string[], { artists, albums }: NameHints): readonly Pieces[] {
  const numberAt = pieces.findIndex((piece, place) => place > 0 && place < pieces.length - 1 && /^(?:\d{1,3}|[A-H]\d{1,2})$/.test(piece));
  if (numberAt > 0) {
    const before = pieces.slice(0, numberAt);
    return [
      {
        artist: before[0] ?? null,
        album: before.length > 1 ? before.slice(1).join(' - ') : null,
        title: pieces.slice(numberAt + 1).join(' - '),
        track: Number(pieces[numberAt]?.replace(/\D/g, '')),
      },
    ];
  }
  const names = [...pieces];
  const tail: string[] = [];
  while (names.length > 1 && isQualifier(names.at(-1) ?? '')) tail.unshift(names.pop() ?? '');
  const titled = (title: readonly string[]) => [...title, ...tail].join(' - ');
  const plain: Pieces = { artist: null, album: null, title: titled(names), track: null };
  if (names.length < 2) return [plain];
  const first = names[0] ?? '';
  const last = names.at(-1) ?? '';
  const swapped: Pieces = { artist: last, album: null, title: titled(names.slice(0, -1)), track: null };
  let album: string | null = null;
  let rest = names.slice(1);
  const leading = isName(first, artists);
  if (!leading && isName(last, artists)) return [swapped];
  if (!leading && isName(first, albums) && names.length > 1) return [{ artist: null, album: first, title: titled(rest), track: null }];
  if (rest.length > 1 && isName(rest[0] ?? '', albums)) {
    album = rest[0] ?? null;
    rest = rest.slice(1);
  }
  const usual: Pieces = { artist: first, album, title: titled(rest), track: null };
  if (leading) return [usual];
  const named: Pieces = { artist: null, album: null, title: titled(names), track: null };
  const threefold: readonly Pieces[] =
    names.length === 3 ? [{ artist: first, album: names[1] ?? null, title: titled(names.slice(2)), track: null }] : [];
  // "Pomegranate - Carl Cox Remix" in an artist's folder names no artist.
  return artists.length > 0 && versionsIn(foldText(last)).length > 0 && !/[([]/.test(last)
    ? [named, usual, swapped]
    : [...threefold, usual, swapped, named];
}

/** `artist-title-group`, hyphens of names not told apart from separators. */
function sceneReadings(rest: string, { artists, group }: NameHints): readonly Pieces[] {
  const pieces = rest
    .split('-')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const readings: Pieces[] = [];
  const groupKnown = group !== null && foldText(pieces.at(-1) ?? '') === foldText(group);
  const bodies = groupKnown ? [pieces.slice(0, -1)] : pieces.length > 2 ? [pieces, pieces.slice(0, -1)] : [pieces];
  for (const body of bodies) {
    for (let names = 1; names < body.length; names += 1) {
      const artist = body.slice(0, names).join('-');
      if (isName(artist, artists)) readings.push({ artist, album: null, title: body.slice(names).join('-'), track: null });
    }
  }
  if (readings.length > 0) return readings;
  for (const body of bodies) {
    const [artist = '', ...title] = body;
    readings.push(
      title.length === 0
        ? { artist: null, album: null, title: artist, track: null }
        : { artist, album: null, title: title.join('-'), track: null },
    );
    if (title.length > 0) readings.push({ artist: null, album: null, title: body.join('-'), track: null });
  }
  return readings;
}

/** Artists and titles stand in many files of one search. */
const isQualifier = memo(5_000, (piece): boolean => {
  if (/[([{]/.test(piece)) return false;
  const folded = foldText(piece);
  const versions = versionsIn(folded);
  return (
    isNote(folded) || (versions.length > 0 && versions.every(({ kind, detail }) => kind !== 'other' && (kind !== 'remix' || detail === '')))
  );
});

/** Track and disc numbers before the name: `07 - `, `2-03 `, `2.12 - `, `A5. `; a title that is a number stays one. */
function numberOf(text: string): { disc: number | null; track: number | null; rest: string } {
  const both = /^(?:cd|disc)?(\d{1,2})[-.](\d{2})(?:\s*[-.)]\s*|\s+)(?=\S)/i.exec(text);
  if (both?.[1] && both[2] && Number(both[1]) < 21)
    return { disc: Number(both[1]), track: Number(both[2]), rest: text.slice(both[0].length) };
  const side = /^([A-H])(\d{1,2})(?:\s*[-.)]\s*|\s+)(?=\S)/.exec(text);
  if (side) return { disc: null, track: null, rest: text.slice(side[0].length) };
  const separated = /^\(?#?(\d{1,3})(?:\s*[-–.)\]_]\s*|\]\s*)(?=\S)/.exec(text);
  if (separated?.[1] && !/^\d+[.]\d/.test(text)) return { disc: null, track: Number(separated[1]), rest: text.slice(separated[0].length) };
  const padded = /^(0\d{1,2}|[1-4]\d)\s+(?=\S)/.exec(text);
  if (padded?.[1]) return { disc: null, track: Number(padded[1]), rest: text.slice(padded[0].length) };
  return { disc: null, track: null, rest: text };
}

/** Without brackets that only speak of the video or the release. */
function tidy(title: string): string {
  if (!hasBracket(title)) return title.trim() || title;
  const parts = splitBrackets(title).parts.filter(
    ({ text, bracketed }, place) => !bracketed || place === 0 || !(isNote(foldText(text)) || isMeta(text)),
  );
  return (
    parts
      .map(({ text, bracketed }) => (bracketed ? `(${text.trim()})` : text.trim()))
      .join(' ')
      .replace(/\s+(?:(?:19|20)\d\d)$/, (year) => (parts.length > 1 ? '' : year))
      .trim() || title
  );
}
