import { withoutNoiseTail } from './video-noise.js';
import { isCredit, isDate } from './video-credits.js';
import { isVideoRemark } from './video-noise.js';
import { REMARK, dash } from './video-remarks.js';
import { asVersion } from './video-versions.js';

export interface QuotedTitle {
  readonly artist: string;
  readonly title: string;
  readonly qualifiers: readonly string[];
}

const behindArtist =
  /^([^"“„«「『《]{1,100}?)[\s:,–—-]*(?:["“„]([^"“”„]+)["“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|(?<=\s)['‘]([^'‘’]{2,})['’](?=$|[\s\ue000]))(.*)$/su;
const beforeArtist = /^["“„«「『]([^"“”„«»「」『』]{2,})["“”»」』]\s+(?:by\s+)?(\p{L}.*)$/u;
/** `五月天 Mayday【倔強】`: no other sign parts artist and title. */
const inCornerBrackets = /^([^【】[\]]{1,100}?)\s*【([^【】]+)】(.*)$/su;

/** `Artist "Title"`, `Artist「Title」Official Video`, `"Title" by Artist`; null: no marks say which is the title. */
export function quotedTitle(text: string): QuotedTitle | null {
  const found = behindArtist.exec(text);
  const title = found?.slice(2, 8).find((inside) => inside !== undefined);
  const behind = found?.[8] ?? '';
  if (found?.[1] && title !== undefined && behind.length < 60 && !dash.test(found[1]) && !/[([][^)\]]*$/u.test(found[1]))
    return { artist: artistOf(found[1]), title: title.trim(), qualifiers: behindTitle(behind) };
  const [, first, second] = beforeArtist.exec(text) ?? [];
  return first !== undefined && second !== undefined ? { artist: second, title: first, qualifiers: [] } : null;
}

/** `Artist【Title】Official Music Video`, where nothing else parts the two. */
export function bracketedTitle(text: string): QuotedTitle | null {
  const [, artist, title, behind = ''] = inCornerBrackets.exec(text) ?? [];
  if (artist === undefined || title === undefined || artist.trim() === '') return null;
  return { artist: artistOf(artist), title: title.trim(), qualifiers: behindTitle(behind) };
}

const artistOf = (text: string): string => withoutNoiseTail(text.replace(/[\s:,–—-]+$/u, '').replace(/(?<=\S)(?:MV|PV)$/u, ''));

/** What follows a quoted title and is worth keeping: versions and guests. A bracket with a dash names both once more, in other letters. */
function behindTitle(text: string): readonly string[] {
  const kept = [...text.matchAll(/[([]([^()[\]]+)[)\]]/gu)]
    .map(([, inner = '']) => inner)
    .filter((inner) => asVersion(inner) !== null || !(isVideoRemark(inner) || isDate(inner) || isCredit(inner) || dash.test(inner)));
  const guests = /(?:^|\s)(?:feat|ft)\.?\s*(?=\S)/i.exec(text);
  if (guests) return [...kept, text.slice(guests.index).trim()];
  const plain = withoutNoiseTail(
    text
      .replace(/[([【][^()[\]【】]*[)\]】]/gu, ' ')
      .replaceAll(REMARK, ' ')
      .trim(),
  );
  const version = plain === '' ? null : asVersion(plain);
  return version === null ? kept : [...kept, version];
}
