import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { harmless } from '@soulsync/service-kit';
import { writeSecret } from '../credentials/credentials.js';
import { lastRunFile } from '../commands/doctor.js';
import { options, portOf, replicasOf } from '../commands/options.js';
import { removeDataFolder } from '../postgres/cluster-folder.js';
import { claim } from '../processes/leftovers.js';
import { untilSignal } from '../processes/signals.js';
import type { Supervised } from '../processes/supervised.js';
import { supysonicMissing } from '../supysonic/start-supysonic.js';
import { startSystem } from '../system.js';
import { answer, answerJson, Explained, say } from '../terminal.js';
import { signIn } from './api.js';
import type { Api, Entry } from './api.js';
import { chaos } from './chaos.js';
import { firstRunNotes, notConnections } from './empty.js';
import { differences, endStates, filesOf, outcomes, table, wrongMusic } from './outcome.js';
import type { EntryOutcome } from './outcome.js';
import { residentMb } from './resident-mb.js';
import { startSimulators } from './simulators.js';
import { makeWorld } from './world.js';
import type { World } from './world.js';

/** The demo's own waits: ordinary settings, printed at the start. The simulators' clocks run ten times faster, rate windows too. */
const waits: Readonly<Record<string, string>> = {
  SOULSYNC_SEARCH_WINDOW_MS: '1000',
  SOULSYNC_SEARCH_GAP_MS: '200',
  SOULSYNC_SEARCH_BUDGET_WINDOW_MS: '22000',
  SOULSYNC_SCAN_DEBOUNCE_MS: '2000',
  SOULSYNC_SCAN_POLL_MS: '500',
  SOULSYNC_MIRROR_DEBOUNCE_MS: '2000',
  SOULSYNC_TRANSFER_POLL_MS: '500',
  SOULSYNC_TRANSFER_STALL_MS: '5000',
  SOULSYNC_PEER_QUEUE_MS: '10000',
  SOULSYNC_PARALLEL_TRANSFERS: '5',
  SOULSYNC_FIND_FILE_MS: '15000',
  SOULSYNC_FILING_LOOK_MS: '250',
  SOULSYNC_SCHEDULE_LOOK_MS: '500',
  SOULSYNC_SPOTIFY_GAP_MS: '50',
  SOULSYNC_MUSIC_MIN_FREE_MB: '64',
  SOULSYNC_DOWNLOAD_MIN_FREE_MB: '64',
  SOULSYNC_DATA_MIN_FREE_MB: '64',
};

const HARD_LIMIT_MS = 240_000;
const POLL_MS = 1_000;

const servers: readonly string[] = ['plex', 'folder', 'subsonic', 'jellyfin'];

interface Choices {
  readonly once: boolean;
  /** The world runs, and nothing of it is set up: for trying the first run. */
  readonly empty: boolean;
  readonly split: boolean;
  readonly replicas: number;
  readonly chaos: boolean;
  readonly json: boolean;
  readonly seed: string;
  readonly tracks: number;
  readonly server: string;
  readonly port: number | null;
  readonly dataDir: string | null;
}

/** The built-in world, from an empty folder to a filed, indexed, matched library. */
export async function demo(args: readonly string[]): Promise<number> {
  const choices = read(args);
  const dataDir = choices.dataDir ?? (await mkdtemp(join(tmpdir(), 'soulsync-demo-')));
  const release = await claim(join(dataDir, 'run'));
  try {
    return await play(choices, dataDir);
  } finally {
    await release();
    if (choices.dataDir === null) await removeDataFolder(dataDir);
  }
}

function read(args: readonly string[]): Choices {
  const { values } = options({
    args: [...args],
    options: {
      once: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      split: { type: 'boolean', default: false },
      replicas: { type: 'string', default: '1' },
      chaos: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      tracks: { type: 'string', default: '300' },
      server: { type: 'string', default: 'plex' },
      port: { type: 'string' },
      data: { type: 'string' },
    },
  });
  if (!servers.includes(values.server)) throw new Explained(`--server is ${servers.join(' or ')}, not ${values.server}`);
  const missing = values.server === 'subsonic' ? supysonicMissing() : null;
  if (missing !== null) throw new Explained(missing);
  const tracks = Number(values.tracks);
  if (!Number.isInteger(tracks) || tracks < 60 || tracks > 100_000) throw new Explained('--tracks is a whole number from 60');
  const replicas = replicasOf(values.replicas);
  const { once, empty, json, seed, server } = values;
  if (empty && (once || values.chaos)) throw new Explained('--empty is for trying the first run by hand: without --once and --chaos');
  return {
    once,
    empty,
    json,
    seed,
    server,
    tracks,
    chaos: values.chaos,
    replicas,
    split: values.split || values.chaos || replicas > 1,
    port: portOf(values.port),
    dataDir: values.data === undefined ? null : resolve(values.data),
  };
}

