import { setTimeout as delay } from 'node:timers/promises';
import { seeded } from '../../demo/chaos.js';
import { commander } from '../commander.js';
import type { Attack } from '../ground.js';
import { mustBeWhole } from '../settled-world.js';
import { signalled, startWorld } from '../system-under-attack.js';

const SHORTEST_MS = 500;
const LONGEST_MS = 6_000;

export const freezes: Attack = {
  name: 'freezes',
  about: 'SIGSTOP of every part for seconds, as a sleeping disk or a busy machine does, then SIGCONT',
  small: false,
  on: 'own',
  async run(ground) {
    const system = await startWorld(await ground.folder(), ['--seed', ground.seed]);
    const commands = commander(system, 'freezes');
    const random = seeded(ground.seed);
    // Each part once at least, in a mixed order.
    const parts = [...(await system.parts()).keys()].sort(() => random() - 0.5);
    const frozen = ground.small ? parts.slice(0, 3) : [...parts, ...parts.slice(0, 6)];
    for (const part of frozen) {
      const pid = (await system.parts()).get(part);
      if (pid === undefined || !signalled(pid, 'SIGSTOP')) continue;
      ground.tried();
      await delay(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS));
      signalled(pid, 'SIGCONT');
      await delay(300);
    }
    ground.say(`${frozen.length} freezes; ${commands.acks.length} commands acknowledged`);
    await mustBeWhole(ground, system, commands);
  },
};
