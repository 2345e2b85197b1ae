import { instantOf, wholeOf } from '@soulsync/contracts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#039': "'",
  '#x27': "'",
  lt: '<',
  gt: '>',
};

/** Exports write some unknowns as words, and what comes from a web page as HTML: `Don&#39;t`. */
export const meaning = (cell: string | undefined): string | null => {
  const text = withoutHtml(cell ?? '').trim();
  return text === '' || /^(?:undefined|null|nan)$/i.test(text) ? null : text;
};

const withoutHtml = (text: string) =>
  text.includes('&')
    ? text.replace(/&(amp|quot|apos|#0?39|#x27|lt|gt);/gi, (sign, name: string) => entities[name.toLowerCase()] ?? sign)
    : text;

/** `3:45`, `1:02:03`; YouTube's `PT3M45S`; `3 min 45 s`. */
const clocks: readonly RegExp[] = [
  /^(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)$/,
  /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/,
  /^(?:(\d+) ?h(?:rs?|ours?)?,? ?)?(\d+) ?m(?:in|ins|inutes?)?\.?,?(?: ?(\d+) ?s(?:ecs?|econds?)?\.?)?$/i,
];

/** Milliseconds where the header says so or the number is large, seconds otherwise (`225s`, `225`), and clocks. */
export function durationMs(cell: string | null, header: string): number | null | 'broken' {
  if (cell === null || /^(?:[-–—:?]+|n\/?a|unknown)$/i.test(cell)) return null;
  const clock = clocks.map((form) => form.exec(cell)).find((found) => found !== null);
  if (clock) return wholeOf(((Number(clock[1] ?? 0) * 60 + Number(clock[2] ?? 0)) * 60 + Number(clock[3] ?? 0)) * 1000, 1);
  const number = /^(\d+(?:[.,]\d+)?)\s*s?$/.exec(cell);
  if (!number?.[1]) return 'broken';
  const value = Number(number[1].replace(',', '.'));
  const milliseconds = /\(ms\)|ミリ秒|毫秒|مللي/i.test(header) || (!cell.endsWith('s') && value >= 10_000);
  return wholeOf(milliseconds ? value : value * 1000, 1);
}

/** Every code of a cell, as 12 upper-case characters: with hyphens and blanks or without, several of them at any separator. */
export function isrcsOf(cell: string | null): readonly string[] {
  const codes = (cell ?? '').toUpperCase().split(/[;,/|&+]/).flatMap((part) => {
    const plain = part.replace(/[\s-]|^\s*ISRC\s*:?/g, '');
    return /^(?:[A-Z]{2}[A-Z0-9]{3}\d{7})+$/.test(plain) ? (plain.match(/.{12}/g) ?? []) : [];
  }); // prettier-ignore
  return [...new Set(codes)];
}

export function sourceUrisOf(cell: string | null, videoId: string | null): readonly string[] {
  if (cell === null) return videoId !== null && /^[\w-]{11}$/.test(videoId) ? [`https://www.youtube.com/watch?v=${videoId}`] : [];
  const spotify = /(?:^spotify:track:|open\.spotify\.com\/(?:intl-[a-z-]+\/)?track\/|^)([0-9A-Za-z]{22})(?:$|\?)/.exec(cell);
  return [spotify ? `spotify:track:${spotify[1]}` : cell];
}

export const genresOf = (cell: string | null): readonly string[] =>
  (cell ?? '')
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

export const flagOf = (cell: string | null) => (cell === null ? null : /^(true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : null);

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const dateOf = (cell: string | null) => cell?.match(/^\d{4}(-\d{2}(-\d{2})?)?/)?.[0] ?? null;

export const wholeNumber = (cell: string | null) => (cell !== null && /^\d{1,4}$/.test(cell) && Number(cell) > 0 ? Number(cell) : null);

/** Only where the year comes first: `2/11/20` is November to one reader and February to the other. */
export const instant = (cell: string | null) =>
  cell !== null && /^\d{4}-\d/.test(cell) && !Number.isNaN(Date.parse(cell)) ? instantOf(new Date(cell).toISOString()) : null;
