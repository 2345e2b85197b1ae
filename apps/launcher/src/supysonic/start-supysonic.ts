import { execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { accepts, freePort } from '../processes/ports.js';
import { basicEnvironment } from '../processes/environment.js';
import { supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { Explained } from '../terminal.js';

export interface StartedSupysonic {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** The web server, and the daemon that scans for it. */
  readonly children: readonly Supervised[];
  /** What its own command line does, as its documentation has it. */
  cli(...args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const programs = ['supysonic-server', 'supysonic-daemon', 'supysonic-cli'] as const;
const START_MS = 30_000;
const USER = 'soulsync';

/** null: it is there; else how to get it. */
export function supysonicMissing(): string | null {
  return programs.every((name) => pathOf(name) !== null) && hasWaitress()
    ? null
    : 'supysonic (a Subsonic server) was not found. Debian and Ubuntu have it: sudo apt-get install --no-install-recommends supysonic python3-waitress';
}

/** Its own Python is asked: another one may be first on the PATH. */
function hasWaitress(): boolean {
  const [, python = 'python3'] = /^#!\s*(\S+)/.exec(readFileSync(pathOf('supysonic-server') ?? '', 'utf8')) ?? [];
  return spawnSync(python, ['-c', 'import waitress'], { stdio: 'ignore' }).status === 0;
}

const pathOf = (name: string): string | null =>
  [...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/usr/bin', '/usr/local/bin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null;

/** A real Subsonic server over a music folder, on loopback, with everything of its own in the data folder. */
export async function startSupysonic(dataDir: string, musicFolder: string): Promise<StartedSupysonic> {
  const missing = supysonicMissing();
  if (missing !== null) throw new Explained(missing);
  const home = join(dataDir, 'supysonic');
  await mkdir(join(home, 'cache'), { recursive: true, mode: 0o700 });
  await mkdir(join(dataDir, 'run'), { recursive: true, mode: 0o700 });
  // The path of a socket has little room.
  const socketFolder = await mkdtemp(join(tmpdir(), 'soulsync-'));
  const socket = join(socketFolder, 'daemon.sock');
  await writeFile(join(home, '.supysonic'), configText(home, socket));
  const env = { HOME: home };
  const program = (name: (typeof programs)[number]) => pathOf(name) ?? name;
  /** A password is typed in: arguments can be read by everybody. Without a terminal of its own the program reads it from its input. */
  const addUser = async (name: string, password: string) => {
    const child = spawn(program('supysonic-cli'), ['user', 'add', name], {
      env: { ...basicEnvironment(process.env), ...env },
      cwd: home,
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.stdin.on('error', () => undefined); // it ended before it read: its exit says why
    child.stdin.end(`${password}\n${password}\n`);
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0) throw new Explained(`supysonic made no account: ${words.trim()}`);
  };
  const cli = async (...args: readonly string[]) => {
    await run(program('supysonic-cli'), [...args], {
      env: { ...basicEnvironment(process.env), ...env },
      cwd: home,
      maxBuffer: 16 * 1_048_576,
    });
  };
  const password = await passwordIn(home);
  if (!existsSync(join(home, 'ready'))) {
    await rm(join(home, 'supysonic.db'), { force: true }); // of a start that was cut short
    await addUser(USER, password);
    await cli('user', 'setroles', '--admin', USER);
    await cli('folder', 'add', 'Music', musicFolder);
    await writeFile(join(home, 'ready'), '');
  }
  await cli('folder', 'scan', '--foreground', 'Music');
  const port = await freePort();
  const children = [
    // A socket left behind by a killed daemon would keep the next one from starting.
    await supervised(dataDir, {
      name: 'supysonic-daemon',
      command: '/bin/sh',
      args: ['-c', 'rm -f "$1"; exec "$2"', 'sh', socket, program('supysonic-daemon')],
      env,
      cwd: home,
      ready: () => within(() => existsSync(socket), 'supysonic-daemon'),
    }),
    await supervised(dataDir, {
      name: 'supysonic-server',
      command: program('supysonic-server'),
      args: ['-S', 'waitress', '-h', '127.0.0.1', '-p', String(port)],
      env,
      cwd: home,
      ready: async () => {
        if (!(await accepts(port, START_MS))) throw new Explained(didNotStart('supysonic-server'));
      },
    }),
  ];
  return {
    url: `http://127.0.0.1:${port}`,
    user: USER,
    password,
    children,
    cli,
    async stop() {
      for (const child of [...children].reverse()) await child.stop();
      await rm(socketFolder, { recursive: true, force: true });
    },
  };
}

const didNotStart = (name: string) => `${name} did not start; logs/${name}.log in the data folder says why`;

async function within(good: () => boolean, name: string): Promise<void> {
  for (const giveUpAt = performance.now() + START_MS; performance.now() < giveUpAt; await delay(50)) if (good()) return;
  throw new Explained(didNotStart(name));
}

/** An account of a data folder keeps its password over runs. */
async function passwordIn(home: string): Promise<string> {
  const path = join(home, 'password');
  if (!existsSync(path)) await writeFile(path, randomBytes(12).toString('hex'), { mode: 0o600 });
  return readFile(path, 'utf8');
}

const configText = (home: string, socket: string) => `[base]
database_uri = sqlite:///${join(home, 'supysonic.db')}
scanner_extensions = flac mp3 m4a mp4 ogg oga opus wav aac
[webapp]
cache_dir = ${join(home, 'cache')}
mount_webui = off
[daemon]
socket = ${socket}
run_watcher = false
`;
