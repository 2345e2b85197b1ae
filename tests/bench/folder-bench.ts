import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { parseFile } from 'music-metadata';
import { silentLogger } from '@soulsync/event-store';
import { FileNotes1764200000000, folderLibraryServer, noFileNotes, postgresFileNotes } from '@soulsync/plex-svc';
import { openDatabase } from '@soulsync/service-kit';
import { makeSongs, removeDataFolder, startInfrastructure } from '@soulsync/launcher';
import { answer, answerJson, options, say } from '@soulsync/launcher/command';

/** The promises: half the rate of a plain loop; one stat a file at the next start; 150 MB for watching 50,000 files; a loop never blocked. */
const [LEAST_RATIO, STATS_A_FILE, WATCH_MB, BLOCKED_MS] = [0.5, 1, 150, 50];
const WATCHED = 50_000;
const FILES_A_FOLDER = 10;
const BIG_TAG_BYTES = 10_000_000;

type Server = ReturnType<typeof folderLibraryServer>;

/** Real small audio files read by the adapter, with notes in a real Postgres, against music-metadata alone in a loop over the same files. */
export async function folderBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: { files: { type: 'string', default: '10000' }, json: { type: 'boolean', default: false }, 'watch-only': { type: 'string' } },
  });
  if (values['watch-only'] !== undefined) {
    answerJson(await watch(values['watch-only']));
    return 0;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  await mkdir(join(dataDir, 'logs'));
  const music = join(dataDir, 'music');
  const infrastructure = await startInfrastructure(dataDir);
  const dataSource = await openDatabase(infrastructure.administrator.databaseUrl, 'plex', [FileNotes1764200000000], silentLogger);
  try {
    say(`writing ${values.files} files`);
    await makeSongs(music, Number(values.files));
    const paths = await audioBelow(music);
    let stats = 0;
    const open = () =>
      folderLibraryServer(music, {
        notes: postgresFileNotes(dataSource, 1),
        logger: silentLogger,
        statFile(path) {
          stats += 1;
          return stat(path);
        },
      });
    await synced(folderLibraryServer(music, { notes: noFileNotes, logger: silentLogger }), 300); // warm: parsers, threads, page cache
    await plainLoop(paths.slice(0, 300));
    const plain = await timed(() => plainLoop(paths));
    const first = await timed(() => synced(open()));
    stats = 0;
    const again = await timed(() => synced(open()));
    const bigTags = await readBigTags(join(dataDir, 'big'));
    const watching = await watchAlone(join(dataDir, 'watched'));
    const figures = {
      files: paths.length,
      plainS: plain.seconds,
      firstS: first.seconds,
      ratio: plain.seconds / first.seconds,
      againS: again.seconds,
      statsAFile: stats / paths.length,
      ...bigTags,
      ...watching,
      read: first.value,
    };
    const ok =
      first.value === paths.length &&
      again.value === paths.length &&
      figures.ratio >= LEAST_RATIO &&
      figures.statsAFile <= STATS_A_FILE &&
      figures.watchMb <= WATCH_MB &&
      figures.blockedMs <= BLOCKED_MS;
    answer(
      values.json
        ? JSON.stringify({ ...figures, ok })
        : [
            `${figures.files} files: plain loop ${figures.plainS.toFixed(1)} s, first reading ${figures.firstS.toFixed(1)} s = ${figures.ratio.toFixed(2)} x its rate (at least ${LEAST_RATIO})`,
            `next start ${figures.againS.toFixed(1)} s, ${figures.statsAFile.toFixed(2)} stats a file (at most ${STATS_A_FILE})`,
            `tags of 10 MB: longest turn of the event loop ${figures.blockedMs.toFixed(1)} ms (limit ${BLOCKED_MS}; of a plain loop ${figures.plainBlockedMs.toFixed(0)} ms), late by at most ${figures.delayedMs.toFixed(0)} ms`,
            `watching ${WATCHED} files: ${figures.watchMb.toFixed(0)} MB more (limit ${WATCH_MB}), ${figures.watches} watches`,
          ].join('\n'),
    );
    return ok ? 0 : 1;
  } finally {
    await dataSource.destroy();
    await infrastructure.stop();
    await removeDataFolder(dataDir);
  }
}

