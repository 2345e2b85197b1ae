import { describe, expect, it } from '@jest/globals';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creditsOf } from '@soulsync/contracts';
import { readPlaylistFile } from './read-csv-file.js';
import { readPlaylistCsv } from './read-playlist-csv.js';

/** A fifth of what a file may have. */
const BYTES = 19_900_000;
/** The promise is 2 s, and some tens of milliseconds for the event loop, on a machine that does nothing else. */
const BUDGET_MS = 25_000;
const LONGEST_BLOCK_MS = 8_000;

const HEADER = 'Track Name,Artist Name(s)\n';
const filled = (unit: string, first = HEADER) => first + unit.repeat(Math.floor((BYTES - first.length) / unit.length));

/** How the reading ends, and the longest time in which nothing else had its turn. */
async function ending(content: string | Uint8Array): Promise<{ words: string; blockedMs: number }> {
  let [last, blockedMs] = [performance.now(), 0];
  const look = () => {
    blockedMs = Math.max(blockedMs, performance.now() - last);
    last = performance.now();
  };
  const watch = setInterval(look, 1);
  const began = performance.now();
  try {
    const { entries, problems, moreProblems } = await readPlaylistCsv(content, 'x.csv');
    return { words: `${entries.length} entries, ${problems.length}+${moreProblems}: ${problems[0]?.message ?? ''}`, blockedMs };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'CsvUnreadable') throw error;
    return { words: error.message, blockedMs };
  } finally {
    look();
    clearInterval(watch);
    expect(performance.now() - began).toBeLessThan(BUDGET_MS);
    expect(blockedMs).toBeLessThan(LONGEST_BLOCK_MS);
  }
}

describe('a CSV of 20 MB that is none', () => {
  it.each([
    ['columns without end', () => ','.repeat(BYTES), 'line 1: the row has more than 1000 cells'],
    ['a row of a million columns', () => `${HEADER}${'a,'.repeat(1_000_000)}`, 'the row has more than 1000 cells'],
    ['one cell', () => HEADER + 'x'.repeat(BYTES - 100), 'more than 32767 characters'],
    ['one cell in quotes', () => `${HEADER}"${'x'.repeat(BYTES - 100)}`, 'opened and never closed'],
    [
      'a quotation mark at its beginning that is never closed',
      () => filled('Title,Artist\n', `"${HEADER}`),
      'line 1: a quotation mark is opened and never closed',
    ],
    ['a quotation mark in each row that is not closed there', () => filled('"a,b\n'), 'more than 100000 rows'],
    ['bad quotes in each row', () => filled('"a"b,c\n'), 'more than 100000 rows'],
    ['quotes that break over lines', () => filled('"a\n"b\n'), 'more than 100000 rows'],
    ['quotes in pairs, and one that is not', () => filled('""\n', `${HEADER}"`), 'more than 1000000 lines'],
    ['nothing but quotes', () => '"'.repeat(BYTES), 'not closed within 32767 characters'],
    ['quotes and commas in turn', () => filled('","'), 'not closed within 32767 characters'],
    ['NULs', () => '\0'.repeat(BYTES), 'more than 32767 characters'],
    ['all kinds of line ends', () => filled('a,b\r\nc,d\re,f\n\n\r'), 'more than 100000 rows'],
    ['empty lines', () => '\n'.repeat(BYTES), 'more than 1000000 lines'],
    ['bytes that are no UTF-8', () => Buffer.alloc(BYTES, 0xe9), 'more than 32767 characters'],
  ])(
    '%s ends soon, in words',
    async (_, content, words) => {
      expect((await ending(content())).words).toContain(words);
    },
    60_000,
  );

  it('keeps a hundred of its problems and counts the others', async () => {
    expect((await ending(`${HEADER}${'"a"b,c\n'.repeat(5_000)}One,Ida\n`)).words).toMatch(
      /^1 entries, 100\+4900: a closing quotation mark/,
    );
  });
});

describe('a CSV with a cell that holds what is no text', () => {
  it('names row and column, and takes the rest', async () => {
    const { entries, problems } = await readPlaylistCsv(`${HEADER}One,I\0da\nTw\ud800o,Ida\nThree,Ida\n`, 'x.csv');
    expect(entries.map(({ recording }) => recording.title)).toEqual(['Three']);
    expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual(['2 Artist Name(s)', '3 Track Name']);
  });
});

describe('a good CSV of 100,000 rows', () => {
  it('is read whole, and others have their turn meanwhile', async () => {
    const row = (n: number) => `"Title ${n}, the ""Second""","Ida Voss, Old Ferry",${180_000 + n}`;
    const content = `Track Name,Artist Name(s),Track Duration (ms)\r\n${Array.from({ length: 100_000 }, (_, n) => row(n)).join('\r\n')}`;
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    const { entries, problems } = await readPlaylistCsv(content, 'x.csv');
    clearInterval(turning);
    expect([entries.length, problems]).toEqual([100_000, []]);
    expect(entries[99_999]).toMatchObject({
      line: 100_001,
      recording: { title: 'Title 99999, the "Second"', artists: creditsOf(['Ida Voss', 'Old Ferry']), durationMs: 279_999 },
    });
    expect(turns).toBeGreaterThan(1);
  }, 60_000);
});

describe('a file on disk', () => {
  it('that is larger than an export, a folder, or not there, is refused without being read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'soulsync-csv-'));
    try {
      const file = await open(join(folder, 'large.csv'), 'w');
      await file.truncate(4_000_000_000);
      await file.close();
      const before = process.memoryUsage.rss();
      await expect(readPlaylistFile(join(folder, 'large.csv'))).rejects.toThrow('large.csv is larger than 100 MB');
      expect(process.memoryUsage.rss() - before).toBeLessThan(300_000_000);
      await expect(readPlaylistFile(folder)).rejects.toThrow('it is a folder');
      await expect(readPlaylistFile(join(folder, 'none.csv'))).rejects.toThrow('there is no such file');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
