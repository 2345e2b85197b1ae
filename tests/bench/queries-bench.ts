import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { Client } from 'pg';
import { rpc } from '@soulsync/contracts';
import type { ResourcePage, ResourceQuery } from '@soulsync/contracts';
import { jetStreamEventStore, silentLogger } from '@soulsync/event-store';
import { fixedServers, plexResources, plexServiceOf } from '@soulsync/plex-svc';
import { answerQuery, openDatabase, rpcClient } from '@soulsync/service-kit';
import { removeDataFolder, startInfrastructure } from '@soulsync/launcher';
import { answer, answerJson, Explained, options, say } from '@soulsync/launcher/command';
import { changeTracks, writeLibrary } from './library-log.js';

/** The promise: 95 of 100 answers with 100,000 tracks, asked over NATS. */
const LIMIT_MS = 50;
const LIBRARIES = ['bench-0', 'bench-1'];
const PAGE = 25;
/** So many questions are asked without an index too. */
const COMPARED = 12;
const PLAIN_ROUNDS = 5;
const profile = { allowLossy: false, leastLossyKbps: 192 };

interface Case {
  readonly name: string;
  readonly query: ResourceQuery;
}

interface Timed {
  readonly name: string;
  readonly total: number;
  readonly p50: number;
  readonly p95: number;
  /** Of each round, ascending. */
  readonly timesMs: readonly number[];
  /** The same question, median, with nothing but sequential reading; null: not measured. */
  readonly plain: number | null;
}

/** plex-svc on a real NATS and Postgres, filled by events; every list, sort, filter and kind of search, on its first, middle and last page. */
export async function queriesBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      tracks: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '20' },
      json: { type: 'boolean', default: false },
    },
  });
  const count = Number(values.tracks);
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  await mkdir(join(dataDir, 'logs'));
  const infrastructure = await startInfrastructure(dataDir);
  const url = infrastructure.administrator.databaseUrl;
  const database = new Client({ connectionString: url });
  try {
    await database.connect();
    const connection = await connect(infrastructure.administrator.nats);
    const store = await jetStreamEventStore({ connection });
    const service = await plexServiceOf(() => fixedServers([])).start({
      ...infrastructure.envOf('plex-svc'),
      SOULSYNC_MUSIC_DIR: join(dataDir, 'music'),
      SOULSYNC_ALLOW_LOSSY: String(profile.allowLossy),
      SOULSYNC_LOG_FILE: join(dataDir, 'logs', 'plex-svc.log'),
    });
    const number = async (sql: string) => Number((await database.query<{ n: string }>(sql)).rows[0]?.n);
    const stored = () => number('SELECT count(*) AS n FROM plex.library_tracks');
    const unseen = `SELECT sum(n_dead_tup + n_ins_since_vacuum) AS n FROM pg_stat_user_tables WHERE relname IN ('library_tracks', 'library_albums')`;
    const placed = () => number('SELECT count(*) AS n FROM plex.library_tracks WHERE "placedByUs"');
    const marked = async () => (await placed()) === Math.ceil(count / 10) && (await number(unseen)) < count / 50;
    say(`filling a library of ${count.toLocaleString('en')} tracks by events`);
    const filledFrom = performance.now();
    await writeLibrary(store, count, LIBRARIES);
    await until(async () => (await stored()) === count, 'all tracks to be visible');
    say(`  visible after ${((performance.now() - filledFrom) / 1000).toFixed(1)} s`);
    await until(marked, 'the tracks to be marked and their tables to be tidied');
    await changeTracks(store, 50);
    await until(async () => (await number('SELECT count(*) AS n FROM plex.library_tracks WHERE "bitrateKbps" = 111')) === 500, 'changes');

    const requests = rpcClient(connection);
    const context = { actor: { kind: 'process', id: 'bench' } as const, correlationId: 'bench', traceparent: null };
    const ask = (query: ResourceQuery) => requests.request<ResourcePage>(rpc.plex.query, query, context, 30_000);
    const cases = await allCases(ask);
    say(`asking ${cases.length} questions, ${values.rounds} times each`);
    const timed: Timed[] = [];
    for (const one of cases) timed.push(await measure(one, ask, Number(values.rounds)));
    await service.stop();

    say(`the slowest ${COMPARED} again, with sequential reading alone`);
    const slowest = [...timed].sort((a, b) => b.p95 - a.p95).slice(0, COMPARED);
    const databaseName = new URL(url).pathname.slice(1);
    for (const way of ['indexscan', 'indexonlyscan', 'bitmapscan'])
      await database.query(`ALTER DATABASE "${databaseName}" SET enable_${way} = off`);
    const plainSource = await openDatabase(url, 'plain', [], silentLogger);
    const tables = plexResources(profile);
    const compared: Timed[] = [];
    for (const known of slowest) {
      const one = cases.find(({ name }) => name === known.name);
      const table = one && tables[one.query.resource];
      if (!table) continue;
      const { p50 } = await measure(one, (query) => answerQuery(plainSource, table, query), PLAIN_ROUNDS);
      compared.push({ ...known, plain: p50 });
    }
    await plainSource.destroy();

    for (const one of timed) if (one.p95 > LIMIT_MS) say(`by itself over the limit: ${line(one)}`);
    const lists = Object.keys(filters).map((resource) => {
      const times = timed.filter(({ name }) => name.startsWith(resource)).flatMap(({ timesMs }) => timesMs);
      times.sort((a, b) => a - b);
      return { resource, answers: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) };
    });
    const over = lists.filter(({ p95 }) => p95 > LIMIT_MS);
    if (values.json) answerJson({ ok: over.length === 0, lists, cases: timed, compared });
    else {
      for (const one of compared) answer(line(one));
      for (const { resource, answers, p50, p95, p99 } of lists)
        answer(
          `${resource}, ${answers.toLocaleString('en')} answers: median ${p50.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms ` +
            `(limit ${LIMIT_MS} ms), 99th ${p99.toFixed(1)} ms`,
        );
    }
    await connection.close();
    return over.length === 0 ? 0 : 1;
  } finally {
    await database.end();
    await infrastructure.stop();
    await removeDataFolder(dataDir);
  }
}

