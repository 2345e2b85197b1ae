import { foldText } from '../normalise/fold-text.js';
import { versionsIn } from './version-words.js';
import { isConcert } from './video-credits.js';

/** Versions as uploaders call them in other languages, and the word by which titles are read. The first that fits. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/歌ってみた|弾いてみた|カバー|カヴァー|커버|кавер|翻唱|\breprises? (?:par|de|by)\b/iu, 'cover'],
  [
    /\bkaraoke|\bktv\b|カラオケ|ガイドメロディ|노래방|караоке|卡拉ok|\bbase karaoke\b|^pista$|\bpista (?:musical|karaoke)\b|\bplayback\b/iu,
    'karaoke',
  ],
  [/\b[Ii]nstrumental|минус|伴奏|オフボーカル|インスト|엠알|\bMR\b|无人声|無人聲/u, 'instrumental'],
  [/弾き語り|アコースティック|акусти|어쿠스틱|不插电|不插電|\bac[uú]stic[oa]\b|\bacoustique\b|\bakustik/iu, 'acoustic'],
  [
    /ライブ|ライヴ|라이브|концерт|вживую|жив(?:ое|ой)(?: |$)|现场|現場|演唱会|演唱會|\bdal vivo\b|\ben directo\b|\bactuaci[oó]n\b|^(?:en )?(?:directo|vivo)$|\blive(?:version)?\b/iu,
    'live',
  ],
  [/リミックス|리믹스|ремикс/iu, 'remix'],
  [/\b(?:1|one|2|3|10|24) ?(?:hours?|hrs?|horas?|heures?|stunden?|ore)\b|1時間|1시간|\bloop(?:ed)?\b/iu, 'extended loop version'],
  [/\bbass boosted\b/iu, 'bass boosted version'],
];

/** The qualifier by which `parseTitle` knows this version, or null: it names none. What is read already stays as written. */
export function asVersion(text: string): string | null {
  const piece = text.trim();
  const from = /^(?:from|taken from|de|del|desde)\s+(?:the\s+)?(\S.*)$/i.exec(piece)?.[1];
  if (from !== undefined && versionsIn(foldText(from)).some(({ kind }) => kind === 'live')) return from;
  const at = piece.replace(/^live\s*@\s*/i, 'live at ').replace(/^live ver\.?$/i, 'live version');
  const read = versionsIn(foldText(at));
  if (read.some(({ kind }) => kind !== 'other')) return at;
  const wording = wordings.find(([words]) => words.test(piece));
  if (wording) return wording[1];
  if (read.length > 0) return at;
  return isConcert(piece) ? `live at ${piece.replace(/^(?:at|from|in|@|aux?|en|im|beim?|w)\s+/i, '')}` : null;
}

/** Words of versions, and those that stand beside them in any. */
const versionWords = new Set(
  'live acoustic acustico acustica acoustique akustik unplugged mtv session sessions studio version ver remix mix edit radio extended club demo karaoke instrumental cover reprise rehearsal take performance concert recording slowed reverb sped speed up nightcore 8d audio video official clip full band piano solo original bootleg en vivo directo ao dal the and in a'.split(
    ' ',
  ),
);

/** Is this nothing but a version: `Live Session`, `8D AUDIO`, `Live at Wembley`; not a song whose name holds such a word. */
export function isPlainVersion(text: string): boolean {
  const folded = foldText(text);
  if (/[([]|#\d/.test(text) || versionsIn(folded).length === 0) return false;
  return /^(?:recorded )?live (?:at|in|from|on) /.test(folded) || folded.split(' ').every((word) => versionWords.has(word));
}

/** The same with a name in it, for what stands behind two names: `Imanbek Remix`, `Drum Cover`, `Acústico MTV`. */
export function isVersion(text: string): boolean {
  const folded = foldText(text);
  const words = folded.split(' ');
  if (/[([]|#\d/.test(text) || words.length > 8 || ![words[0], words.at(-1)].some((word) => versionWords.has(word ?? ''))) return false;
  const versions = versionsIn(folded);
  return versions.length > 0 && versions.every(({ kind }) => kind !== 'other');
}
