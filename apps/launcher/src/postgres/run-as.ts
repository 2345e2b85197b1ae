import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chownSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { say } from '../terminal.js';

/** Whom Postgres runs as: it refuses root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Far from people, daemons and containers; the second for where only 65,536 numbers are known (a container of an ordinary user). */
const RANGES = [
  [2_000_000_000, 2_001_000_000],
  [64_000, 65_000],
] as const;
const TRIES = 20;

/** The user that any program may become, and that initdb needs, since it wants one with a name. */
export function nobody(): RunAs {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** The private user a cluster already belongs to, else a number nobody else has; where numbers can't be had, `nobody`, said aloud. */
export function privateUser(cluster: string, probe: string): RunAs {
  const owner = existsSync(cluster) ? statSync(cluster) : null;
  if (owner && RANGES.some(([from, to]) => owner.uid >= from && owner.uid < to)) return { uid: owner.uid, gid: owner.uid };
  const taken = numbersTaken();
  for (const [from, to] of RANGES)
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const id = randomInt(from, to);
      if (taken.has(id)) continue;
      if (!canOwn(probe, id)) break; // not a number of this container
      return { uid: id, gid: id };
    }
  say('WARNING: Postgres runs as nobody, since no user of its own can be had here; whatever else runs as nobody can reach its files');
  return nobody();
}

/** Files of another user or group can be made here. Leaves the folder as it was. */
function canOwn(folder: string, id: number): boolean {
  const { uid, gid } = statSync(folder);
  try {
    chownSync(folder, uid, id);
    chownSync(folder, uid, gid);
    return true;
  } catch {
    return false;
  }
}

function numbersTaken(): ReadonlySet<number> {
  const named = ['/etc/passwd', '/etc/group']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .map((line) => Number(line.split(':')[2]));
  const running = existsSync('/proc/self')
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((pid) => statSync(join('/proc', pid), { throwIfNoEntry: false })?.uid ?? [])
    : [];
  return new Set([...named, ...running]);
}

/** Every folder from this one up is open to everybody. */
export function reachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
