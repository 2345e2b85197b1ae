import { guestNames, guestQualifier, guestTail } from '../artists/guest-names.js';
import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { splitAtDashes, splitBrackets } from './qualifiers.js';
import { isNote, remasterNote } from './title-notes.js';
import type { VersionTag } from './version-tag.js';
import { placeWords, versionsIn } from './version-words.js';
import { inEnglish } from './words-of-languages.js';

export interface ParsedTitle {
  /** The song's own title, without qualifiers and guests; brackets that belong to it stay (`Stay (I Missed You)`). Never '' for a visible title. */
  readonly base: string;
  /** What makes it another recording; [] is the plain one. */
  readonly versions: readonly VersionTag[];
  readonly featured: readonly string[];
  readonly remaster: boolean;
  /** Qualifiers that do not change which recording it is, as written. */
  readonly notes: readonly string[];
  /** The base without a number that may be its place on the disc (`07 Fall On Me`); else null. */
  readonly withoutNumber: string | null;
  /** The base without any bracket, where it has one (a subtitle, a translation); else null. */
  readonly withoutSubtitle: string | null;
}

export interface TitleContext {
  /** The release: `Time - Dark Side of the Moon` ends with it. */
  readonly album?: string | null;
  /** Credited names: `Griff - Black Hole` begins with one. */
  readonly artists?: readonly string[];
  /** What is looked for: `Blur - Demo` is a title where a song of that name is. */
  readonly called?: string;
}

/** No title has more qualifiers after dashes. */
const MOST_SUFFIXES = 6;

interface Found {
  readonly versions: VersionTag[];
  readonly featured: string[];
  readonly notes: string[];
}

/** Words alone, with nothing to take apart: no bracket, dash, guest, leading number, or sign at the wrong place. Most titles are. */
const simple =
  /^(?!\d)(?!.*(?:\b(?:feat|ft|featuring|with)\b|\s[,!?.]))[^()[\]{}【】〔〕〈〉《》‐‑–—−─~|/;:-]*[^\s()[\]{}【】〔〕〈〉《》‐‑–—−─~|/;:,-]$/iu;

/** Reads versions, notes and guests from brackets and from what follows a spaced dash; never from the words of the title itself. */
export function parseTitle(title: string, context: TitleContext = {}): ParsedTitle {
  const text = withBrackets(boundedText(title).replace(/^\d{2}(?:\.| -) +(?=\p{L})/u, ''));
  if (simple.test(text))
    return { base: text, versions: [], featured: [], remaster: false, notes: [], withoutNumber: null, withoutSubtitle: null };
  const found: Found = { versions: [], featured: [], notes: [] };
  const album = context.album ? foldText(context.album) : '';
  const kept = splitBrackets(text)
    .parts.map(({ text: part, bracketed }, place) => {
      if (!bracketed) return { text: part, bracketed };
      // A title may begin with brackets of its own, and does not consist of a qualifier alone.
      const first = place === 0;
      return !first && qualifies(part, found) ? null : { text: `(${part.trim()})`, bracketed };
    })
    .filter((part) => part !== null);
  let base = titleBehindArtist(join(kept.map((part) => part.text)), context);
  for (let cuts = 0; cuts < MOST_SUFFIXES; cuts += 1) {
    const [last, ...earlier] = splitAtDashes(base).slice(0, MOST_SUFFIXES);
    if (!last) break;
    const isAlbum = album !== '' && foldText(last.tail) === album && foldText(last.head) !== album;
    const cut =
      isAlbum || qualifies(last.tail, found) ? last : earlier.find(({ tail }) => beginsWithVersion(tail) && qualifies(tail, found));
    if (!cut) break;
    base = cut.head;
  }
  base = withoutGuests(withoutArtist(base, context.artists ?? []), found);
  const plain = join(
    splitBrackets(base)
      .parts.filter((part) => !part.bracketed)
      .map((part) => part.text),
  );
  // "Live - Helsinki - 1974": of a concert the year says which.
  const year = found.notes.find((note) => /^(?:19|20)\d\d$/.test(note));
  return {
    base: base === '' ? text : base,
    versions: unique(found.versions.map((tag) => (tag.kind === 'live' && year !== undefined ? { year, ...tag } : tag))),
    featured: found.featured,
    remaster: found.notes.some((note) => remasterNote.test(foldText(note))),
    notes: found.notes,
    withoutNumber: /^(?:0\d|[12]\d)\s+(\p{L}.*)$/u.exec(base)?.[1] ?? null,
    withoutSubtitle: plain === '' || plain === base ? null : plain,
  };
}

/** `Song <Live>` and `Song ~off vocal~` in brackets that are read. */
const withBrackets = (text: string) =>
  /[<~〜]/.test(text) ? text.replace(/\s?<([^<>]+)>/g, ' ($1)').replace(/\s[~〜]\s?([^~〜]+?)\s?[~〜](?=\s|$)/g, ' ($1)') : text;

