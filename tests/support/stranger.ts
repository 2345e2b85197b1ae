import { spawn } from 'node:child_process';

/** What another user of the machine got to. Empty lists are what we want. */
export interface Found {
  readonly read: readonly string[];
  readonly connected: readonly string[];
  readonly environments: readonly number[];
  readonly signalled: readonly number[];
  /** Of NATS, to somebody who says no name. */
  readonly natsSaid: readonly string[];
}

export interface Target {
  readonly folders: readonly string[];
  /** Tried by name, also where their folder can't be listed. */
  readonly files: readonly string[];
  readonly sockets: readonly string[];
  readonly natsPorts: readonly number[];
  readonly pids: readonly number[];
}

/** Runs as that user, and so from text: the checkout may be closed to it. */
const program = `
  const fs = require('node:fs'), net = require('node:net'), path = require('node:path');
  const target = JSON.parse(process.argv[1]);
  const can = (work) => { try { work(); return true; } catch { return false; } };
  const read = [];
  const walk = (at) => {
    let names = [];
    try { names = fs.readdirSync(at); read.push(at); } catch {} // closed, or a file: read below
    for (const name of names) walk(path.join(at, name));
    if (can(() => fs.readFileSync(at))) read.push(at);
  };
  target.folders.forEach(walk);
  target.files.forEach((file) => can(() => fs.readFileSync(file)) && read.push(file));
  const dial = (where) => new Promise((done) => {
    const socket = net.connect(where, () => { socket.destroy(); done(true); });
    socket.once('error', () => done(false));
  });
  const nats = (port) => new Promise((done) => {
    let words = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write('CONNECT {"verbose":true}\\r\\nSUB > 1\\r\\nPING\\r\\n'));
    socket.on('data', (chunk) => (words += chunk));
    socket.once('error', () => done(words));
    socket.once('close', () => done(words));
    setTimeout(() => { socket.destroy(); done(words); }, 3000);
  });
  (async () => {
    const connected = [];
    for (const one of target.sockets) if (await dial(one)) connected.push(one);
    const natsSaid = [];
    for (const port of target.natsPorts) natsSaid.push((await nats(port)).split('\\r\\n').slice(1).join(' ').trim());
    process.stdout.write(JSON.stringify({
      read, connected, natsSaid,
      environments: target.pids.filter((pid) => can(() => fs.readFileSync('/proc/' + pid + '/environ'))),
      signalled: target.pids.filter((pid) => can(() => process.kill(pid, 'SIGTERM'))),
    }));
  })();
`;

/** Tries everything as another user of this machine. Needs root. */
export function asStranger(uid: number, gid: number, target: Target): Promise<Found> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', program, JSON.stringify(target)], {
      uid,
      gid,
      cwd: '/',
      detached: true, // in a session of its own, as a stranger is
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let answer = '';
    let trouble = '';
    child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(answer) as Found) : reject(new Error(trouble)))); // written above
  });
}
