import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { rpc, uploadSubject } from '@soulsync/contracts';
import type { CommandAccepted, ResourcePage, UploadPart } from '@soulsync/contracts';
import { newId, silentLogger } from '@soulsync/event-store';
import { respond, rpcClient } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeFlags, removeDataFolder, startInfrastructure, supervised } from '@soulsync/launcher';
import { answer, answerJson, Explained, inCheckout, options, say } from '@soulsync/launcher/command';

/** A row of the large file may cost so many times one of the small file: more would be time that grows faster than the rows do. */
const RATIO_AT_MOST = 2;
const SHARE_OF_SMALL = 10;
const PART_BYTES = 512 * 1024;
const ACCEPT_MS = 120_000;
const GIVE_UP_MS = 600_000;
/** Counting a long list is work for the database, which is to be measured at something else: it is asked a tenth of the time at most. */
const REST_PER_QUESTION = 9;
const context = { actor: { kind: 'schedule', id: 'bench' } as const, correlationId: 'bench', traceparent: null };

interface Imported {
  readonly rows: number;
  readonly acceptedS: number;
  /** Until every row is an entry of the list. */
  readonly listedS: number;
}

/** catalog-svc alone on a real NATS and Postgres: a file, and one of a tenth of its rows, until each row is an entry. */
export async function importBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: { rows: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
  });
  const rows = Number(values.rows);
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  await mkdir(join(dataDir, 'logs'));
  const infrastructure = await startInfrastructure(dataDir);
  const connection = await connect(infrastructure.administrator.nats);
  const service = await supervised(dataDir, {
    name: 'catalog-svc',
    command: process.execPath,
    args: [...nodeFlags('catalog-svc'), inCheckout('apps', 'catalog-svc', 'dist', 'main.js')],
    env: infrastructure.envOf('catalog-svc'),
  });
  try {
    const requests = rpcClient(connection);
    await entriesOf(requests, newId(), GIVE_UP_MS); // it answers
    const small = await imported(connection, requests, Math.round(rows / SHARE_OF_SMALL), 0);
    const large = await imported(connection, requests, rows, rows);
    const ratio = large.listedS / large.rows / (small.listedS / small.rows);
    const figures = { ok: ratio <= RATIO_AT_MOST, small, large, ratioPerRow: ratio };
    if (values.json) answerJson(figures);
    else answer(`a row of ${rows} costs ${ratio.toFixed(2)} x one of ${small.rows} (limit ${RATIO_AT_MOST} x)`);
    return figures.ok ? 0 : 1;
  } finally {
    await service.stop();
    await connection.close();
    await infrastructure.stop();
    await removeDataFolder(dataDir);
  }
}

async function imported(connection: NatsConnection, requests: RpcClient, rows: number, from: number): Promise<Imported> {
  const uploadId = newId();
  const file = Buffer.from(csv(rows, from));
  const serving = respond(connection, uploadSubject(uploadId), 'bench', silentLogger, ({ body }) =>
    Promise.resolve(partOf(file, Number(body['offset']))),
  );
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const { id } = await requests.request<CommandAccepted>(
    rpc.catalog.importPlaylist,
    { uploadId, fileName: `${rows}.csv`, start: 'ask' },
    context,
    ACCEPT_MS,
  );
  serving.unsubscribe();
  const acceptedS = seconds();
  for (let listed = 0, askedMs = 0; listed < rows;) {
    if (seconds() * 1_000 > GIVE_UP_MS) throw new Explained(`of ${rows} rows ${listed} were listed after ${Math.round(seconds())} s`);
    await delay(Math.max(100, REST_PER_QUESTION * askedMs));
    const askedAt = performance.now();
    listed = await entriesOf(requests, id, ACCEPT_MS);
    askedMs = performance.now() - askedAt;
  }
  const listedS = seconds();
  say(
    `${rows} rows, ${(file.length / 1e6).toFixed(0)} MB: accepted in ${acceptedS.toFixed(1)} s, all listed after ${listedS.toFixed(1)} s`,
  );
  return { rows, acceptedS, listedS };
}

const partOf = (file: Buffer, offset: number): UploadPart => ({
  base64: file.subarray(offset, offset + PART_BYTES).toString('base64'),
  sizeBytes: file.length,
});

/** How many entries of a playlist are listed; asked again while nobody answers. */
async function entriesOf(requests: RpcClient, playlistId: string, withinMs: number): Promise<number> {
  for (const giveUpAt = performance.now() + withinMs; ; await delay(200))
    try {
      const query = { resource: 'playlist-entries', filter: { playlistId }, start: 0, end: 0 };
      return (await requests.request<ResourcePage>(rpc.catalog.query, query, context)).total;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
    }
}

/** As Exportify writes it, with the columns that are read and as much text beside them. */
function csv(rows: number, from: number): string {
  const beside =
    '"indie pop,dream pop,nordic ambient,chamber pop","Lowtide Recordings under exclusive licence",0.532,0.711,7,-6.214,1,0.0312,0.113';
  const lines = Array.from({ length: rows }, (_, at) => {
    const n = from + at;
    return `spotify:track:${String(n).padStart(22, '0')},"Song number ${n} of many",Album ${Math.floor(n / 12)},"Ida Voss;The Old Ferry",2011-04-12,${180_000 + (n % 90) * 1_000},${beside}`;
  });
  return ['Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Genres,Record Label,a,b,c,d,e,f,g', ...lines].join(
    '\n',
  );
}
