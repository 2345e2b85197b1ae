import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventEnvelope } from '@soulsync/contracts';
import type { Attack, Ground } from '../ground.js';
import { logOf, ownerAccess } from '../owner-access.js';
import type { OwnerAccess } from '../owner-access.js';
import { pulse } from '../pulse.js';
import { json, send } from '../send.js';
import type { Reply, Sent } from '../send.js';
import { begin, saying } from '../system-under-attack.js';
import type { SystemUnderAttack } from '../system-under-attack.js';

const CONNECTIONS = 200;
const LOGIN_MS = 3_000;
const SLOWER = 8;
const GIVE_UP_MS = 20_000;
const PING_MS = 5_000;
const RACERS = 10;
/** An event may follow its account a moment later. */
const REPORT_MS = 20_000;

const login = (url: string, name: string, password: string, more: Partial<Sent> = {}): Promise<Reply> =>
  send(url, { method: 'POST', path: '/api/v1/session', ...json({ name, password }), timeoutMs: GIVE_UP_MS, ...more });

/** What a right sign-in may take: 3 s, and more only on a machine that is slow without any flood. */
export const allowedMs = (undisturbedMs: number): number => Math.max(LOGIN_MS, SLOWER * undisturbedMs);

export const logins: Attack = {
  name: 'logins',
  about: `${CONNECTIONS} connections of wrong logins beside a right one, and a set-up code that ${RACERS} use at once`,
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    const manyAddresses = (n: number) => `127.0.${1 + (n % 50)}.${1 + (n % 200)}`;
    await flood(ground, system, 'from many addresses, under many names', (n, turn) => ({
      name: `nobody-${n}-${turn}`,
      from: manyAddresses(n),
    }));
    if (!ground.small) {
      await flood(ground, system, "from many addresses, under the admin's name", (n) => ({
        name: 'admin',
        from: manyAddresses(n + 1_000),
      }));
      await flood(ground, system, 'from one address, under many names', (n, turn) => ({ name: `nobody-${n}-${turn}`, from: '127.9.9.9' }));
    }
    await race(ground);
  },
};

/** macOS has one address of loopback; there the flood comes from the admin's own. */
const addressed = (from: string): { from?: string } => (process.platform === 'linux' ? { from } : {});

async function flood(
  ground: Ground,
  system: SystemUnderAttack,
  how: string,
  who: (connection: number, turn: number) => { readonly name: string; readonly from: string },
): Promise<void> {
  const undisturbed = await login(system.url, 'admin', system.password);
  const limitMs = allowedMs(undisturbed.ms);
  let stopped = false;
  const counts = new Map<string, number>();
  const beating = pulse(system.url);
  const flooding = Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, n) => {
      const connection = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let turn = 0; !stopped; turn += 1) {
        const { name, from } = who(n, turn);
        const reply = await login(system.url, name, `a wrong password ${turn}`, { connection, ...addressed(from) });
        ground.tried();
        const outcome = reply.kind === 'answer' ? String(reply.status) : reply.kind;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        if (outcome === '200') ground.found('letIn', `a wrong password was right (${how})`);
        await delay(20);
      }
      connection.destroy();
    }),
  );
  await delay(1_500);
  for (let n = 0; n < (ground.small ? 2 : 4); n += 1) {
    const reply = await login(system.url, 'admin', system.password);
    ground.tried();
    if (reply.kind !== 'answer' || reply.status !== 200)
      ground.found(
        'hung',
        `${how}: the admin's right login got ${reply.kind === 'answer' ? `${reply.status} ${reply.body.slice(0, 200)}` : reply.kind}`,
      );
    else if (reply.ms > limitMs) ground.found('hung', `${how}: the admin's right login took ${reply.ms} ms; it may take ${limitMs}`);
    else ground.say(`${how}: the admin is in after ${reply.ms} ms (undisturbed: ${undisturbed.ms} ms)`);
    await delay(300);
  }
  stopped = true;
  await flooding;
  await beating.stop();
  ground.say(`${how}: ${[...counts].map(([outcome, count]) => `${count} × ${outcome}`).join(', ')}; longest ping ${beating.longestMs} ms`);
  if (beating.longestMs > PING_MS) ground.found('hung', `${how}: /ping waited ${beating.longestMs} ms; it may wait ${PING_MS}`);
  if ([...counts.keys()].some((outcome) => outcome === '500')) ground.found('other', `${how}: some were answered with 500`);
}

/** One code, one account, one event. */
async function race(ground: Ground): Promise<void> {
  const folder = await ground.folder();
  const begun = begin(['up', '--data', folder, '--port', '0']);
  const [, code = ''] = await saying(begun, /Set-up code for the first account: (\S+)/);
  const [, url = ''] = await saying(begun, /SoulSync is at (\S+)/);
  try {
    const setUp = (name: string, used: string) =>
      send(url, {
        method: 'POST',
        path: '/api/v1/setup',
        ...json({ code: used, name, password: 'a long enough password' }),
        timeoutMs: GIVE_UP_MS,
      });
    const wrong = await setUp('wrong', `${code}x`);
    const replies = await Promise.all(Array.from({ length: RACERS }, (_, n) => setUp(`first-${n}`, code)));
    const later = await setUp('late', code);
    ground.tried(RACERS + 2);
    const taken = replies.filter((reply) => reply.kind === 'answer' && reply.status === 200).length;
    if (taken > 1) ground.found('doubled', `the set-up code was taken from ${taken} at once`);
    if (taken === 0) ground.found('lost', `nobody of ${RACERS} could use the set-up code`);
    for (const late of [wrong, later])
      if (late.kind === 'answer' && late.status < 400) ground.found('letIn', 'a wrong or used set-up code made an account');
    const owner = ownerAccess(folder);
    const accounts = (await owner.query<{ id: string }>('SELECT "id" FROM gateway.account')).map(({ id }) => id).sort();
    let created: readonly string[] = [];
    for (const giveUpAt = Date.now() + REPORT_MS; Date.now() < giveUpAt && created.join() !== accounts.join(); await delay(200))
      created = await createdAccounts(owner);
    if (accounts.length > 1) ground.found('doubled', `${accounts.length} first accounts`);
    if (created.join() !== accounts.join())
      ground.found('lost', `accounts are ${accounts.join(', ')}, and AccountCreated tells of ${created.join(', ') || 'none'}`);
  } finally {
    begun.process.kill('SIGTERM');
    await begun.ended;
  }
}

async function createdAccounts(owner: OwnerAccess): Promise<readonly string[]> {
  return (await logOf(owner))
    .filter(({ subject }) => subject.startsWith('es.account.'))
    .flatMap(({ text }) => JSON.parse(text) as EventEnvelope[]) // written by our own services
    .filter(({ type }) => type === 'AccountCreated')
    .map(({ aggregateId }) => aggregateId)
    .sort();
}
