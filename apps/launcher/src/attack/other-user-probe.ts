/**
 * Runs as another user, copied out of the checkout: it may import Node's own modules alone. Tries everything that it is told of and prints
 * what succeeded, as one line of JSON.
 */
import { accessSync, constants, lstatSync, openSync, closeSync, readSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

export interface ProbeTask {
  readonly folder: string;
  /** Known to the owner; a closed folder must not be all that keeps them. */
  readonly files: readonly string[];
  readonly pids: readonly number[];
  readonly ports: readonly number[];
  readonly sockets: readonly string[];
}

export interface ProbeReport {
  readonly uid: number;
  readonly tried: number;
  readonly got: readonly string[];
}

const got: string[] = [];
let tried = 0;
const attempt = (what: string, act: () => boolean | void) => {
  tried += 1;
  try {
    if (act() !== false) got.push(what);
  } catch {
    // refused, as it must be
  }
};

function readable(path: string): void {
  attempt(`read ${path}`, () => {
    if (lstatSync(path).isSymbolicLink()) return false;
    const file = openSync(path, 'r');
    try {
      return readSync(file, Buffer.alloc(1)) >= 0;
    } finally {
      closeSync(file);
    }
  });
}

function walk(folder: string): void {
  attempt(`write into ${folder}`, () => writeFileSync(join(folder, '.attack'), ''));
  let names: string[] = [];
  attempt(`list ${folder}`, () => void (names = readdirSync(folder)));
  for (const name of names) {
    const path = join(folder, name);
    try {
      if (lstatSync(path).isDirectory()) walk(path);
      else readable(path);
    } catch {
      readable(path);
    }
  }
}

/** Speaks to an address in one protocol; what comes back within a moment. */
function spoken(to: { port: number; host: string } | { path: string }, words: Buffer | string): Promise<string | null> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(to, () => void socket.write(words));
    const end = (result: string | null) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1_500, () => end(heard));
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    socket.on('close', () => end(heard));
    socket.on('error', () => end(heard === '' ? null : heard));
  });
}

function startup(user: string): Buffer {
  const text = Buffer.from(`user\0${user}\0database\0postgres\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, text]);
}

/** `R`, length 8, code 0: no password was asked for. */
const TRUSTED = 'R\0\0\0\b\0\0\0\0';

async function speak(name: string, to: { port: number; host: string } | { path: string }): Promise<void> {
  tried += 4;
  const nats = await spoken(to, 'CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n');
  if (nats?.includes('PONG') && nats.includes('INFO ')) got.push(`NATS at ${name} without a password`);
  for (const user of ['soulsync', 'postgres'])
    if ((await spoken(to, startup(user)))?.startsWith(TRUSTED)) got.push(`Postgres at ${name} as ${user} without a password`);
  for (const path of ['/metrics', '/health/ready'])
    if (/^HTTP\/1\.1 [25]/.test((await spoken(to, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)) ?? ''))
      got.push(`${path} at ${name}`);
}

async function main(task: ProbeTask): Promise<void> {
  walk(task.folder);
  task.files.forEach(readable);
  for (const pid of task.pids) {
    attempt(`signal ${pid}`, () => process.kill(pid, 0));
    readable(`/proc/${pid}/environ`);
    readable(`/proc/${pid}/mem`);
    attempt(`list what ${pid} has open`, () => void readdirSync(`/proc/${pid}/fd`));
  }
  for (const path of task.sockets) {
    attempt(`reach ${path}`, () => accessSync(path, constants.W_OK));
    await speak(path, { path });
  }
  for (const port of task.ports) await speak(`port ${port}`, { port, host: '127.0.0.1' });
  const report: ProbeReport = { uid: process.getuid?.() ?? -1, tried, got };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

if (process.argv[2] !== undefined) await main(JSON.parse(process.argv[2]) as ProbeTask); // written by the row that starts it
