import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import type { DiskSpace } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { systemClock } from './clock.js';
import { EVENT_LOG_UNAVAILABLE, eventLogWatch } from './event-log-watch.js';
import type { EventLogWatch } from './event-log-watch.js';
import { healthIssues } from './health.js';

const nobody = {} as NatsConnection; // only the real probe asks it
const disk = (freeMb: number): DiskSpace => ({ name: 'event-log', device: '8', path: '/data/nats', freeMb, sizeMb: 10_000, minFreeMb: 50 });
const health = () => healthIssues(systemClock, () => undefined);

describe('the watch over the event log', () => {
  let watch: EventLogWatch | null = null;
  afterEach(() => watch?.stop());

  it('says which disk has too little room, and takes it back only when there is clearly enough', () => {
    const issues = health();
    watch = eventLogWatch(nobody, issues, silentLogger, async () => undefined);
    watch.sawDisk(disk(50));
    expect(watch.trouble()).toBeNull();
    watch.sawDisk(disk(49));
    expect(watch.trouble()).toBe('Nothing can be stored: the disk of the event log (/data/nats) has 49 MB free, and 50 MB are needed.');
    expect(issues.list()).toMatchObject([{ code: EVENT_LOG_UNAVAILABLE, level: 'error', advice: expect.stringMatching(/^Free space/) }]);
    watch.sawDisk(disk(55));
    expect(watch.trouble()).not.toBeNull();
    watch.sawDisk(disk(60));
    expect(watch.trouble()).toBeNull();
    expect(issues.list()).toEqual([]);
  });

  it('says that the log is silent after the second missed answer, and takes it back with the first answer', async () => {
    const issues = health();
    let answers = false;
    let asked = 0;
    watch = eventLogWatch(nobody, issues, silentLogger, async () => {
      asked += 1;
      if (!answers) throw new Error('timeout');
    });
    watch.sawDisk(disk(4_000));
    watch.start();
    await delay(100);
    expect([asked, watch.trouble()]).toEqual([1, null]);
    for (let tries = 0; tries < 100 && issues.list().length === 0; tries += 1) await delay(100);
    expect(watch.trouble()).toMatch(/has not answered for .* \(timeout\); its disk \(\/data\/nats\) has 4000 MB free/);
    answers = true;
    for (let tries = 0; tries < 100 && issues.list().length > 0; tries += 1) await delay(100);
    expect([watch.trouble(), issues.list()]).toEqual([null, []]);
  });
});