/** How many tracks; `most`: no more pages than for so many. */
async function synced(server: Server, most = Infinity): Promise<number> {
  let tracks = 0;
  for await (const page of server.fullSync('music')) {
    tracks += page.tracks.length;
    if (tracks >= most) break;
  }
  return tracks;
}

async function plainLoop(paths: readonly string[]): Promise<void> {
  for (const path of paths) await parseFile(path, { skipCovers: true, duration: /\.(ogg|oga|opus|mp3|aac)$/i.test(path) });
}

async function audioBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

interface BigTags {
  readonly blockedMs: number;
  readonly delayedMs: number;
  readonly plainBlockedMs: number;
}

/** 800,000 frames in one tag, and one of ten million letters: seconds of work without a pause. */
async function readBigTags(folder: string): Promise<BigTags> {
  await mkdir(folder);
  const small = frame('TXXX', '\0a\0b');
  const sound = Buffer.concat(Array.from({ length: 100 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x40]), Buffer.alloc(413)])));
  const many = Buffer.alloc(BIG_TAG_BYTES - (BIG_TAG_BYTES % small.length), small);
  const long = frame('USLT', `\0eng\0${'a'.repeat(BIG_TAG_BYTES)}`);
  for (const [name, frames] of [['many', many] as const, ['long', long] as const])
    await writeFile(join(folder, `${name}.mp3`), Buffer.concat([id3(frames), sound]));
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  await delay(100); // what was allocated here is not the reader's
  const reading = await longestTurn(() => synced(server));
  const plain = await longestTurn(() => plainLoop([join(folder, 'many.mp3')]));
  return { blockedMs: reading.ownMs, delayedMs: reading.delayedMs, plainBlockedMs: plain.ownMs };
}

/** `delayedMs`: what the loop was late at most; of that `ownMs` is its own work, the rest is waiting for a core that others use. */
async function longestTurn(work: () => Promise<unknown>): Promise<{ readonly ownMs: number; readonly delayedMs: number }> {
  const delayed = monitorEventLoopDelay({ resolution: 1 });
  delayed.enable();
  let last = ownCpuMs();
  let ownMs = 0;
  const look = () => {
    const now = ownCpuMs();
    ownMs = Math.max(ownMs, now - last);
    last = now;
  };
  const looking = setInterval(look, 1);
  await work();
  await delay(5);
  look();
  clearInterval(looking);
  delayed.disable();
  return { ownMs, delayedMs: delayed.max / 1e6 };
}

/** What this thread has run for: the first field of its schedstat (Linux); where there is none, what all threads have. */
function ownCpuMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
}

function frame(id: string, body: string): Buffer {
  const head = Buffer.alloc(10);
  head.write(id, 'latin1');
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

function id3(frames: Buffer): Buffer {
  const size = [21, 14, 7, 0].map((bits) => (frames.length >> bits) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), frames]);
}

interface Watching {
  readonly watchMb: number;
  readonly watches: number;
}

/** In a process of its own: what was measured before would blur its memory. */
async function watchAlone(folder: string): Promise<Watching> {
  for (let n = 0; n < WATCHED; n += FILES_A_FOLDER) {
    const album = join(folder, `Artist ${Math.floor(n / 100)}`, `Album ${n}`);
    await mkdir(album, { recursive: true });
    for (let track = 0; track < FILES_A_FOLDER; track += 1) await writeFile(join(album, `${track} A title of a song.flac`), '');
  }
  const { stdout } = await promisify(execFile)(process.execPath, [process.argv[1] ?? '', 'bench', 'folder', '--watch-only', folder]);
  return JSON.parse(stdout) as Watching; // written by the function below
}

/** What watching takes: resident memory before and after, and the kernel's own list of watches. */
async function watch(folder: string): Promise<Watching> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // the flag above puts it there
  collect();
  const before = process.memoryUsage().rss;
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  const stop = server.watch(() => undefined);
  for await (const _page of server.changes('music', null)); // waits until all are watched
  const watchMb = (process.memoryUsage().rss - before) / 1e6;
  const watches = await inotifyWatches();
  await stop();
  return { watchMb, watches };
}

async function inotifyWatches(): Promise<number> {
  let watches = 0;
  for (const fd of await readdir('/proc/self/fdinfo').catch(() => []))
    watches += (await readFile(`/proc/self/fdinfo/${fd}`, 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line.startsWith('inotify')).length;
  return watches;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { seconds: (performance.now() - startedAt) / 1000, value };
}
