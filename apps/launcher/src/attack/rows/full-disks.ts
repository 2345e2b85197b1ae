import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commander } from '../commander.js';
import type { Attack } from '../ground.js';
import { mustBeWhole } from '../settled-world.js';
import { cannotMount, smallDisk } from '../small-disk.js';
import type { SmallDisk } from '../small-disk.js';
import { startWorld } from '../system-under-attack.js';

/** For each of the four disks: how long it stays full, and how long all may take to go on after. */
const FULL_MS = 12_000;
const BETWEEN_MS = 4_000;

export const fullDisks: Attack = {
  name: 'full-disks',
  about: 'the disks of data, music, downloads and logs fill up one after the other, and get room again',
  small: false,
  on: 'own',
  async run(ground) {
    const impossible = cannotMount();
    if (impossible) return ground.skipped(`full disks: ${impossible}`);
    const dataDir = await ground.folder();
    const disks = new Map<string, SmallDisk>();
    try {
      disks.set('data', smallDisk(dataDir, 900));
      disks.set('music', smallDisk(join(dataDir, 'world', 'music'), 300));
      disks.set('downloads', smallDisk(join(dataDir, 'world', 'downloads'), 200));
      disks.set('logs', smallDisk(join(dataDir, 'logs'), 60));
      // What has to be free is sized for real disks.
      const system = await startWorld(dataDir, ['--seed', ground.seed], {
        SOULSYNC_DATA_MIN_FREE_MB: '10',
        SOULSYNC_MUSIC_MIN_FREE_MB: '4',
        SOULSYNC_DOWNLOAD_MIN_FREE_MB: '4',
        SOULSYNC_EVENT_LOG_MIN_FREE_MB: '8',
      });
      const commands = commander(system, 'full-disks');
      for (const [name, disk] of disks) {
        await delay(BETWEEN_MS);
        const before = commands.acks.length;
        await disk.fill();
        ground.tried();
        await delay(FULL_MS);
        const launcherLives = system.process.exitCode === null && system.process.signalCode === null;
        if (!launcherLives) ground.found('lost', `a full disk of ${name} ended the system`);
        disk.free();
        ground.say(`the disk of ${name} was full; ${commands.acks.length - before} commands were acknowledged meanwhile`);
        if (!launcherLives) return;
      }
      await mustBeWhole(ground, system, commands);
    } finally {
      for (const disk of [...disks.values()].reverse()) disk.unmount();
    }
  },
};