/** Is this the text of a qualifier? Then what it says is in `found`. */
function qualifies(qualifier: string, found: Found): boolean {
  const inner = splitBrackets(qualifier.trim()).parts;
  const head = inner.find((part) => !part.bracketed)?.text.trim() ?? '';
  const guests = guestQualifier.exec(head);
  if (guests) {
    found.featured.push(...guestNames(head.slice(guests[0].length)));
    for (const part of inner) if (part.bracketed) qualifies(part.text, found);
    return true;
  }
  const pieces = withoutInnerGuests(qualifier, found)
    .split(/\s*[;,]\s+|\s+[-–—/]+\s+|\s+-(?=\S)|[()[\]]+/)
    .filter((piece) => piece.trim() !== '');
  const read = pieces.map((piece) => ({ piece: piece.trim(), ...reading(piece) }));
  const some = read.some(({ note, versions }) => note || versions.length > 0);
  const whole = reading(withoutInnerGuests(qualifier, { versions: [], featured: [], notes: [] }));
  if (!some && !whole.note && whole.versions.length === 0) return false;
  if (whole.note && whole.versions.length === 0) found.notes.push(qualifier.trim());
  else if (read.every(({ note, versions }) => note || versions.length > 0)) {
    for (const { note, piece, versions } of read) {
      if (note) found.notes.push(piece);
      found.versions.push(...versions);
    }
  } else if (whole.versions.length > 0) found.versions.push(...whole.versions);
  else if (read.some(({ piece }) => saysVersionAlone(piece))) {
    // "Live / Helsinki, Finland / 1974": the rest is where and when.
    const rest = read.filter(({ note, versions }) => !note && versions.length === 0).map(({ piece }) => placeWords(foldText(piece)));
    const year = /\b(?:19|20)\d\d\b/.exec(qualifier)?.[0];
    for (const tag of read.flatMap(({ versions }) => versions))
      found.versions.push(tag.kind === 'live' ? { ...tag, detail: [tag.detail, ...rest].join(' ').trim(), ...(year && { year }) } : tag);
  } else return false;
  return true;
}

/** A version's word and nothing else: `Live`, `En vivo`, `Demo`. */
const saysVersionAlone = (piece: string) => {
  const said = inEnglish(foldText(piece));
  return (said === 'in concert' || !said.includes(' ')) && reading(piece).versions.length > 0;
};

const beginsWithVersion = (tail: string) => saysVersionAlone(/^[^,;/–—-]+/u.exec(tail)?.[0].trim() ?? '');

/** `Spotify Singles (feat. A & B)` speaks of guests too. */
function withoutInnerGuests(qualifier: string, found: Found): string {
  const inner = /[([]((?:feat|ft|featuring|with)\b[^)\]]*)[)\]]*$/i.exec(qualifier);
  if (!inner?.[1] || inner.index === 0) return qualifier;
  found.featured.push(...guestNames(inner[1].replace(guestQualifier, '')));
  return qualifier.slice(0, inner.index);
}

interface Reading {
  readonly note: boolean;
  readonly versions: readonly VersionTag[];
}

/** Qualifiers are few and come again and again. */
const reading = memo(5_000, (qualifier): Reading => {
  const folded = foldText(qualifier);
  if (isNote(folded)) return { note: true, versions: [] };
  const versions = versionsIn(folded);
  return { note: versions.length === 0 && remasterNote.test(inEnglish(folded)), versions };
});

function withoutGuests(base: string, found: Found): string {
  const tail = guestTail.exec(base);
  if (!tail || tail.index === 0) return base;
  const list = base.slice(tail.index + tail[0].length);
  const dash = /\s+[-–—]\s+/.exec(list);
  found.featured.push(...guestNames(dash ? list.slice(0, dash.index) : list));
  return base.slice(0, tail.index).trim() + (dash ? list.slice(dash.index) : '');
}

/** `Madonna - Live to Tell`, `Blur - Edit Me`: made of the words of versions, and no qualifier of a song called as its artist is. */
function titleBehindArtist(base: string, { artists = [], called }: TitleContext): string {
  const title = withoutArtist(base, artists);
  if (title !== base && called !== undefined && foldText(title) === foldText(called)) return title;

  return title === base || isShapedAsQualifier(splitAtDashes(title).at(-1)?.head ?? title) ? base : title;
}

/** `2009 Remaster`, `Live at Wembley`, `Radio Edit`: what it says comes last, or is a place. */
function isShapedAsQualifier(text: string): boolean {
  const { note, versions } = reading(text);
  const words = foldText(text).split(' ');
  return (
    note ||
    versions.some(({ kind }) => kind === 'live') ||
    [1, 2].some((last) => (last === 1 || last < words.length) && versionsIn(words.slice(-last).join(' ')).length > 0)
  );
}

function withoutArtist(base: string, artists: readonly string[]): string {
  const dash = /^(.{1,120}?)\s+[-–—]\s+(\S.*)$/u.exec(base);
  if (!dash?.[1] || !dash[2]) return base;
  const head = foldText(dash[1]);
  return artists.some((artist) => foldText(artist) === head) ? dash[2] : base;
}

const join = (parts: readonly string[]) =>
  parts
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([,!?.])/g, '$1')
    .replace(/[\s,;:–—-]+$/u, '')
    .trim();
const unique = (tags: readonly VersionTag[]) =>
  tags.filter((tag, place) => tags.findIndex((other) => other.kind === tag.kind && other.detail === tag.detail) === place);
