import { randomUUID } from 'node:crypto';
import type { Attack, Ground } from '../ground.js';
import { acknowledged } from '../commander.js';
import { compare } from '../ledger.js';
import type { Acknowledged } from '../ledger.js';
import { blockedPeers } from '../owner-access.js';
import { people } from '../people.js';
import { json, send } from '../send.js';
import type { Reply } from '../send.js';
import type { SystemUnderAttack } from '../system-under-attack.js';

type Headers = Readonly<Record<string, string>>;

const TIMEOUT_MS = 30_000;
const RACERS = 10;

export const idempotency: Attack = {
  name: 'idempotency',
  about: 'one Idempotency-Key for other bodies, routes, aggregates and accounts, one after the other and at once',
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    const known = people(system);
    const other = (await known.key(await known.account('editor'), 'editor')).headers;
    const acks: Acknowledged[] = [];
    const block = async (username: string, key: string, who: Headers = system.admin): Promise<Reply> => {
      const body = json({ username });
      const reply = await send(system.url, {
        method: 'POST',
        path: '/api/v1/blocks',
        body: body.body,
        headers: { ...who, ...body.headers, 'Idempotency-Key': key },
        timeoutMs: TIMEOUT_MS,
      });
      ground.tried();
      if (reply.kind === 'hung') ground.found('hung', `blocking ${username} with the key ${key.slice(0, 40)}`);
      if (reply.kind === 'answer' && reply.status >= 500) ground.found('other', `blocking ${username} was answered with ${reply.status}`);
      const ack = acknowledged(username, reply);
      if (ack) acks.push(ack);
      return reply;
    };
    const name = (what: string) => `attack-${what}-${randomUUID()}`;

    for (let round = 0; round < (ground.small ? 3 : 10); round += 1) {
      await repeated(ground, block, name('again'));
      // Another body, another account, another route: each with the key of the one before.
      const key = randomUUID();
      await block(name('first'), key);
      await block(name('other-body'), key);
      await block(name('other-account'), key, other);
      await elsewhere(ground, system, key);
      await block(name('after-another-route'), key);
      // At once: the same body, then other ones.
      const racing = randomUUID();
      const same = name('race');
      await Promise.all(Array.from({ length: RACERS }, () => block(same, racing)));
      const apart = randomUUID();
      await Promise.all(Array.from({ length: RACERS }, (_, n) => block(name(`race-${n}`), apart, n % 2 ? other : system.admin)));
    }
    for (const key of ['x'.repeat(8_000), ' ', '*', '>', 'a b', '__proto__', '\u00ff', "'; DROP TABLE x"]) {
      await block(name('odd-key'), key);
      await block(name('odd-key'), key);
    }
    const { lost, doubled } = compare(acks, await blockedPeers(system.owner));
    for (const what of lost) ground.found('lost', what);
    for (const what of doubled.filter((event) => event.includes('attack-'))) ground.found('doubled', what);
    if (acks.length === 0) ground.found('other', 'no command was taken at all');
  },
};

/** The same again is the same: the answer of then, stored once. */
async function repeated(ground: Ground, block: (username: string, key: string) => Promise<Reply>, username: string): Promise<void> {
  const key = randomUUID();
  const [first, second] = [await block(username, key), await block(username, key)];
  const outcome = (reply: Reply) => (reply.kind === 'answer' ? `${reply.status} ${reply.body}` : reply.kind);
  if (outcome(first) !== outcome(second))
    ground.found('other', `the same command twice was answered ${outcome(first)}, then ${outcome(second)}`);
}

/** A command of another aggregate under this key, taken back by an own one. */
async function elsewhere(ground: Ground, system: SystemUnderAttack, key: string): Promise<void> {
  const reply = await system.asAdmin({
    method: 'POST',
    path: '/api/v1/library/sweep',
    headers: { 'Idempotency-Key': key },
    timeoutMs: TIMEOUT_MS,
  });
  ground.tried();
  if (reply.kind === 'hung') ground.found('hung', 'a full sync with a used key');
  if (reply.kind === 'answer' && reply.status >= 500 && reply.status !== 503)
    ground.found('other', `a full sync with a used key was answered with ${reply.status}`);
}
