import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { nodeFlags, portIn, removeDataFolder, simulatorsMain, startInfrastructure, supervised } from '@soulsync/launcher';
import type { Supervised } from '@soulsync/launcher';
import { answer, answerJson, Explained, inCheckout, options, say } from '@soulsync/launcher/command';

const TRACKS_PER_ALBUM = 10;
const PAGE = 300;
const CHANGED = 50;
const TOKEN = 'token-of-the-bench';

interface Limit {
  readonly name: string;
  readonly value: number;
  readonly atMost: number;
  readonly unit: string;
}

/**
 * plex-svc alone on a real NATS and Postgres against a simulated Plex of 100,000 tracks; the baseline reads the same pages and parses them.
 * The first full sync is measured several times, each with a server, a database and a service of its own, since a machine is not always as fast.
 */
export async function libraryBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      albums: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  const albums = Number(values.albums);
  const rounds = Number(values.rounds);
  const limits: Limit[] = [];
  const report = (name: string, value: number, atMost: number, unit: string) => {
    limits.push({ name, value, atMost, unit });
    say(`${name}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit} (limit ${atMost} ${unit})${value > atMost ? '  OVER' : ''}`);
  };
  const fullSyncs: FirstFullSync[] = [];
  for (let round = 1; round <= rounds; round += 1)
    fullSyncs.push(await onFreshGround((ground) => measured(ground, albums, round === rounds ? report : null)));
  const ratios = fullSyncs.map(({ baselineS, fullSyncS }) => fullSyncS / baselineS);
  report(`first full sync, times reading and parsing alone, median of ${rounds}`, median(ratios), 2, 'x');
  report('memory above idle, highest', Math.max(...fullSyncs.map(({ memoryMb }) => memoryMb)), 350, 'MB');
  const over = limits.filter(({ value, atMost }) => value > atMost);
  if (values.json) answerJson({ ok: over.length === 0, firstFullSyncs: fullSyncs, figures: limits });
  else answer(over.length === 0 ? 'every figure is within its limit' : `over the limit: ${over.map(({ name }) => name).join('; ')}`);
  return over.length === 0 ? 0 : 1;
}

interface Ground {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly database: Client;
  /** Stopped at the end, the last one first. */
  readonly parts: Supervised[];
}

async function onFreshGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  await mkdir(join(dataDir, 'logs'));
  const { envOf, administrator, stop } = await startInfrastructure(dataDir);
  const database = new Client({ connectionString: administrator.databaseUrl });
  const parts: Supervised[] = [];
  try {
    await database.connect();
    return await work({ dataDir, env: envOf('plex-svc'), database, parts });
  } finally {
    for (const part of parts.reverse()) await part.stop();
    await database.end();
    await stop();
    await removeDataFolder(dataDir);
  }
}

interface FirstFullSync {
  readonly baselineS: number;
  readonly fullSyncS: number;
  readonly allVisibleS: number;
  /** Highest above a service that does nothing. */
  readonly memoryMb: number;
}

type Report = (name: string, value: number, atMost: number, unit: string) => void;

