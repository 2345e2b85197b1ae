import { spawnSync } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { EVENT_STREAM } from '@soulsync/contracts';
import { acknowledged } from '../commander.js';
import type { Attack, Ground } from '../ground.js';
import { compare } from '../ledger.js';
import type { Acknowledged } from '../ledger.js';
import { blockedPeers } from '../owner-access.js';
import { json } from '../send.js';
import { mustEqualRebuild, settled } from '../settled-world.js';
import { startWorld } from '../system-under-attack.js';
import type { SystemUnderAttack } from '../system-under-attack.js';

const ENTRIES = 40;
const ALARM_MS = 90_000;
const ANSWER_MS = 20_000;
const COMMANDS = 25;

interface Issue {
  readonly code: string;
  readonly message: string;
}

/** Does it say that the log lost something? That the log does not answer just now is another matter. */
export const isAlarm = ({ code, message }: Issue): boolean =>
  code !== 'event-log-unavailable' &&
  /event[ -]log|log of events/i.test(`${code} ${message}`) &&
  /lost|older|anew|ends? early|set back|missing/i.test(`${code} ${message}`);

export const rollBacks: Attack = {
  name: 'roll-backs',
  about: 'the log set back by what came last, its stream deleted, Postgres alone set back: never silence, and all read models right after',
  small: false,
  on: 'own',
  async run(ground) {
    const dataDir = await ground.folder();
    const earlier = await ground.folder();
    const start = () => startWorld(dataDir, ['--seed', ground.seed]);

    let system = await start();
    if (!ground.small) await settled(system, ENTRIES);
    const first = await block(ground, system, 'before');
    await system.stop();
    await cp(join(dataDir, 'nats'), join(earlier, 'nats'), { recursive: true });
    copyOwned(join(dataDir, 'postgres'), join(earlier, 'postgres'));

    // What comes after is what the restored copy does not know.
    system = await start();
    const second = await block(ground, system, 'after');
    await caughtUp(system, [...first, ...second]);
    await system.stop();

    ground.say('only Postgres is set back');
    await rm(join(dataDir, 'postgres'), { recursive: true });
    copyOwned(join(earlier, 'postgres'), join(dataDir, 'postgres'));
    ground.tried();
    system = await start();
    await mustHold(ground, system, [...first, ...second]);
    await system.stop();
    await mustEqualRebuild(ground, dataDir);

    ground.say('only the log is set back');
    await rm(join(dataDir, 'nats'), { recursive: true });
    await cp(join(earlier, 'nats'), join(dataDir, 'nats'), { recursive: true });
    ground.tried();
    system = await start();
    const raised = await mustAlarm(ground, system, 'the log was set back', null);
    const third = await block(ground, system, 'after-the-set-back');
    await mustHold(ground, system, [...first, ...third]);
    await system.stop();
    await mustEqualRebuild(ground, dataDir);

    ground.say('the stream is deleted while all runs');
    system = await start();
    const connection = await system.owner.nats();
    await (await jetstreamManager(connection)).streams.delete(EVENT_STREAM);
    await connection.close();
    ground.tried();
    await mustAlarm(ground, system, 'the stream was deleted', raised);
    await mustHold(ground, system, await block(ground, system, 'after-the-deletion'));
    await system.stop();
    await mustEqualRebuild(ground, dataDir);
  },
};

/** With owners and modes, as a backup does it. */
function copyOwned(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${from} could not be copied: ${stderr}`);
}

/** Commands, each to its answer; what finds no answer in the time hangs. */
async function block(ground: Ground, system: SystemUnderAttack, name: string): Promise<readonly Acknowledged[]> {
  const acks: Acknowledged[] = [];
  for (let n = 0; n < COMMANDS; n += 1) {
    const username = `${name}-${n}`;
    const { body, headers } = json({ username });
    let ack: Acknowledged | null = null;
    for (const giveUpAt = Date.now() + ALARM_MS; !ack && Date.now() < giveUpAt;) {
      ack = acknowledged(username, await system.asAdmin({ method: 'POST', path: '/api/v1/blocks', body, headers, timeoutMs: ANSWER_MS }));
      if (!ack) await delay(500);
    }
    ground.tried();
    if (!ack) {
      ground.found('hung', `${username} found no answer in ${ALARM_MS} ms`);
      return acks;
    }
    acks.push(ack);
  }
  return acks;
}

/** Answers its words. An alarm that stood already says nothing about this loss. */
async function mustAlarm(ground: Ground, system: SystemUnderAttack, what: string, stood: string | null): Promise<string | null> {
  let issues: readonly Issue[] = [];
  for (const giveUpAt = Date.now() + ALARM_MS; Date.now() < giveUpAt; await delay(1_000)) {
    issues = await system.get<readonly Issue[]>('/api/v1/health-issues');
    const alarm = issues.find((issue) => isAlarm(issue) && issue.message !== stood);
    if (alarm) {
      ground.say(`${what}: "${alarm.message.slice(0, 200)}"`);
      return alarm.message;
    }
  }
  ground.found('lost', `${what}, and nothing said so in ${ALARM_MS} ms; issues: ${issues.map(({ code }) => code).join(', ') || 'none'}`);
  return null;
}

/** In the log once, and in the read model. */
async function mustHold(ground: Ground, system: SystemUnderAttack, acks: readonly Acknowledged[]): Promise<void> {
  const { lost, doubled } = compare(
    acks.map(({ event }) => ({ event, position: null })),
    await blockedPeers(system.owner),
  );
  for (const what of lost) ground.found('lost', what);
  for (const what of doubled) ground.found('doubled', what);
  const shown = await caughtUp(system, acks);
  for (const { event } of acks.filter((ack) => !shown.has(ack.event)))
    ground.found('hung', `${event} is in the log and never came into the list`);
}

/** What the list of blocked peers shows once it shows all of these, or the time is over. */
async function caughtUp(system: SystemUnderAttack, acks: readonly Acknowledged[]): Promise<ReadonlySet<string>> {
  let shown: ReadonlySet<string> = new Set();
  for (const giveUpAt = Date.now() + ALARM_MS; Date.now() < giveUpAt; await delay(500)) {
    const rows = await system.get<readonly { readonly id: string }[]>('/api/v1/blocks?_start=0&_end=500');
    shown = new Set(rows.map(({ id }) => `PeerBlocked ${id}`));
    if (acks.every(({ event }) => shown.has(event))) break;
  }
  return shown;
}
