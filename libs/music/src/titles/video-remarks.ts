import { guestQualifier } from '../artists/guest-names.js';
import { isConcert, isCredit, isDate } from './video-credits.js';
import { isSureNoise, isVideoNoise } from './video-noise.js';
import { isPlainVersion, isVersion } from './video-versions.js';

/** Stands where a remark about the video was cut out of a title. */
export const REMARK = '\ue000';

/** A dash people set between artist and title; also the long vowel sign of kana when it stands alone. */
export const dash = /\s+\.?[-‐‑–—−─―ー]+\s+/u;
const pipe = /\s*(?:\|+|¦)\s*|\s+\/\/+\s*/u;
const slashTail = /^(.*\S)\s+[/•·∙●★☆✦♫♪]\s+(\S.*)$/su;

/** Guests beyond doubt: a song may begin with "With" or "Con". */
const guests = /^(?:feat|ft)\.?\s|^featuring\s/i;

/** What a part that describes says of the song: the versions and guests in it, mostly none. null: it may be a name. */
export function remarkOf(part: string): readonly string[] | null {
  if (isSureNoise(part)) return [];
  return guests.test(part) || isPlainVersion(part) ? [part] : null;
}

/** The same for a part that stands behind two names, where a place, a year or a label is no title. */
export function laterRemarkOf(part: string): readonly string[] | null {
  const remark = remarkOf(part);
  if (remark !== null || /[([]/.test(part) || dash.test(part)) return remark;
  if (isVersion(part) || guestQualifier.test(part)) return [part];
  if (isVideoNoise(part)) return [];
  if (isConcert(part)) return [`live at ${part}`];
  return isDate(part) || isCredit(part) ? [] : null;
}

/** `TVアニメ「島の子」ノンクレジットオープニング` before the names; else only what is sure. */
const firstRemarkOf = (part: string): readonly string[] | null => remarkOf(part) ?? (/[「『]/.test(part) && isCredit(part) ? [] : null);

/** A part of which nothing else is understood was played before people all the same. */
export const playedLive = (part: string): boolean =>
  /\b(?:live|en vivo|ao vivo|dal vivo|en directo|sessions?|conciertos?|concerts?|konzert)\b|концерт|ライブ|라이브/iu.test(part);

export interface NamingParts {
  /** In reading order; never empty for a text that is not. */
  readonly parts: readonly string[];
  readonly qualifiers: readonly string[];
}

/** `A - B | GRM Daily | Official Video`: the parts that may name something, and the versions told beside them. */
export function namingParts(text: string): NamingParts {
  const qualifiers: string[] = [];
  const told = text.split(pipe).filter((part) => part.trim() !== '');
  const parts = told.map((part, place) => {
    const remark = place === 0 ? firstRemarkOf(part.trim()) : laterRemarkOf(part.trim());
    if (remark === null) return withoutSlashTails(part.trim(), qualifiers);
    if (place > 0) qualifiers.push(...remark);
    return '';
  });
  const kept = parts.filter((part) => part !== '');
  return { parts: kept.length === 0 ? told.slice(0, 1) : kept, qualifiers };
}

/** `A - B / THE FIRST TAKE`, `A - B / Letra`, `A • B • 2011`. */
function withoutSlashTails(part: string, qualifiers: string[]): string {
  const [, head, tail] = slashTail.exec(part) ?? [];
  if (head === undefined || tail === undefined || /[([][^)\]]*$/u.test(head)) return part;
  const remark = laterRemarkOf(tail);
  if (remark === null) return part;
  qualifiers.push(...remark);
  return `${withoutSlashTails(head, qualifiers)} ${REMARK}`;
}
