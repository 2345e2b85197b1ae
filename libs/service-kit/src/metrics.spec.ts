import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { metrics } from './metrics.js';

const blockedSeconds = async (of: ReturnType<typeof metrics>) =>
  Number(/^soulsync_event_loop_longest_block_seconds\{.*\} (\S+)$/m.exec(await of.registry.metrics())?.[1]);

describe('the figures of a service', () => {
  it('tell the longest time for which the process answered nobody, to each reader', async () => {
    const [one, other] = [metrics('one', '1'), metrics('other', '1')];
    await delay(100);
    for (const until = performance.now() + 400; performance.now() < until;);
    await delay(100);
    for (const service of [one, other, one]) expect(await blockedSeconds(service)).toBeGreaterThanOrEqual(0.35);
  });
});
