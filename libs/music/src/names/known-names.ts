import { guestQualifier } from '../artists/guest-names.js';
import { isVariousArtists, nameKeys } from '../artists/parse-artists.js';
import { compactKey, foldKeys, foldText } from '../normalise/fold-text.js';
import { titleKey } from '../normalise/title-key.js';
import { versionsIn } from '../titles/version-words.js';
import { isNote } from '../titles/title-notes.js';
import { isBitrate, isDuplicate, isNumbering, isPackaging, isPlace, isPlainPackaging, isTrailingPlace, isYear } from './leftover-words.js';
import { nameOf, overlaps, piecesOf, placesOf, textOf } from './name-places.js';
import type { Leftover, Name, Place } from './name-places.js';
import type { FileReading } from './parse-file.js';

/** What a file's name is held against; keys are without blanks. */
export interface KnownNames {
  /** As it is written, with its versions, and the keys of that. */
  readonly written: { readonly text: string; readonly keys: readonly string[] };
  /** Keys of the title alone, with and without its subtitle. */
  readonly titles: readonly string[];
  /** Each with its spellings, the main artist first. */
  readonly artists: readonly (readonly string[])[];
  readonly album: readonly string[];
  /** Of the folder the file lies in. */
  readonly release: readonly string[];
}

/** Keys of a title or an album. */
export const keysOfWords = (name: string): readonly string[] => foldKeys(name).map((key) => compactKey(titleKey(key)));

/**
 * Lays the known title and artists over a file's name and judges what is left: numbers, release, sound and marks of copies say nothing about
 * the song; versions and guests stay with the title to be compared; anything else makes it another song. null: so it is, or the title is not there.
 */
export function readKnownNames(stem: string, known: KnownNames): FileReading | null {
  if (!holds(stem, known)) return null;
  const name = nameOf(stem.replace(videoId, ''));
  const titles = placesOf(name, [...known.written.keys, ...known.titles], keysOfWords).slice(0, MOST_TITLES);
  if (titles.length === 0) return null;
  const places: KnownPlaces = {
    artists: known.artists.map((keys) => placesOf(name, keys, nameKeys)),
    album: placesOf(name, known.album, keysOfWords),
    release: placesOf(name, known.release, keysOfWords),
  };
  for (const title of titles) {
    const reading = layOut(name, title, places, known);
    if (reading) return reading;
  }
  return null;
}

/** More often a name does not hold its title. */
const MOST_TITLES = 6;

/** Where the other names may be laid. */
interface KnownPlaces {
  readonly artists: readonly (readonly Place[])[];
  readonly album: readonly Place[];
  readonly release: readonly Place[];
}

/** Are the letters of a title in it at all? Most names of other songs need no more. */
function holds(stem: string, { written, titles }: KnownNames): boolean {
  const letters = foldKeys(stem).map(compactKey);
  // Part numbers are written in more than one way.
  return [...titles, ...written.keys].some((key) => letters.some((all) => all.includes(key)) || /\d|part|volume/.test(key));
}