/** The baseline and the first full sync; with `tell` also what comes after it. */
async function measured({ dataDir, env, database, parts }: Ground, albums: number, report: Report | null): Promise<FirstFullSync> {
  const total = albums * TRACKS_PER_ALBUM;
  const plex = await simulatedPlex(dataDir, 'bench', albums);
  parts.push(plex.process);
  const baseline = await plex.readAll();
  if (baseline.tracks !== total) throw new Explained(`the simulated Plex gave ${baseline.tracks} tracks, not ${total}`);

  const service = (name: string, url: string) =>
    supervised(dataDir, {
      name,
      command: process.execPath,
      args: [...nodeFlags('plex-svc'), inCheckout('apps', 'plex-svc', 'dist', 'main.js')],
      env: {
        ...env,
        SOULSYNC_LIBRARY_SERVER: 'plex',
        SOULSYNC_PLEX_URL: url,
        SOULSYNC_PLEX_TOKEN: TOKEN,
        SOULSYNC_PLEX_PAGE_SIZE: String(PAGE),
        SOULSYNC_PLEX_PATH_MAP: '/data/music=/music',
        SOULSYNC_MUSIC_DIR: '/music',
        SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
        SOULSYNC_DELTA_EVERY_MINUTES: '1000',
        SOULSYNC_ADMIN_LISTEN: '127.0.0.1:0',
      },
    });
  const readModelNow = readModel(database, 'bench-3');

  // Nobody answers there: what the service needs when it does nothing.
  const idle = await service('idle', 'http://127.0.0.1:9');
  await delay(4_000);
  const idleMb = await residentMb(idle, 'VmRSS');
  await idle.stop();

  const startedAt = performance.now();
  const plexSvc = await service('plex-svc', plex.url);
  parts.push(plexSvc);
  await until(readModelNow.fullSyncBegan, 'the full sync to begin');
  const beganAt = performance.now();
  await until(readModelNow.synced, 'the full sync to end');
  const fullSyncS = (performance.now() - beganAt) / 1000;
  await until(async () => (await readModelNow.tracks()) === total, 'all tracks to be visible');
  const allVisibleS = (performance.now() - beganAt) / 1000;
  const memoryMb = (await residentMb(plexSvc, 'VmHWM')) - idleMb;
  say(
    `${total.toLocaleString('en')} tracks read and parsed in ${baseline.seconds.toFixed(1)} s; first full sync ${fullSyncS.toFixed(1)} s ` +
      `(${(fullSyncS / baseline.seconds).toFixed(2)} x), ${((beganAt - startedAt) / 1000).toFixed(1)} s after the service's start; ` +
      `all visible after ${allVisibleS.toFixed(1)} s`,
  );

  if (report) {
    await delay(3_000);
    await plex.requests();
    await delay(5_000);
    const quiet = await plex.requests();
    say(`  asked in 5 s of quiet, a look each second: ${JSON.stringify(quiet)}`);
    report('requests of a poll when nothing changed', sum(quiet) / 5, 3, 'requests');

    await plex.requests();
    const changedFrom = performance.now();
    await plex.control('change-tracks', { count: CHANGED });
    await until(async () => (await readModelNow.titled('% (changed %)')) === CHANGED, 'the changed tracks to be visible');
    const visibleS = (performance.now() - changedFrom) / 1000;
    const asked = await plex.requests();
    say(`  an incremental sync of ${CHANGED} tracks was visible after ${visibleS.toFixed(2)} s: ${JSON.stringify(asked)}`);
    report(`an incremental sync of ${CHANGED} changed tracks, until visible`, visibleS, 2, 's');
    report(`requests of an incremental sync of ${CHANGED} changed tracks`, sum(asked), 6, 'requests');

    // Another server, as large: killed when it is half through; the launcher starts it again.
    await plexSvc.stop();
    const other = await simulatedPlex(dataDir, 'other', albums);
    parts.push(other.process);
    const ofOther = readModel(database, 'other-3');
    const restarted = await service('plex-svc-killed', other.url);
    parts.push(restarted);
    await until(async () => (await ofOther.done()) > total / 2, 'half of the library to be stored');
    const done = await ofOther.done();
    const stored = async () => (await readModelNow.tracks()) + (await ofOther.tracks());
    const before = await stored();
    restarted.kill();
    await delay(100);
    const after = await stored();
    await until(ofOther.synced, 'the interrupted full sync to end');
    await until(async () => (await ofOther.tracks()) === total, 'all tracks to be visible');
    const pages = (await other.requests())['list-tracks'] ?? 0;
    const needed = Math.ceil(total / PAGE);
    say(`  killed at ${done.toLocaleString('en')} tracks; it went on and needed ${pages} lists in all for ${needed} pages`);
    report('tracks gone from the library while it was away', Math.max(0, before - after), 0, 'tracks');
    // Five for the proof of the paths at each of the two starts, two to find where to begin, one to see that there is no more, seven under way.
    report('lists read beside the pages themselves', pages - needed, 20, 'lists');
  }
  return { baselineS: baseline.seconds, fullSyncS, allVisibleS, memoryMb };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;

async function simulatedPlex(dataDir: string, machineIdentifier: string, albums: number) {
  const path = join(dataDir, `${machineIdentifier}.json`);
  const portFile = join(dataDir, `${machineIdentifier}.port`);
  const config = {
    listen: '127.0.0.1:0',
    portFile,
    stateFile: join(dataDir, `${machineIdentifier}-state.json`),
    token: TOKEN,
    machineIdentifier,
    friendlyName: 'Bench',
    version: '1.43.0.1-bench',
    clockRate: 1,
    section: { key: '3', title: 'Music', locations: [{ serverPath: '/data/music', localPath: join(dataDir, 'nothing') }] },
    scan: { queueDelayMs: 100, settleMs: 100 },
    initialScan: false,
    generated: { albums, tracksPerAlbum: TRACKS_PER_ALBUM },
  };
  await writeFile(path, JSON.stringify(config));
  const process_ = await supervised(dataDir, {
    name: `simulated-plex-${machineIdentifier}`,
    command: process.execPath,
    args: [simulatorsMain, 'plex', '--config', path],
  });
  const url = `http://127.0.0.1:${await portIn(portFile, 'plex')}`;
  const headers = { Accept: 'application/json', 'X-Plex-Token': TOKEN };
  return {
    process: process_,
    url,
    async control(verb: string, body: object = {}) {
      const answered = await fetch(`${url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
      if (!answered.ok) throw new Explained(`the simulated Plex refused ${verb}: ${answered.status}`);
      return answered;
    },
    /** Counted by kind since the last time they were asked for. */
    async requests() {
      const { kinds } = (await (await this.control('requests', { reset: true })).json()) as { kinds: Record<string, number> }; // as the simulator tells it
      return kinds;
    },
    /** The pages a full sync reads, downloaded and parsed, and nothing else. */
    async readAll() {
      const startedAt = performance.now();
      let tracks = 0;
      for (let given = 1; given > 0; tracks += given) {
        const page = await fetch(`${url}/library/sections/3/all?type=10&includeGuids=1&sort=addedAt%3Aasc`, {
          headers: { ...headers, 'X-Plex-Container-Start': String(tracks), 'X-Plex-Container-Size': String(PAGE) },
        });
        const { MediaContainer } = (await page.json()) as { MediaContainer: { Metadata?: readonly unknown[] } }; // as the simulator writes it
        given = MediaContainer.Metadata?.length ?? 0;
      }
      return { tracks, seconds: (performance.now() - startedAt) / 1000 };
    },
  };
}

function readModel(database: Client, libraryId: string) {
  const number = async (sql: string, ...values: readonly unknown[]) =>
    Number((await database.query<{ n: string }>(sql, [libraryId, ...values]).catch(() => ({ rows: [] }))).rows[0]?.n ?? 0); // no table yet
  const marks = `SELECT count(*) AS n FROM plex.mirror_mark WHERE "libraryId" = $1`;
  return {
    /** Tracks stored by the running full sync; their rows follow. */
    done: () => number(`SELECT "sweepDone" AS n FROM plex.mirror_mark WHERE "libraryId" = $1`),
    tracks: () => number('SELECT count(*) AS n FROM plex.library_tracks WHERE "libraryId" = $1'),
    titled: (pattern: string) =>
      number('SELECT count(*) AS n FROM plex.library_tracks WHERE "libraryId" = $1 AND "title" LIKE $2', pattern),
    fullSyncBegan: async () => (await number(`${marks} AND "sweepId" IS NOT NULL`)) > 0,
    synced: async () => (await number(`${marks} AND "sweptAt" IS NOT NULL AND "sweepId" IS NULL`)) > 0,
  };
}

async function residentMb(part: Supervised, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${part.pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN) / 1024;
}

const PATIENCE_MS = 180_000;

/** Counting a large table now and then is no load; all the time it is. */
const POLL_MS = 100;

async function until(good: () => Promise<boolean>, what: string): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await delay(POLL_MS)) if (await good()) return;
  throw new Explained(`waited three minutes for ${what}`);
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);
