/** What a folder or file name says of the sound and its source. */
export interface QualityWords {
  format: string | null;
  /** kbps, or a VBR preset such as `V0`. */
  bitrate: number | string | null;
  bitDepth: number | null;
  sampleRateKhz: number | null;
  media: 'cd' | 'web' | 'vinyl' | null;
  year: number | null;
}

export const emptyQuality = (): QualityWords => ({
  format: null,
  bitrate: null,
  bitDepth: null,
  sampleRateKhz: null,
  media: null,
  year: null,
});

const formats: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])flacs?(?![a-z])/i, 'flac'],
  [/\balac\b/i, 'alac'],
  [/\bmp3\b/i, 'mp3'],
  [/\bm4a\b/i, 'm4a'],
  [/\baac\b/i, 'aac'],
  [/\b(?:ogg|vorbis)\b/i, 'ogg'],
  [/\bopus\b/i, 'opus'],
  [/\bwavpack\b/i, 'wv'],
  [/\bwav\b/i, 'wav'],
  [/\bape\b/i, 'ape'],
  [/\bwma\b/i, 'wma'],
];

const YEAR = /(?<![\d.])(19[2-9]\d|20[0-4]\d)(?!\d)/;
/** Names of sources, rips and release kinds that carry no name. */
const metaWord =
  /^(?:flacs?|alac|mp3|m4a|aac|ogg|vorbis|opus|wav|ape|wma|wavpack|lossless|lossy|cd|\d*cd[srm]?|\d+x?cd|cdda|web|webrip|web-dl|vinyl|lp|\d*x?lp|\d*x?vinyl|dvda?|sacd|cdrip|rip|log|cue|tracks|image|scans?|hi-?res|retail|proper|promo|adv\.?|advance|int|repack|readnfo|dirfix|nfofix|bootleg|kbps|kbit|kb|cbr|vbr|abr|v[0-2]|q\d+|album|single|ep|mixtape|compilation|ost|soundtrack|\d{2,4} ?kbps|320|256|192|128|\d{2}bit|\d{2}-bit|24|16|44|44\.1|48|88|88\.2|96|176|176\.4|192|\d{2,3}(?:\.\d)?khz|\d{2}bit-?\d{2,3}(?:\.\d)?khz|\d{2}-\d{2,3}(?:\.\d)?|100%|reissue|remaster(?:ed)?|deluxe|edition|bonus|tracks?|japan|us|uk|eu|de|kr|jp|fr|es|retail|digital|media|stereo|mono|explicit|discography|p2p\w*|pmedia|vx|rip|eac|xld|itunes|spotify|qobuz|tidal|deezer|bandcamp|kbs|hi|res|\.cue|hd|hq)$/i;

/** Reads all it finds; words that say nothing are left alone. */
export function readQuality(text: string, into: QualityWords): void {
  for (const [word, format] of formats) if (into.format === null && word.test(text)) into.format = format;
  const preset = /\bV([0-2])\b/.exec(text);
  const kbps = /\b(\d{2,4})\s?(?:kbps|kbit\/?s?|kb\/s|kbs|k)\b/i.exec(text) ?? /(?<![\d.-])(320|256|192|128)(?![\d.]|\s?khz)/i.exec(text);
  if (into.bitrate === null && preset?.[1]) into.bitrate = `V${preset[1]}`;
  else if (into.bitrate === null && kbps?.[1] && !/\b(?:16|24|32)[- /]?(?:bit)?[- /](?:192)\b/i.test(text)) into.bitrate = Number(kbps[1]);
  const both =
    /(?<!\d)(16|24|32)(?:\s?bits?)?\s?[-/_ ]\s?(44(?:[.,]1)?|48|88(?:[.,]2)?|96|176(?:[.,]4)?|192)(?:\s?k(?:hz)?)?\b/i.exec(text) ??
    /\b(16|24|32)bit(44(?:[.,]1)?|48|88(?:[.,]2)?|96|176(?:[.,]4)?|192)(?:\s?khz)\b/i.exec(text);
  if (both?.[1] && both[2]) {
    into.bitDepth ??= Number(both[1]);
    into.sampleRateKhz ??= rate(both[2]);
  }
  const depth = /\b(16|24|32)\s?-?bits?\b/i.exec(text);
  if (depth?.[1]) into.bitDepth ??= Number(depth[1]);
  const khz = /\b(\d{2,3}(?:[.,]\d)?)\s?khz\b/i.exec(text);
  if (khz?.[1]) into.sampleRateKhz ??= rate(khz[1]);
  into.media ??= mediaIn(text);
}

const rate = (text: string) => {
  const khz = Number(text.replace(',', '.'));
  return khz === 44 ? 44.1 : khz === 88 ? 88.2 : khz === 176 ? 176.4 : khz;
};

const mediaIn = (text: string): 'cd' | 'web' | 'vinyl' | null =>
  /\b(?:\d+x?)?vinyl\b|\b(?:\d+x?)?lp rip\b/i.test(text)
    ? 'vinyl'
    : /\bweb(?:rip|-dl)?\b/i.test(text)
      ? 'web'
      : /\b(?:\d+x?)?cd(?:[rsm]|da|rip)?(?=\d{0,4}\b)/i.test(text)
        ? 'cd'
        : null;

export function yearIn(text: string): number | null {
  const found = YEAR.exec(text);
  return found?.[1] ? Number(found[1]) : null;
}

/** Does this text speak only of quality, source and year? */
export function isMeta(text: string): boolean {
  const words = text
    .replace(YEAR, ' ')
    .split(/[\s,/|+_()[\]{}·~]+|\s-\s/)
    .filter((word) => word !== '' && word !== '-');
  return words.every((word) => metaWord.test(word) || /^[⭐✅️]+$/u.test(word));
}

/** At least one word of quality or source, not merely a bare number. */
export const speaksOfQuality = (text: string): boolean => {
  const found = emptyQuality();
  readQuality(text, found);
  return Object.values(found).some((value) => value !== null);
};