type Ask = (query: ResourceQuery) => Promise<ResourcePage>;

const common = ['the', 'love', 'remix', 'feat'];
const rare = ['shakespears', 'the beatles help', 'björk', 'bjork', 'motörhead'];
const short = ['u2', 'a', 'of'];
const other = ['微笑', '東', 'ラジオ', '火', 'dj 大'];
const none = ['qqqqzzzz', 'xylophonist grandmaster'];
const misspelt = ['metalica', 'beyonse', 'nirvanna smels like', 'the wekend', 'love story tailor swift'];
const hostile = ['%', '_', "'; DROP TABLE plex.library_tracks; --", '\ud800', 'a\u0000b', 'x'.repeat(10_000), 'the '.repeat(2_500), '\\'];
const searches = [...common, ...rare, ...short, ...other, ...none, ...misspelt, ...hostile];

const filters: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'library-tracks': [
    {},
    { belowProfile: 'true' },
    { hasArt: 'false' },
    { duplicate: 'true' },
    { placedByUs: 'false' },
    { placedByUs: 'true' },
    { missed: 'true' },
    { format: 'flac' },
    { belowProfile: 'true', hasArt: 'false', duplicate: 'true', placedByUs: 'false' },
  ],
  'library-albums': [
    {},
    { belowProfile: 'true' },
    { hasArt: 'false' },
    { duplicate: 'true' },
    { placedByUs: 'false' },
    { libraryId: 'bench-0' },
  ],
  'library-artists': [{}, { belowProfile: 'true' }, { lacksArt: 'true' }],
};

/** Every list by every sort, both ways, and every filter, on three pages; then the searches. */
async function allCases(ask: Ask): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const [resource, narrowed] of Object.entries(filters)) {
    const table = plexResources(profile)[resource];
    for (const filter of narrowed) {
      const { total } = await ask({ resource, filter });
      // Every sort for the whole list; a filter costs the same in each of their indexes.
      for (const sort of Object.keys(table?.sortable ?? {}).slice(0, Object.keys(filter).length === 0 ? undefined : 2))
        for (const order of ['ASC', 'DESC'] as const)
          for (const [page, start] of [
            ['first', 0],
            ['middle', Math.floor(total / 2)],
            ['last', Math.max(0, total - PAGE)],
          ] as const)
            cases.push({
              name: `${resource} ${named(filter)} by ${sort} ${order}, ${page} page`,
              query: { resource, filter, sort, order, start, end: start + PAGE },
            });
    }
    for (const q of searches)
      for (const filter of narrowed.slice(0, 2))
        for (const sort of Object.keys(table?.sortable ?? {}).slice(0, 1)) {
          const { total } = await ask({ resource, q, filter });
          for (const start of new Set([0, Math.max(0, total - PAGE)]))
            cases.push({
              name: `${resource} ${named(filter)} "${q.slice(0, 24)}" by ${sort}, from ${start}`,
              query: { resource, filter, q, sort, order: 'ASC', start, end: start + PAGE },
            });
        }
  }
  return cases;
}

const named = (filter: Readonly<Record<string, string>>) =>
  Object.keys(filter).length === 0
    ? 'all'
    : Object.entries(filter)
        .map((pair) => pair.join('='))
        .join(' ');

async function measure({ name, query }: Case, ask: Ask, rounds: number): Promise<Timed> {
  const times: number[] = [];
  let total = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    ({ total } = await ask(query));
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { name, total, p50: quantile(times, 0.5), p95: quantile(times, 0.95), timesMs: times, plain: null };
}

const quantile = (ascending: readonly number[], share: number) =>
  ascending[Math.min(ascending.length - 1, Math.ceil(ascending.length * share) - 1)] ?? NaN;

const line = ({ name, total, p50, p95, plain }: Timed) =>
  `${p50.toFixed(1).padStart(7)} ms median ${p95.toFixed(1).padStart(7)} ms p95` +
  `${plain === null ? '' : ` ${(plain / p50).toFixed(1).padStart(6)} x as fast as plain reading`}  ${String(total).padStart(6)} rows  ${name}`;

const PATIENCE_MS = 300_000;

async function until(good: () => Promise<boolean>, what: string): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await delay(100)) if (await good()) return;
  throw new Explained(`waited five minutes for ${what}`);
}
