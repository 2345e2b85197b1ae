import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';

const repository = import.meta.dirname.replace(/\/tests\/.*$/, '');

/** One message of the event log, as the server holds it. */
interface Line {
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What the services say of a log. */
export interface Said {
  /** `<position> <title>: <state> <reason> <file>` of each playlist entry. */
  readonly entries: readonly string[];
  /** How many rows each resource has. */
  readonly totals: Readonly<Record<string, number>>;
}

const folder = join(repository, 'tests', 'golden');
const fileOf = (name: string) => join(folder, `${name}.ndjson.gz`);

export const goldenNames = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.ndjson.gz')).map((name) => name.slice(0, -'.ndjson.gz'.length));

const saidFile = (name: string) => join(folder, `${name}.json`);

/** What the version that recorded it said. */
export const saidOf = async (name: string): Promise<Said> => JSON.parse(await readFile(saidFile(name), 'utf8')) as Said; // written below

export const keepSaid = (name: string, said: Said): Promise<void> => writeFile(saidFile(name), `${JSON.stringify(said, null, 2)}\n`);

/** Answers how many commits it has. Whose data folder it was, nobody is told. */
export async function keepLog(name: string, connection: NatsConnection, dataDir: string): Promise<number> {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info(EVENT_STREAM);
  const lines: string[] = [];
  for (let seq = 1; seq <= state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(EVENT_STREAM, { seq });
    if (!message) throw new Error(`the log holds nothing at ${seq}`);
    const own = Object.fromEntries(message.header.keys().map((key) => [key, message.header.get(key)]));
    lines.push(JSON.stringify({ subject: message.subject, headers: own, data: new TextDecoder().decode(message.data) } satisfies Line));
  }
  await writeFile(fileOf(name), await promisify(gzip)(lines.join('\n').replaceAll(dataDir, '/data'), { level: 9 }));
  return lines.length;
}

/** Into an empty log, message for message; answers how many. */
export async function layLog(name: string, connection: NatsConnection): Promise<number> {
  const js = jetstream(connection);
  const text = (await promisify(gunzip)(await readFile(fileOf(name)))).toString('utf8');
  const lines = text.split('\n').map((line) => JSON.parse(line) as Line); // written by `keepLog`
  for (const line of lines) {
    const own = headers();
    for (const [key, value] of Object.entries(line.headers)) own.set(key, value);
    await js.publish(line.subject, line.data, { headers: own });
  }
  return lines.length;
}
