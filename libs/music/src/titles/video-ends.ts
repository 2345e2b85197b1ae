import { isStructured } from './split-video-title.js';
import { isChannel } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';
import { saysCover } from './video-cover.js';
import { isConcert, isCredit, withoutCreditTail } from './video-credits.js';
import { isSureNoise, isVideoNoise, withoutNoiseTail } from './video-noise.js';
import { REMARK } from './video-remarks.js';
import { asVersion } from './video-versions.js';

/** Emoji, hashtags and the number in a list. */
export const withoutSigns = (text: string): string =>
  text
    .replace(/(?<=\s|\()part\.\s*(?=\p{L}{3})|\sparticipação(?: especial)?(?: de)?\s/giu, ' feat. ')
    .replace(/\s*[❌✖✕×]\ufe0f?\s*(?=.*\s[-–—]\s)/gu, ' x ')
    .replace(/(?:[\p{Extended_Pictographic}\ufe0f\u200d]|\p{Regional_Indicator}{2})+(?=\s|$)/gu, ' ')
    .replace(/(?<=[^\s–—|:-])(?:\s+#[\p{L}_][\p{L}\p{N}_]*)+\s*$/u, '')
    .replace(/\*{1,2}([^*]{1,30})\*{1,2}/g, (whole, inner: string) => (isVideoNoise(inner) ? ' ' : whole))
    .replace(/(?<=[】\])」』])\s*[-–—](?=official\b)/giu, ' - ')
    .replace(/^[♫♪♬★☆✦◆■●►▶\s]+|[♫♪♬★☆✦◆■●►▶\s]+$/gu, '')
    .replace(/^(?:\d{1,2}\.|0\d|\d{1,2}\s[-–—])\s+(?=.*\s[-–—]\s)/u, '')
    .trim();

/** `【公式】`, `[DF LIVE] A - B`, `Premiere: A - B`: what is set before the names. */
export function withoutHead(text: string, channel: VideoChannel): { text: string; qualifiers: readonly string[] } {
  const head = text
    .trimStart()
    .replace(/^(?:\ue000\s*)+/u, '')
    .trim();
  const bracket = /^[[【]([^\]】]{1,60})[\]】]\s*(\S.*)$/su.exec(head);
  if (bracket?.[1] && bracket[2]) {
    const [, inside, rest] = bracket;
    if (saysCover(inside)) return { text: `${rest} (${inside})`, qualifiers: [] };
    const version = asVersion(inside);
    if (version !== null || (isStructured(rest) && !isChannel(inside, channel)))
      return { text: rest, qualifiers: version === null ? [] : [version] };
    if (head.startsWith('【') || isChannel(inside, channel)) return { text: `${inside} - ${rest}`, qualifiers: [] };
  }
  const prefix = /^([^:!|]{2,30})\s*[:!|]+\s+(\S.*)$/su.exec(head);
  if (prefix?.[1] && prefix[2] && /^cover(?: song)?$/i.test(prefix[1])) return { text: `${prefix[2]} (cover)`, qualifiers: [] };
  if (prefix?.[1] && prefix[2] && isStructured(prefix[2])) {
    const [, lead, rest] = prefix;
    if (isSureNoise(lead) || /^free (?:download|dl)$/i.test(lead)) return { text: rest, qualifiers: [] };
    if (/^(?:live|acoustic)$/i.test(lead)) return { text: rest, qualifiers: [lead] };
  }
  return { text: head, qualifiers: [] };
}

const kanaOrHangul = /(?<=[)\]\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}])\s+(?:(?:라이브|ライブ|live)\s*)+$/iu;

/** What was made of the sound, as listeners call it: `Title slowed + reverb`, `Title 10 HOURS`. */
const changedSound =
  /(?<=\S)\s+(?:[-–|]\s+)?((?:super )?(?:slowed|sped ?up|nightcore|8d(?: audio)?|bass boosted|karaoke|(?:1|one|2|10|24) hours?(?: loop)?)(?:\s*(?:\+|&|and|n)?\s*(?:reverb(?:ed)?|lyrics?|version|bass boosted))*)$/iu;

/** Behind the names, without brackets: `Karma Police live @ Lowlands 2010`, `… in the Live Lounge`, `… 라이브 LIVE`, `… part. Majur`. */
export function withoutTail(text: string): string {
  const marked = / *\ue000[\s\ue000]*$/u.test(text);
  const rest = withoutNoiseTail(withoutCreditTail(text.replace(/[\s\ue000|]+$/u, '')))
    .replace(
      /(?<=\S)\s+(?:[-–|/]\s+)?(live\s*(?:@|at|from)\s*\S.*|en (?:session )?live (?:dans|à|au|chez|sur)\s.*|in the (?:[\w.]+ ){0,3}live lounge.*)$/iu,
      (_tail, place: string) => ` (${asVersion(place) ?? 'live'})`,
    )
    .replace(/(?<=[^\s|–—-])\s+(@\s?)(?=[\p{Lu}\p{Lo}\d])(\S.*)$/u, (_tail, sign: string, place: string) =>
      isCredit(place) || (sign === '@' && !/\s/.test(place) && !isConcert(place)) ? '' : ` (live at ${place})`,
    )
    .replace(kanaOrHangul, ' (live)')
    .replace(changedSound, (_tail, words: string) => ` (${asVersion(words) ?? words})`)
    .replace(/^[\s|_~–—-]+|[\s|_~–—/•·-]+$/gu, '');
  return marked ? `${rest} ${REMARK}` : rest;
}
