import { withoutNoiseTail } from './video-noise.js';
import { isCredit, isDate } from './video-credits.js';
import { isVideoNoise, isVideoRemark } from './video-noise.js';
import { REMARK, dash } from './video-remarks.js';
import { asVersion } from './video-versions.js';

export interface QuotedTitle {
  readonly artist: string;
  readonly title: string;
  readonly qualifiers: readonly string[];
}

const behindArtist =
  /^([^"“„«「『《]{1,100}?)[\s:,–—-]*(?:["“„]([^"“”„]+)["“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|(?<=\s)['‘]((?:[^'‘’]|(?<=\p{L})['’](?=\p{L})){2,})['’](?=$|[\s\ue000]))(.*)$/su;
const beforeArtist = /^(?:["“„«]([^"“”„«»]{2,})["“”»]\s+|[「『《]([^「」『』《》]+)[」』》]\s*)(?:(?:by|de|von|di|от)\s+)?(\p{L}.*)$/u;
/** What a song is in a film or a series, behind its name: `アニメ「…」OP主題歌：`. */
const purpose = /^(?:OP|ED|主題歌|挿入歌|テーマ(?:ソング)?|オープニング|エンディング|ノンクレジット|[\s:/|])+/iu;
/** `五月天 Mayday【倔強】`: no other sign parts artist and title. */
const inCornerBrackets = /^([^【】[\]]{1,100}?)\s*【([^【】]+)】(.*)$/su;

/** `Artist "Title"`, `Artist「Title」Official Video`, `"Title" by Artist`; null: no marks say which is the title. */
export function quotedTitle(text: string): QuotedTitle | null {
  const found = behindArtist.exec(text);
  const title = found?.slice(2, 8).find((inside) => inside !== undefined);
  const behind = found?.[8] ?? '';
  if (/^\s*[-–—]\s+\S/u.test(behind) && !isVideoNoise(behind)) return null; // `Группа «Море» — «Соль»`
  if (found?.[1] !== undefined && isCredit(found[1])) return quotedTitle(behind.replace(purpose, ''));
  if (found?.[1] && title !== undefined && behind.length < 60 && !dash.test(found[1]) && !/[([][^)\]]*$/u.test(found[1]))
    return { artist: artistOf(found[1]), title: title.replace(/(?<=[^\s\p{Lu}])(?:PV|MV)$/u, '').trim(), qualifiers: behindTitle(behind) };
  const [, quotes, corners, second] = beforeArtist.exec(text) ?? [];
  const first = quotes ?? corners;
  return first !== undefined && second !== undefined ? { artist: second, title: first, qualifiers: [] } : null;
}

/** `Artist【Title】Official Music Video`, where nothing else parts the two. */
export function bracketedTitle(text: string): QuotedTitle | null {
  const [, artist, title, behind = ''] = inCornerBrackets.exec(text) ?? [];
  if (artist === undefined || title === undefined || artist.trim() === '') return null;
  return { artist: artistOf(artist), title: title.trim(), qualifiers: behindTitle(behind) };
}

/** `Nora's "…"`, `Nora performing "…"`, `NoraMV「…」`. */
const artistOf = (text: string): string =>
  withoutNoiseTail(
    text
      .replace(/[\s:,–—-]+$|(?<=\p{Ll}{3})\.$/u, '')
      .replace(/(?<=\S)(?:MV|PV)$/u, '')
      .replace(
        /(?<=\p{L})['’]s$|\s(?:perform(?:s|ing)?|sings?|singing|plays?|playing|cantan?o?|cantando|interpreta|chante|singt|по[её]т)$/iu,
        '',
      ),
  );

/** What follows a quoted title and is worth keeping: versions and guests. A bracket with a dash names both once more, in other letters. */
function behindTitle(text: string): readonly string[] {
  const kept = [...text.matchAll(/[([]([^()[\]]+)[)\]]/gu)]
    .map(([, inner = '']) => inner)
    .filter((inner) => !isDate(inner) && (asVersion(inner) !== null || !(isVideoRemark(inner) || isCredit(inner) || dash.test(inner))));
  const guests = /(?:^|\s)(?:feat|ft)\.?\s*(?=\S)/i.exec(text);
  if (guests) return [...kept, text.slice(guests.index).trim()];
  const plain = text
    .replace(/[([【][^()[\]【】]*[)\]】]/gu, ' ')
    .replaceAll(REMARK, ' ')
    .trim();
  if (plain === '' || isVideoNoise(plain) || isDate(plain)) return kept;
  const version = asVersion(withoutNoiseTail(plain));
  return version === null ? kept : [...kept, version];
}
