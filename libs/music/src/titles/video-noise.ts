import { foldText } from '../normalise/fold-text.js';
import { versionsIn } from './version-words.js';

/** Words a video adds to a song's name. A bracket or tail made of them alone is dropped; a closed list, nothing is guessed. */
const noiseWord =
  /^(?:official|oficial|officiel|officielle|offizielles|ufficiale|offical|original|video|videos|vidéo|videoclip|clip|clipe|music|musik|musikvideo|musicvideo|audio|lyrics?|lyric|letra|letras|legendado|paroles|testo|with|con|w|visuali[sz]er|visual|visualizador|mv|m|v|pv|hd|hq|uhd|4k|8k|2k|1080p?|720p?|480p|60fps|full|song|songs|the|new|premiere|exclusive|stream|film|short|version|ver|teaser|trailer|not|color|colour|coded|subtitulado|subtitulada|subtitulos|sub|subs|español|espanol|english|eng|hangul|rom|han|romanized|translation|translated|traducida|traduccion|türkçe|lirik|explicit|clean|censored|uncensored|dirty|of|high|quality|sound|best|remastered|in|and|y|e|by|dance|practice|performance|choreography|mpeg|mov|mp4|avi|prod|dj|only|hi|res|from|album|episode|animated|360|vr|vertical|vevo|sony|warner|karaoke)$/i;
/** A bracket of noise words has to hold one of these: "(with the band)" does not. */
const noiseCore =
  /\b(?:official|oficial|officiel|ufficiale|offizielles|video|vidéo|videoclip|clip|clipe|audio|lyrics?|letras?|paroles|testo|visuali[sz]er|visual|visualizador|m\/?v|pv|hd|hq|uhd|[248]k|1080p?|720p?|480p|60fps|full|stream|teaser|trailer|premiere|exclusive|new|explicit|clean|censored|uncensored|sub|subtitulad[oa]|translation|legendado|dance practice|choreography|film|mpeg|mov|mp4|avi|color coded|live video|high quality|not the video|lirik|performance video)\b/i;

/** Does this text only describe the video? */
export function isVideoNoise(text: string): boolean {
  if (/\b(?:musik)?video(?:clip)?\s*$/i.test(text) && versionsIn(foldText(text)).length === 0) return true;
  const words = text.split(/[\s/.,:;|+&·*#!–—-]+/u).filter((word) => word !== '' && !/^\d{1,2}$/.test(word));
  return (
    words.length > 0 &&
    noiseCore.test(text) &&
    words.every((word) => noiseWord.test(word) || (/^tracks?$/i.test(word) && /official/i.test(text)))
  );
}

/** Noise that follows a title without brackets: ` MV`, ` Official Video`, ` HQ`, ` video clip officiel`, `.mov`. */
const noiseTail =
  /(?:\s*\.(?:mpeg|mov|mp4|m4v|avi|wmv|mkv|flv)|\s+(?:the\s+)?(?:official|oficial|offizielles|ufficiale)(?:\s+(?:hd|music|lyrics?|audio|song|video|track|stream|version|videoclip|clip|trailer|visuali[sz]er|4k))*|\s+(?:video\s?clip|vid[eé]o\s+clip|clip\s+vid[eé]o|music\s+video|lyrics?\s+video|clip)(?:\s+(?:officiel|oficial|official|ufficiale))?|\s+(?:m\/?v|pv|hd|hq|4k|lyrics|with lyrics|con letra|sub (?:español|esp|eng)|full (?:audio|video)|color coded lyrics|full hd|full album))\s*$/iu;

/** Cuts noise from the end until none is left; never the whole. */
export function withoutNoiseTail(text: string): string {
  let rest = text.trim();
  for (;;) {
    const cut = rest.replace(noiseTail, '').trim();
    if (cut === rest || cut === '') return rest;
    rest = cut;
  }
}