/** At the end, as programs write it that fetch from video sites. */
const videoId = /\s*[[(](?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{11}[\])]\s*$/;

function layOut(name: Name, title: Place, places: KnownPlaces, known: KnownNames): FileReading | null {
  const laid: Place[] = [title];
  const lay = (found: readonly Place[], mayStand: (place: Place) => boolean) => {
    const free: Place[] = [];
    for (const place of found) if (mayStand(place) && ![...laid, ...free].some((other) => overlaps(place, other))) free.push(place);
    laid.push(...free);
    return free;
  };
  const isAlbum = known.titles.some((key) => known.album.includes(key) || known.release.includes(key));
  const layRelease = () => {
    lay(places.album, (place) => place.from < title.from || !isAlbum || name.words[place.from]?.bracketed === true);
    lay(places.release, (place) => place.from < title.from);
  };
  // A band may be called Live, and its song be live.
  const mayCredit = (place: Place) => name.words[place.from]?.bracketed !== true || versionsIn(foldText(textOf(name, place))).length === 0;
  // "THIS IS... ICONA POP" is laid before the artist whose name it holds, "Janet" after hers.
  const holdsArtist = [...known.album, ...known.release].some((key) =>
    known.artists.flat().some((artist) => key !== artist && key.includes(artist)),
  );
  if (holdsArtist) layRelease();
  const credited = places.artists.map((found) => lay(found, mayCredit)).filter((places) => places.length > 0);
  if (!holdsArtist) layRelease();
  const artists = credited.flat();
  const lefts = piecesOf(name, laid);
  const layout: Layout = { ...name, title, artists, lefts, isAlbum };
  const judged = lefts.map((left) => ({ left, what: judge(left, layout) }));
  if (judged.some(({ what }) => what === 'unknown')) return null;
  const qualifiers = judged.filter(({ what }) => what === 'qualifier').map(({ left }) => `(${whole(name, left, artists)})`);
  const text = textOf(name, title);
  const written = keysOfWords(text).some((key) => known.written.keys.includes(key)) ? known.written.text : text;
  return {
    title: [written, ...qualifiers].join(' '),
    artist: credited.length === 0 ? null : credited.map(([place]) => (place ? textOf(name, place) : '')).join(' & '),
    album: null,
    track: null,
    disc: null,
  };
}

/** Of "Freedom - Insightful Remix" the remixer may be a known artist. */
function whole(name: Name, { from, text }: Leftover, artists: readonly Place[]): string {
  const before = artists.find((artist) => artist.to === from && name.words[from]?.parted === false);
  return before ? `${textOf(name, before)} ${text}` : text;
}

interface Layout extends Name {
  readonly title: Place;
  readonly artists: readonly Place[];
  readonly lefts: readonly Leftover[];
  /** The title is also the release's: a number behind it counts a track that has no name. */
  readonly isAlbum: boolean;
}

function judge(left: Leftover, layout: Layout): 'harmless' | 'qualifier' | 'unknown' {
  const { text, folded, from } = left;
  // "12" is a maxi single in a qualifier only.
  const counts = from < layout.title.from && (isNumbering(folded) || isPlace(folded));
  if (!counts && !isNote(folded) && versionsIn(folded).length > 0) return 'qualifier';
  if (guestQualifier.test(text)) return 'qualifier';
  return isJoining(left, layout) || (from < layout.title.from ? isHarmlessBefore(left, layout) : isHarmlessBehind(left, layout))
    ? 'harmless'
    : 'unknown';
}

/** Before the title. */
function isHarmlessBefore(left: Leftover, layout: Layout): boolean {
  const { text, folded, from, to } = left;
  const { title, artists } = layout;
  // "Matchbox 20" is not Matchbox.
  const endsArtist = !isParted(layout, from) && artists.some((artist) => artist.to === from);
  if (endsArtist) return /^0\d/.test(folded) && isNumbering(folded);
  if (to === title.from && !isParted(layout, to)) return isPlace(folded);
  return isNumbering(folded) || isPackaging(text, folded) || isVariousArtists(text) || isUnknownRelease(left, layout);
}

function isHarmlessBehind(left: Leftover, layout: Layout): boolean {
  const { text, folded, from } = left;
  const { words, title, isAlbum } = layout;
  const parted = words[from]?.parted === true;
  if (from === title.to && !parted) return isPlainPackaging(folded);
  if (!/^\d+$/.test(folded)) return isPackaging(text, folded) || isGroup(left, layout);
  const bracketed = words[from]?.bracketed === true;
  if (isYear(folded)) return bracketed || !isAlbum;
  return isBitrate(folded) || (isTrailingPlace(folded) && !isAlbum) || isCount(left, layout);
}

/** Of copies: `(1)`, `~1`, `_1`, `Copy (2)`; `(2)` alone may be a part. */
function isCount({ folded, from }: Leftover, { text, words, lefts }: Layout): boolean {
  const start = words[from]?.start ?? 0;
  if (words[from]?.bracketed !== true) return folded === '1' && /[^\s][_~]$/.test(text.slice(0, start));
  return folded === '1' || lefts.some((left) => left.to === from && isDuplicate(left.folded));
}

/** Whoever released it: `03-the_knife-heartbeats-grp`. */
const isGroup = ({ from, to, folded }: Leftover, { words, isJoined, lefts }: Layout) =>
  isJoined &&
  to === words.length &&
  to - from === 1 &&
  /^[a-z\d]{2,12}$/.test(folded) &&
  lefts[0]?.from === 0 &&
  isNumbering(lefts[0].folded);

/** Is what stands before this word more than a blank? */
const isParted = ({ words }: Layout, place: number) => words[place]?.parted !== false;

const beforeArtist = /^(?:by|feat|ft|featuring|with)$/;
const betweenArtists = /^(?:and|x|vs|y|und|et|e)$/;

/** Between two known names. */
const isJoining = ({ folded, from, to }: Leftover, { artists }: Layout) =>
  artists.some((artist) => artist.from === to) &&
  (beforeArtist.test(folded) || (betweenArtists.test(folded) && artists.some((artist) => artist.to === from)));

/** A piece of its own before the track's number is the release, where the artist is named beside it: `The Knife_Other Cuts_03_Heartbeats`. */
function isUnknownRelease({ from, to }: Leftover, { words, title, artists, lefts }: Layout): boolean {
  if (words[from]?.parted !== true || words[to]?.parted !== true) return false;
  const number = lefts.find((left) => left.from >= to && left.to <= title.from && isNumbering(left.folded));
  return number !== undefined && artists.some((artist) => artist.to <= from || (number.to <= artist.from && artist.to <= title.from));
}
