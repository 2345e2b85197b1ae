import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CsvUnreadable, readPlaylistFile } from '@soulsync/catalog-svc';
import type { CsvPlaylist } from '@soulsync/catalog-svc';
import { createLibraryIndex, decideMatch } from '@soulsync/music';
import type { LibraryIndex, MatchDecision } from '@soulsync/music';
import { folderLibraryServer, noFileNotes } from '@soulsync/plex-svc';
import { isListNote, isTakenInPart, summaryOf } from '@soulsync/contracts';
import type { UnreadFile } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { harmless, harmlessJson } from '@soulsync/service-kit';
import { answer, answerJson, Explained, say } from '../terminal.js';
import { options } from './options.js';

interface Line {
  readonly n: number;
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: 'owned' | 'review' | 'missing';
  readonly reason: string;
  readonly confidence: number | null;
  readonly file: string | null;
}

export interface MissingReport {
  readonly playlist: string;
  readonly problems: CsvPlaylist['problems'];
  readonly moreProblems: number;
  readonly unread: readonly UnreadFile[];
  /** Of the folder, that could be read. */
  readonly tracks: number;
  readonly entries: readonly Line[];
}

/** A large folder takes minutes: so many tracks on, that is said. */
const REPORT_EVERY = 1_000;

/** No account, no server: an export and a folder give what is owned, doubtful and missing. */
export async function missing(args: readonly string[]): Promise<number> {
  const { values, positionals } = options({
    args: [...args],
    allowPositionals: true,
    options: { library: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [csv] = positionals;
  if (!csv || !values.library) throw new Explained('usage: ./soulsync missing PLAYLIST.csv --library DIR [--out DIR] [--json]');
  const { tracks: _, ...report } = await whatIsMissing(csv, resolve(values.library));
  const lines = report.entries;
  if (values.out) await write(resolve(values.out), lines);
  if (values.json) answerJson(report);
  else {
    for (const line of lines)
      answer(
        `${String(line.n).padStart(4)}  ${line.state.padEnd(8)} ${harmless(`${line.artists.join(', ')} – ${line.title}`)}  (${line.reason})${line.file ? `  ${harmless(line.file)}` : ''}`,
      );
    const count = (state: Line['state']) => lines.filter((line) => line.state === state).length;
    say(`${count('owned')} owned, ${count('review')} doubtful, ${count('missing')} missing`);
  }
  return 0;
}

/** Each entry of a list beside the folder's tracks; what can't be read is told as it is met, and answered. */
export async function whatIsMissing(csv: string, folder: string, tell: (line: string) => void = say): Promise<MissingReport> {
  const playlist = await readPlaylist(csv);
  for (const problem of playlist.problems)
    tell(harmless(isListNote(problem.code) ? `${problem.file}: ${problem.message}` : `${placeOf(problem)}: ${problem.message}`));
  if (playlist.moreProblems > 0) tell(`and ${playlist.moreProblems} more rows that can't be read`);
  const index = createLibraryIndex();
  const unread = await readLibrary(folder, index, tell);
  tell(`${index.size} tracks in the library`);
  const entries = playlist.entries.map(({ recording }, place): Line => {
    const wanted = summaryOf(recording);
    return {
      n: place + 1,
      title: wanted.title,
      artists: wanted.artists,
      ...lineOf(decideMatch(wanted, index), (id) => index.get(id)?.path ?? null),
    };
  });
  return {
    playlist: playlist.name,
    problems: playlist.problems,
    moreProblems: playlist.moreProblems,
    unread,
    tracks: index.size,
    entries,
  };
}

const placeOf = ({ file, line, column }: { file: string; line: number; column: string }) => `${file}, line ${line}, column ${column}`;

async function readPlaylist(path: string) {
  try {
    return await readPlaylistFile(path);
  } catch (error) {
    throw error instanceof CsvUnreadable ? new Explained(error.message, { cause: error }) : error;
  }
}

/** Puts the folder's tracks into the index; what could not be read is told, and answered. */
async function readLibrary(folder: string, index: LibraryIndex, tell: (line: string) => void): Promise<readonly UnreadFile[]> {
  const unread: UnreadFile[] = [];
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  for (const { key } of await server.sections())
    for await (const { tracks, total } of server.fullSync(key, { onUnread: (one) => unread.push(one) })) {
      const before = index.size;
      for (const { serverKey: trackId, title, artist, albumArtist, album, durationMs, isrc, mbid = null, path } of tracks)
        index.upsert({ trackId, title, artist, albumArtist, album, durationMs, isrc, mbid, path });
      if (Math.floor(before / REPORT_EVERY) < Math.floor(index.size / REPORT_EVERY)) tell(`  ${index.size} of ${total ?? '?'} files read`);
    }
  for (const one of unread)
    tell(harmless(`${isTakenInPart(one) ? 'read in part' : 'not read'}: ${one.path} (${one.reason}: ${one.detail})`));
  return unread;
}

function lineOf(
  decision: MatchDecision,
  fileOf: (trackId: string) => string | null,
): Pick<Line, 'state' | 'reason' | 'confidence' | 'file'> {
  switch (decision.kind) {
    case 'matched':
      return { state: 'owned', reason: decision.rule, confidence: decision.confidence, file: fileOf(decision.trackId) };
    case 'review':
      return {
        state: 'review',
        reason: decision.rule,
        confidence: decision.confidence,
        file: fileOf(decision.candidates[0]?.track.trackId ?? ''),
      };
    case 'missing':
      return { state: 'missing', reason: decision.rule, confidence: null, file: null };
  }
}

/**
 * What a spreadsheet would run as a formula gets an apostrophe in front, also where it would start a cell only for a spreadsheet that parts
 * cells at `;`; what a terminal would obey is shown as its number. missing.json holds the names as they are.
 */
export const csvCell = (value: string | number | null): string =>
  `"${harmless(String(value ?? '').replace(/(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])/g, "$1$2'")).replaceAll('"', '""')}"`;

async function write(folder: string, lines: readonly Line[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = lines.map((line) =>
    [line.n, line.state, line.artists.join('; '), line.title, line.reason, line.confidence, line.file].map(csvCell).join(','),
  );
  await writeFile(join(folder, 'missing.csv'), `n,state,artists,title,reason,confidence,file\n${rows.join('\n')}\n`);
  await writeFile(join(folder, 'missing.json'), `${harmlessJson(lines, 2)}\n`);
  say(`wrote missing.csv and missing.json to ${folder}`);
}
