import { decodeBytes } from '@soulsync/music';

export interface Repaired {
  readonly text: string;
  /** As what UTF-8 was read before it was saved again. */
  readonly encoding: string;
}

const pages = ['windows-1252', 'windows-1251', 'windows-1250', 'macintosh'];
/** Of the lines beyond ASCII so many must be UTF-8 that was read as something else. */
const SHARE = 0.9;
const LINES_READ = 500;
/** No row is longer. */
const LONGEST_LINE = 100_000;

/** `BjÃ¶rk`, `РљРёРЅРѕ`: UTF-8 that another program opened in its code page and saved as UTF-8. null: the text is none. */
export function repaired(text: string): Repaired | null {
  const lines = sampleOf(text);
  if (lines.length === 0) return null;
  for (const encoding of pages) {
    const bytes = bytesOf(encoding);
    if (lines.filter((line) => asUtf8(line, bytes) !== null).length < SHARE * lines.length) continue;
    return { encoding, text: text.replace(beyond, (line) => asUtf8(line, bytes) ?? line) };
  }
  return null;
}

/** What stands between line ends and holds a sign beyond ASCII. */
const beyond = /^.*[^\0-\x7f].*$/gm;

function sampleOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const [line] of text.matchAll(beyond)) {
    if (line.length <= LONGEST_LINE) lines.push(line);
    if (lines.length === LINES_READ) break;
  }
  return lines;
}

const strict = new TextDecoder('utf-8', { fatal: true });

function asUtf8(line: string, bytes: ReadonlyMap<string, number>): string | null {
  const read: number[] = [];
  for (const sign of line) {
    // C1 controls are what a program makes of windows-1252 that takes it for Latin-1.
    const byte = sign < '\xa0' ? sign.charCodeAt(0) : bytes.get(sign);
    if (byte === undefined) return null;
    read.push(byte);
  }
  try {
    return strict.decode(Uint8Array.from(read));
  } catch {
    return null;
  }
}

/** The byte of each sign beyond ASCII. */
const bytesOf = (encoding: string): ReadonlyMap<string, number> =>
  new Map(
    Array.from({ length: 128 }, (_, at): readonly [string, number] => [decodeBytes(Uint8Array.of(at + 128), encoding), at + 128]).filter(
      ([sign]) => sign !== '\ufffd',
    ),
  );
