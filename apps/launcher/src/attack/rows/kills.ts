import { setTimeout as delay } from 'node:timers/promises';
import type { PublishedEnvelope, PublishedEvent, ServiceName } from '@soulsync/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { seeded } from '../../demo/chaos.js';
import { commander } from '../commander.js';
import type { Commander } from '../commander.js';
import type { Attack, Ground } from '../ground.js';
import { mustBeWhole } from '../settled-world.js';
import { startWorld } from '../system-under-attack.js';
import type { SystemUnderAttack } from '../system-under-attack.js';

/** A part is killed the moment this event is stored: before its writer could say so, or do what comes next. */
const points: Readonly<Partial<Record<PublishedEvent['type'], ServiceName>>> = {
  PeerBlocked: 'acquire-svc',
  TransferQueued: 'acquire-svc',
  FileArrived: 'acquire-svc',
  FilingStarted: 'organize-svc',
  FileVerified: 'organize-svc',
  FileTagged: 'organize-svc',
  FilePublished: 'organize-svc',
  FilingTidied: 'organize-svc',
  RecordingMatched: 'match-svc',
  EntriesAdded: 'catalog-svc',
  ScanRequested: 'plex-svc',
};
const KILLS_A_POINT = 4;
const POINT_GAP_MS = 1_500;
const KILLING_MS = 150_000;
const SMALL_MS = 25_000;
const MOST_AT_ONCE = 5;
const RECOVERY_MS = 15_000;

export const kills: Attack = {
  name: 'kills',
  about: 'SIGKILL of every part at random moments and at the worst ones, while a world is worked through',
  small: false,
  on: 'own',
  async run(ground) {
    const system = await startWorld(await ground.folder(), ['--seed', ground.seed]);
    const commands = commander(system, 'kills');
    const random = seeded(ground.seed);
    const atPoints = await killAtPoints(ground, system);
    const rebuilds = new Set<string>();
    let killed = 0;
    const endsAt = Date.now() + (ground.small ? SMALL_MS : KILLING_MS);
    for (let burst = 1; Date.now() < endsAt; burst += 1) {
      for (let left = 1 + Math.floor(random() * MOST_AT_ONCE); left > 0; left -= 1) {
        const parts = [...(await system.parts()).keys()];
        const part = parts[Math.floor(random() * parts.length)];
        if (part !== undefined && (await system.signal(part, 'SIGKILL'))) {
          ground.tried();
          killed += 1;
        }
        await delay(random() * 400);
      }
      await goesOn(commands);
      if (burst % 6 === 0) await killInRebuild(ground, system, random, rebuilds);
      if (burst % 15 === 0) ground.say(`${killed} random kills; ${commands.acks.length} commands acknowledged`);
    }
    const counts = await atPoints.stop();
    ground.say(`killed at points: ${JSON.stringify(counts)}; in rebuilds of ${[...rebuilds].join(', ')}`);
    const unseen = Object.keys(points).filter((type) => counts[type] === undefined);
    if (!ground.small && unseen.length > 0) ground.skipped(`kills at ${unseen.join(', ')}: none of them was stored while we listened`);
    if (!ground.small && !counts['FilePublished'] && !counts['FileTagged'])
      ground.found('other', 'nothing was killed while it published a file');
    await mustBeWhole(ground, system, commands);
  },
};

/** Until a command was taken again: a system that never gets on its feet between two bursts has nothing to lose. Bounded, since the next burst may hit it on its way, too. */
async function goesOn(commands: Commander): Promise<void> {
  const before = commands.acks.length;
  for (const giveUpAt = Date.now() + RECOVERY_MS; Date.now() < giveUpAt && commands.acks.length === before;) await delay(100);
}

/** Listens to the log over core NATS, which tells of a message as soon as it is stored. */
async function killAtPoints(ground: Ground, system: SystemUnderAttack): Promise<{ stop(): Promise<Readonly<Record<string, number>>> }> {
  const connection: NatsConnection = await system.owner.nats();
  const counts: Record<string, number> = {};
  let lastAt = 0;
  connection.subscribe('es.>', {
    callback: (error, message) => {
      if (error) return;
      const point = message
        .json<readonly PublishedEnvelope[]>()
        .find(({ type }) => points[type] !== undefined && (counts[type] ?? 0) < KILLS_A_POINT);
      const part = point && points[point.type];
      if (!point || !part || Date.now() - lastAt < POINT_GAP_MS) return;
      lastAt = Date.now();
      counts[point.type] = (counts[point.type] ?? 0) + 1;
      void system.signal(part, 'SIGKILL').then((killed) => killed && ground.tried());
    },
  });
  await connection.flush();
  return {
    async stop() {
      await connection.close();
      return counts;
    },
  };
}

/** The read model is being built anew when its service dies. */
async function killInRebuild(ground: Ground, system: SystemUnderAttack, random: () => number, rebuilt: Set<string>): Promise<void> {
  const reply = await system.asAdmin({ method: 'GET', path: '/api/v1/projections', timeoutMs: 5_000 });
  if (reply.kind !== 'answer' || reply.status !== 200) return; // the gateway was just killed
  const all = JSON.parse(reply.body) as readonly { id: string; service: string }[]; // the shape of ProjectionStatus
  const one = all[Math.floor(random() * all.length)];
  if (!one) return;
  const asked = await system.asAdmin({ method: 'POST', path: `/api/v1/projections/${one.id}/rebuild`, timeoutMs: 5_000 });
  if (asked.kind !== 'answer' || asked.status !== 200) return; // likewise
  await delay(random() * 60);
  if (!(await system.signal(one.service, 'SIGKILL'))) return;
  rebuilt.add(one.id);
  ground.tried();
}
