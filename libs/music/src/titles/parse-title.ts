import { foldText } from '../text/fold.js';
import { notes, versionRules } from './version-words.js';
import type { VersionTag } from './version-words.js';

export interface ParsedTitle {
  /** The song's own title, without qualifiers and guests. */
  readonly base: string;
  /** What makes it another recording; [] is the plain one. */
  readonly versions: readonly VersionTag[];
  readonly featured: readonly string[];
  readonly remaster: boolean;
}

/** Where a guest list begins: only as a word of its own. */
const guests = /(?:^|\s)(?:feat|ft|featuring)(?:\.|\s)\s*(.+)$/i;
const bracketGuests = /^(?:feat|ft|featuring|with)(?:\.|\s)\s*(.+)$/i;
const brackets = /[([{【]([^()[\]{}【】]*)[)\]}】]/g;

/** Reads versions and guests from brackets and from what follows a spaced dash; never from words of the title. */
export function parseTitle(title: string, album: string | null = null): ParsedTitle {
  const text = title.slice(0, 500).normalize('NFKC').trim();
  const versions: VersionTag[] = [];
  const featured: string[] = [];
  let remaster = false;

  const qualifies = (qualifier: string): boolean => {
    const folded = foldText(qualifier);
    const guest = bracketGuests.exec(qualifier.trim())?.[1];
    if (guest !== undefined) {
      featured.push(...guestNames(guest));
      return true;
    }
    if (/re ?master/.test(folded)) remaster = true;
    if (notes.test(folded)) return true;
    const version = versionOf(folded);
    if (version) versions.push(version);
    return version !== null;
  };

  let base = text.replace(brackets, (whole, inner: string) => (qualifies(inner) ? ' ' : whole));
  for (;;) {
    const dash = /^(.*\S)\s+[-–—~|]\s+(\S.*)$/s.exec(base);
    if (!dash?.[1] || !dash[2]) break;
    const isAlbum = album !== null && foldText(dash[2]) === foldText(album) && foldText(dash[1]) !== '';
    if (!isAlbum && !qualifies(dash[2])) break;
    base = dash[1];
  }
  const guest = guests.exec(base);
  if (guest?.[1] && guest.index > 0) {
    featured.push(...guestNames(guest[1]));
    base = base.slice(0, guest.index);
  }
  base = base.replace(/\s+/g, ' ').trim();
  return { base: base === '' ? text : base, versions: unique(versions), featured, remaster };
}

function versionOf(folded: string): VersionTag | null {
  for (const { kind, words } of versionRules)
    if (words.test(folded)) return { kind, detail: kind === 'remix' || kind === 'edit' ? detailOf(folded) : '' };
  return null;
}

const detailOf = (folded: string) =>
  folded
    .replace(/\b(remix|rmx|mix|rework|remixed|version|edit|radio|by|the|single)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const unique = (tags: readonly VersionTag[]) =>
  tags.filter((tag, place) => tags.findIndex((other) => other.kind === tag.kind && other.detail === tag.detail) === place);

const guestNames = (list: string) =>
  list
    .split(/\s*(?:,|&|\band\b|\bx\b|;)\s*/i)
    .map((name) => name.replace(/[)\]]+$/, '').trim())
    .filter((name) => name !== '');

/** Same set of versions; a remix without a named remixer equals none that names one. */
export function sameVersions(a: readonly VersionTag[], b: readonly VersionTag[]): boolean {
  const key = (tags: readonly VersionTag[]) =>
    tags
      .map((tag) => `${tag.kind}:${tag.detail}`)
      .sort()
      .join('|');
  return key(a) === key(b);
}
