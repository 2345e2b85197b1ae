import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Corpus } from '@soulsync/music';
import { inCheckout } from '@soulsync/launcher/command';
import type { TableRow } from './fresh-questions.js';

/** The table of real tracks. */
export const tableRows = async (): Promise<readonly TableRow[]> =>
  gunzipSync(await readFile(inCheckout('tests', 'corpora', 'tracks.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TableRow); // the table's own format

/** A corpus as its file has it, one record a line. */
export const corpusLines = async (corpus: Corpus): Promise<readonly string[]> =>
  (await readFile(inCheckout('tests', 'corpora', `${corpus}.jsonl`), 'utf8')).trim().split('\n');

/** The two halves by the hash of a record's id: any change of the corpus leaves the other records where they are. */
export const halfOf = (id: string): number => (createHash('sha1').update(id).digest()[0] ?? 0) & 1;

/** The seed of the fresh questions whose figures are reported; whoever looks at questions takes another. */
export const REPORTED_SEED = 'nobody-looked-2';
