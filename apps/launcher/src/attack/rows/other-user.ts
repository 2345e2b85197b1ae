import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inCheckout } from '../../checkout.js';
import type { Attack } from '../ground.js';
import type { ProbeReport, ProbeTask } from '../other-user-probe.js';
import type { SystemUnderAttack } from '../system-under-attack.js';

const NOBODY = 65_534;
const SOMEBODY = 31_337;

/** Ports in state LISTEN with the inodes of their sockets, out of /proc/net/tcp. */
export function listeningPorts(table: string): ReadonlyMap<string, number> {
  const LISTEN = '0A';
  return new Map(
    table
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN)
      .map((fields) => [fields[9] ?? '', parseInt(fields[1]?.split(':').at(-1) ?? '', 16)] as const),
  );
}

export const otherUser: Attack = {
  name: 'other-user',
  about: 'another user of this machine, and nobody, try the data folder, sockets, ports, signals and what is known of processes',
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return ground.skipped('another local user: this needs root on Linux, who alone may act as somebody else');
    const task = await taskOf(system);
    ground.say(`${task.files.length} files, ${task.sockets.length} sockets, ${task.ports.length} ports, ${task.pids.length} processes`);
    if (task.ports.length + task.sockets.length === 0) ground.found('other', 'no port and no socket of the servers was found');
    for (const uid of [SOMEBODY, NOBODY]) {
      const report = await probed(task, uid);
      ground.tried(report.tried);
      if (report.uid !== uid) ground.found('other', `the probe ran as ${report.uid}, not as ${uid}`);
      for (const what of report.got) ground.found('letIn', `uid ${uid}: ${what}`);
    }
  },
};

/** The gateway's own port is everybody's door, and the simulated world is the other side's. */
async function taskOf(system: SystemUnderAttack): Promise<ProbeTask> {
  const parts = [...(await system.parts())].filter(([name]) => !name.startsWith('simulated-'));
  const pids = [...parts.map(([, pid]) => pid), system.process.pid ?? 0];
  const listening = new Map([
    ...listeningPorts(await readFile('/proc/net/tcp', 'utf8')),
    ...listeningPorts(await readFile('/proc/net/tcp6', 'utf8').catch(() => '')), // no IPv6 here
  ]);
  const inodes = (await Promise.all(pids.map(socketsOf))).flat();
  const entries = await readdir(system.dataDir, { recursive: true, withFileTypes: true });
  const paths = (kind: 'isFile' | 'isSocket') =>
    entries.filter((entry) => entry[kind]()).map((entry) => join(entry.parentPath, entry.name));
  const unix = (await readFile('/proc/net/unix', 'utf8'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => inodes.includes(fields[6] ?? '') && fields[7]?.startsWith('/'))
    .map((fields) => fields[7] ?? '');
  return {
    folder: system.dataDir,
    files: paths('isFile').filter((path) => !/\/(postgres\/(base|global|pg_)|world\/)/.test(path)),
    pids,
    ports: inodes.flatMap((inode) => listening.get(inode) ?? []).filter((port) => port !== Number(new URL(system.url).port)),
    sockets: [...new Set([...paths('isSocket'), ...unix])],
  };
}

async function socketsOf(pid: number): Promise<readonly string[]> {
  const links = await Promise.all((await readdir(`/proc/${pid}/fd`)).map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => ''))); // closed meanwhile
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** The checkout may be closed to the other user: the probe is taken out of it. */
async function probed(task: ProbeTask, uid: number): Promise<ProbeReport> {
  const folder = await mkdtemp(join(tmpdir(), 'soulsync-probe-'));
  try {
    await chmod(folder, 0o755);
    const probe = join(folder, 'probe.mjs');
    await copyFile(inCheckout('apps', 'launcher', 'dist', 'attack', 'other-user-probe.js'), probe);
    await chmod(probe, 0o644);
    await writeFile(join(folder, 'package.json'), '{}');
    const { stdout, stderr } = spawnSync(process.execPath, [probe, JSON.stringify(task)], {
      uid,
      gid: uid,
      cwd: '/',
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (!stdout.startsWith('{')) throw new Error(`the probe as uid ${uid} said nothing: ${stderr}`);
    return JSON.parse(stdout) as ProbeReport; // its last word
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
