import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { corpora, indexTracks, predict as predictOne } from '@soulsync/music';
import { answerJson, Explained } from '../terminal.js';
import { options } from './options.js';

/** The engine on JSON lines: the same functions the services call. */
export async function predict(args: readonly string[]): Promise<number> {
  const { values, positionals } = options({ args: [...args], allowPositionals: true, options: { tracks: { type: 'string' } } });
  const corpus = corpora.find((name) => name === positionals[0]);
  if (!corpus) throw new Explained(`predict knows ${corpora.join(', ')}; not "${positionals[0] ?? ''}"`);
  if (corpus === 'library-full' && !values.tracks) throw new Explained('library-full needs --tracks tracks.jsonl.gz');
  const context = values.tracks ? { library: indexTracks(await records(values.tracks)) } : {};
  for await (const line of createInterface({ input: process.stdin }))
    if (line !== '') answerJson(predictOne(corpus, JSON.parse(line), context));
  return 0;
}

async function records(path: string): Promise<readonly unknown[]> {
  const file = createReadStream(path);
  const found: unknown[] = [];
  for await (const line of createInterface({ input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file }))
    if (line !== '') found.push(JSON.parse(line));
  return found;
}
