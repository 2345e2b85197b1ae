import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Explained, say } from '../terminal.js';

export type NatsVersion = readonly [major: number, minor: number, patch: number];

export interface NatsServer {
  readonly path: string;
  readonly version: NatsVersion;
}

/** The given one, one on the PATH, Debian's; as root on Debian it is installed; else a sentence says how. */
export function findNatsServer(env: Readonly<Record<string, string | undefined>>): NatsServer {
  const given = env['SOULSYNC_NATS_SERVER'];
  if (given) {
    if (!existsSync(given)) throw new Explained(`SOULSYNC_NATS_SERVER names ${given}, which is not there`);
    return versioned(given);
  }
  const found = known(env);
  if (found) return versioned(found);
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing nats-server (a Debian package)');
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'nats-server']])
      if (
        spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status !== 0 &&
        args[0] === 'install'
      )
        break;
    const installed = known(env);
    if (installed) return versioned(installed);
  }
  throw new Explained(
    'nats-server was not found. Install it (Debian and Ubuntu: sudo apt-get install nats-server; macOS: brew install nats-server), put it on the PATH, or name it in SOULSYNC_NATS_SERVER; a running server is used with SOULSYNC_NATS_URL.',
  );
}

const known = (env: Readonly<Record<string, string | undefined>>) =>
  [...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), '/usr/sbin', '/usr/local/bin']
    .map((folder) => join(folder, 'nats-server'))
    .find((path) => existsSync(path));

function versioned(path: string): NatsServer {
  const words = execFileSync(path, ['--version'], { encoding: 'utf8' });
  const [, major, minor, patch] = /v(\d+)\.(\d+)\.(\d+)/.exec(words) ?? [];
  return { path, version: [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)] };
}
