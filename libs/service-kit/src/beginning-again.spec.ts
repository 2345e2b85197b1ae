import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { beginningAgain } from './beginning-again.js';
import type { RunningService } from './service.js';

const service = (adminUrl: string, stop: () => Promise<void> = async () => undefined) => ({ adminUrl, stop }) as unknown as RunningService; // no more of it is used

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries += 1) await delay(10);
}

describe('a service that begins again', () => {
  it('is tried again until it starts, and each failure is logged', async () => {
    const logged: unknown[] = [];
    let starts = 0;
    let again: () => void = () => undefined;
    const running = await beginningAgain(
      async (asked) => {
        starts += 1;
        again = asked;
        if (starts === 2 || starts === 3) throw new Error(`start ${starts} failed`);
        return service(String(starts));
      },
      { ...silentLogger, error: (_message, fields) => void logged.push(fields) },
      1,
    );
    again();
    await until(() => running.adminUrl === '4');
    expect([running.adminUrl, logged]).toEqual(['4', [{ error: 'start 2 failed' }, { error: 'start 3 failed' }]]);
    await running.stop();
  });

  it('is not begun again where the first start fails: whoever asked for it is told', async () => {
    let starts = 0;
    const failing = beginningAgain(
      async (again) => {
        starts += 1;
        again();
        throw new Error('no database');
      },
      silentLogger,
      1,
    );
    await expect(failing).rejects.toThrow('no database');
    await delay(20);
    expect(starts).toBe(1);
  });
});
