import { setTimeout as delay } from 'node:timers/promises';
import type { Acknowledged } from './ledger.js';
import { blocked } from './owner-access.js';
import { json } from './send.js';
import type { Reply } from './send.js';
import type { SystemUnderAttack } from './system-under-attack.js';

/** What an answer of `blocks` acknowledged; null: nothing. */
export function acknowledged(username: string, reply: Reply): Acknowledged | null {
  if (reply.kind !== 'answer' || reply.status !== 200) return null;
  const { position } = JSON.parse(reply.body) as { position: string | null }; // the shape of Accepted
  return { event: blocked(username), position };
}

/** Sends commands as a patient client does, one after the other: what is not answered with success is sent again under the same key. */
export interface Commander {
  readonly acks: readonly Acknowledged[];
  /** Commands begun, not tries. */
  readonly sent: number;
  /** Takes the last command to its answer; names those that got none. */
  stop(withinMs?: number): Promise<readonly string[]>;
}

const ANSWER_MS = 15_000;
const PAUSE_MS = 100;
const AT_ONCE = 3;

export function commander(system: Pick<SystemUnderAttack, 'asAdmin'>, name: string): Commander {
  const acks: Acknowledged[] = [];
  const unanswered: string[] = [];
  let sent = 0;
  let stopping = false;
  let giveUpAt = Infinity;

  async function command(): Promise<void> {
    const username = `${name}-${(sent += 1)}`;
    const { body, headers } = json({ username });
    for (;;) {
      const reply = await system.asAdmin({
        method: 'POST',
        path: '/api/v1/blocks',
        body,
        headers: { ...headers, 'Idempotency-Key': `key-${username}` },
        timeoutMs: ANSWER_MS,
      });
      const ack = acknowledged(username, reply);
      if (ack) return void acks.push(ack);
      if (Date.now() > giveUpAt)
        return void unanswered.push(`${username}: ${reply.kind === 'answer' ? reply.body.slice(0, 200) : reply.kind}`);
      await delay(PAUSE_MS);
    }
  }

  const running = Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (!stopping) {
        await command();
        await delay(PAUSE_MS);
      }
    }),
  );
  return {
    acks,
    get sent() {
      return sent;
    },
    async stop(withinMs = 60_000) {
      stopping = true;
      giveUpAt = Date.now() + withinMs;
      await running;
      return unanswered;
    },
  };
}
