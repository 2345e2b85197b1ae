import { foldText } from '../normalise/fold-text.js';

/** Who made the video or the sound: `Directed by …`, `prod. …`, `réalisé par …`, `regia di …`, `реж. …`, `作曲：…`. */
const makers =
  /^(?:(?:an? |the |official )?(?:video|visuals?|clip|film|animation|lyrics? video|music video|мудклип)?\s*(?:dir(?:ected|\.)?|shot|filmed|edited|prod(?:uced|\.)?|produced|made|mixed|written|composed|animated|created|uploaded|powered|sponsored|presented)(?: (?:and|&) (?:edited|filmed|directed|shot|produced|mixed))?\.?\s*(?:by|:|@)|(?:dir|prod)\.\s*\S|prod\s+\S|(?:a |an )?(?:video|clip|film|visuals?|animation|lyrics?|lyrics? video|words|choreography|beat)\s+by\b|r[ée]al\.\s|reżyseria:?\s|album:\s|r[ée]alis[ée]e?(?: par|:)|(?:un )?(?:clip|film) de\b|dirigid[oa] p[oe]r|producid[oa] por|produzid[oa] por|direção:?|direcci[oó]n:?|regia(?: di|:)|regie(?:\b|:)|produziert von|реж(?:\.|исс[её]р)|продюсер|作詞|作曲|編曲|監督|感謝|감독|작사|작곡|sample:|원곡|原曲|original (?:song )?by\b|original:)/iu;

/** The same at the end of a title, without brackets. */
const creditTail =
  /(?:\s+|(?<=[」』"”)\]]))(?:[-–|]\s+)?(?:(?:official )?(?:video|visuals?|clip|film)\s+)?(?:\(?(?:prod|dir)\.(?:\s*by)?|(?:prod(?:uced)?|directed|dir|shot|filmed|edited) by|r[ée]alis[ée]e? par|dirigido por|prod(?:uzido)? por|regia di|реж(?:\.|исс[её]р))\s*:?\s*\S.*$/iu;
export const withoutCreditTail = (text: string): string => {
  const rest = text.replace(creditTail, '');
  return rest.trim() === '' ? text : rest;
};

/** What it was taken from or made for. */
const sources =
  /^(?:(?:taken |track |song |music )?from (?:the |their |his |her |our )?(?:\w+ ){0,2}(?:album|ep|lp|single|film|movie|series|soundtrack|motion picture)\b|off (?:the|of) |del [áa]lbum|do (?:[áa]lbum|dvd)|extrait (?:de|du)|dall['’ ]?album|aus dem album|из альбома|с альбома|.*\bost\b(?: ?part\.?| ?pt\.?| ?\d|$)|(?:tv)?アニメ|テレビ|ドラマ|映画|劇場版|主題歌)|(?:主題歌|挿入歌|テーマ(?:ソング)?|オープニング|エンディング|ノンクレジット\S*|タイアップ\S*)$/iu;

/** A label or a series that ends in what it is: `NCS Release`, `Napalm Records`. */
const labels =
  /(?:\b(?:records?|recordings|release|premiere|entertainment|exclusive|vevo dscvr|dscvr)(?:,?\s(?:19|20)\d\d)?|\b(?:music|sony|warner|universal) (?:group|russia|italy|france|india|poland|españa|brasil))$|^(?:℗|©|\(c\)|copyright free|no copyright|royalty free|dvd\b|track \d+$|.{1,40} album track$|free (?:download|dl)|ncs\b|wshh\b|vevo\b|vinyl\b|hi ?res\b|\d+ ?bit\b)/iu;

/** Broadcasts and song contests: no concert of their own. */
const broadcasts =
  /\b(?:eurovision\w*|eurovisi[oó]n|melodifestivalen|sanremo|top of the pops|totp|ed sullivan show|tonight show|late (?:late |night )?show|late(?:r|r\.\.\.)? archive|jools holland|letterman|soul train|american bandstand|old grey whistle test|beat[- ]club|musikladen|hitparade|fernsehgarten|rockpalast|studio uno|tv[- ]auftritt|programa|tv cultura|taratata|victoires de la musique|grammy awards|brit awards|x factor|the voice|american idol|got talent|star academy|wetten,? dass|sopot \d{4}|esc \d{4}|inkigayo|m ?countdown|music bank|show champion)\b|песня года|голубой огон[её]к|музыкальный ринг|утренняя почта|mステ|муз-?тв|первый канал|인기가요|뮤직뱅크|엠카운트다운|스케치북|음악중심|온스테이지|방송|ミュージックステーション|紅白歌合戦/iu;

/** Festivals and series of concerts: played there, so it is live. */
const concerts =
  /\b(?:glastonbury|coachella|lollapalooza|bonnaroo|woodstock|wacken|rock (?:am|im) (?:ring|park)|rock in rio|hurricane festival|roskilde|pinkpop|lowlands|benic[aà]ssim|primavera sound|primera fila|vive latino|montreux|newport|reading festival|download festival|hellfest|nova rock|sziget|tomorrowland|ultra music festival|edc|boiler room|\w+ festival|festival (?:de|of|di|da|do|des)|francofolies|vieilles charrues|eurock[eé]ennes|royal albert hall|madison square garden|wembley|red rocks|budokan|tiny desk|live lounge|live session|take away show|kexp|audiotree|first take|nashestvie)\b|нашествие|фестиваль|フジロック|ロッキン|武道館|페스티벌/iu;

/** `(Glastonbury 2017)`, `[Live Lounge]`: a place where people play. */
export const isConcert = (text: string): boolean => concerts.test(text) && !broadcasts.test(text);

/** Is this text about those who made, showed or released it? Nothing of the song is in it. */
export function isCredit(text: string): boolean {
  const whole = text.trim();
  if (makers.test(whole) || sources.test(whole) || labels.test(whole) || /^@\S+/.test(whole)) return true;
  return broadcasts.test(whole) && foldText(whole).split(' ').length <= 8;
}

/** `1977`, `2004 год`, `1985年`, `20111211`, `3/3/14`: when it was. */
export const isDate = (text: string): boolean =>
  /^\s*(?:c(?:irca)?\.? ?|in )?(?:(?:19|20)\d\d(?:[./-]\d{1,2}[./-]\d{1,2}|\d{4})?|\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4}))(?:\s*(?:г\.?|год|года|年|년|hd|hq))?\s*$/iu.test(
    text,
  );