async function play(choices: Choices, dataDir: string): Promise<number> {
  const startedAt = performance.now();
  const worldDir = join(dataDir, 'world');
  await mkdir(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  say(`making the world (seed ${choices.seed})`);
  const world = await makeWorld(worldDir, choices.seed, choices.tracks);
  const musicFolder = join(worldDir, 'music');
  const folders = { SOULSYNC_MUSIC_DIR: musicFolder, SOULSYNC_DOWNLOAD_DIR: join(worldDir, 'downloads') };
  const before = new Set(world.libraryFiles.map((name) => name.normalize('NFC')));
  const simulators = await startSimulators(dataDir, worldDir, choices.server);
  const password = choices.empty ? '' : await passwordIn(dataDir);
  say(
    `settings: ${Object.entries(waits)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  );
  try {
    const system = await startSystem({
      dataDir,
      port: choices.port,
      split: choices.split,
      replicas: choices.replicas,
      env: {
        ...waits,
        ...(choices.empty
          ? notConnections(simulators.env)
          : { ...folders, ...simulators.env, SOULSYNC_ADMIN_USER: 'admin', SOULSYNC_ADMIN_PASSWORD_FILE: passwordFile(dataDir) }),
        ...(choices.split ? {} : { SOULSYNC_LOG_FILE: join(dataDir, 'logs', 'services.log') }),
      },
      fixed: { SOULSYNC_DISCOVERY: 'loopback', SOULSYNC_DISCOVERY_FILE: '' }, // a demo asks nobody else, whatever the environment allows
    });
    try {
      if (choices.empty) {
        const code = await readFile(join(dataDir, 'run', 'setup-code'), 'utf8').catch(() => null); // an account exists: no code
        answer(
          firstRunNotes({
            url: system.url,
            code: code?.trim() ?? null,
            env: { ...folders, ...simulators.env },
            playlist: world.playlist.id,
          }).join('\n'),
        );
        await untilSignal();
        return 0;
      }
      const signalled = choices.once ? Promise.resolve() : untilSignal();
      say(`SoulSync is at ${system.url} (name admin, password ${password})`);
      const untilMs = performance.now() + HARD_LIMIT_MS;
      const api = await signIn(system.url, { name: 'admin', password }, { untilMs });
      const { id } = await api.post<{ id: string }>('/api/v1/playlists', { source: 'spotify', url: world.playlist.id, start: 'now' });
      if (!choices.once) {
        say('the playlist is followed; look at the console. Ctrl-C stops everything.');
        await signalled;
        return 0;
      }
      const kills = killing(choices, [...system.children, ...simulators.children]);
      const found = await untilSettled(api, id, world.entries.length, untilMs);
      const killed = await kills.end();
      const rssMb = await residentMb(choices.split, api);
      return await report({
        choices,
        world,
        musicFolder,
        before,
        found,
        killed,
        rssMb,
        seconds: Math.round((performance.now() - startedAt) / 1000),
      });
    } finally {
      await system.stop();
    }
  } finally {
    await simulators.stop();
  }
}

/** The account of a data folder keeps its password over runs. */
async function passwordIn(dataDir: string): Promise<string> {
  const path = passwordFile(dataDir);
  if (!existsSync(path)) await writeSecret(path, randomBytes(12).toString('base64url'));
  return readFile(path, 'utf8');
}

const passwordFile = (dataDir: string) => join(dataDir, 'demo-password');

function killing(choices: Choices, parts: readonly Supervised[]): { end(): Promise<readonly string[]> } {
  const stopping = new AbortController();
  const running = choices.chaos ? chaos(parts, choices.seed, stopping.signal) : Promise.resolve([]);
  return {
    end() {
      stopping.abort();
      return running;
    },
  };
}

/** Until every entry has reached an end and keeps it for three looks, or the time is over. */
async function untilSettled(api: Api, playlistId: string, expected: number, untilMs: number): Promise<readonly EntryOutcome[]> {
  let entries: readonly Entry[] = [];
  let last = '';
  let quiet = 0;
  for (; performance.now() < untilMs && quiet < 3; await delay(POLL_MS)) {
    entries = await api.get<Entry[]>(`/api/v1/playlist-entries?playlistId=${playlistId}&_start=0&_end=500&_sort=position&_order=ASC`);
    const settled = entries.length === expected && entries.every((entry) => endStates.has(entry.state));
    quiet = settled ? quiet + 1 : 0;
    const words = progress(entries);
    if (words !== last) say(words);
    last = words;
  }
  if (quiet < 3) {
    say('time is over; still open:');
    for (const entry of entries)
      if (!endStates.has(entry.state))
        say(
          `  ${entry.position} ${harmless(`${entry.artists.join(', ')} – ${entry.title}`)}: ${entry.state} ${entry.stage ?? ''} (${entry.reason})`,
        );
  }
  return outcomes(entries);
}

function progress(entries: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { state, stage } of entries) {
    const name = stage ?? state;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return `${entries.length} entries: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`;
}

interface Finished {
  readonly choices: Choices;
  readonly world: World;
  readonly musicFolder: string;
  readonly before: ReadonlySet<string>;
  readonly found: readonly EntryOutcome[];
  readonly killed: readonly string[];
  readonly rssMb: number;
  readonly seconds: number;
}

async function report({ choices, world, musicFolder, before, found, killed, rssMb, seconds }: Finished): Promise<number> {
  const wrong = [...differences(world, found, before, await filesOf(musicFolder)), ...(await wrongMusic(world, found, musicFolder))];
  const ok = wrong.length === 0;
  (choices.json ? say : answer)(table(found));
  for (const line of wrong) say(`WRONG: ${harmless(line)}`);
  say(
    `${ok ? 'All went as the script says' : `${wrong.length} things did not go as the script says`}; ${seconds} s, ${rssMb} MB resident${killed.length > 0 ? `, killed: ${killed.join(', ')}` : ''}`,
  );
  if (!choices.split) {
    await mkdir(dirname(lastRunFile), { recursive: true });
    await writeFile(lastRunFile, JSON.stringify({ rssMb, seconds, at: new Date().toISOString() }));
  }
  if (choices.json) answerJson({ ok, seed: choices.seed, seconds, musicFolder, killed, rssMb, entries: found });
  return ok ? 0 : 1;
}
