import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { sleep } from './clock.js';
import { underSignals } from './joined-signals.js';

const LONG_MS = 600_000;
const listeners = (...controllers: readonly AbortController[]) =>
  controllers.map(({ signal }) => getEventListeners(signal, 'abort').length);

describe('a sleep under two signals', () => {
  it('ends with either of them, also with one that has aborted before', async () => {
    for (const first of [true, false]) {
      const [stopping, woken] = [new AbortController(), new AbortController()];
      const asleep = sleep(LONG_MS, stopping.signal, woken.signal);
      (first ? stopping : woken).abort();
      await asleep;
      await sleep(LONG_MS, stopping.signal, woken.signal);
      expect(listeners(stopping, woken)).toEqual([0, 0]);
    }
  });

  it('ends by itself and leaves nothing on a signal that lives on', async () => {
    const [stopping, woken] = [new AbortController(), new AbortController()];
    for (let sleeps = 0; sleeps < 20; sleeps += 1) await sleep(0, stopping.signal, woken.signal);
    expect(listeners(stopping, woken)).toEqual([0, 0]);
  });
});

describe('work under several signals', () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      const end = () => resolve('ended');
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });

  it('is told of the first that aborts, of one that had aborted, and of the time that is over', async () => {
    const [stopping, resting] = [new AbortController(), new AbortController()];
    const running = underSignals([stopping.signal, resting.signal], untilAborted);
    resting.abort();
    expect(await running).toBe('ended');
    expect(await underSignals([stopping.signal, resting.signal], untilAborted)).toBe('ended');
    expect(await underSignals([stopping.signal], untilAborted, 1)).toBe('ended');
    expect(listeners(stopping, resting)).toEqual([0, 0]);
  });

  it('leaves nothing on them when it throws', async () => {
    const stopping = new AbortController();
    await expect(underSignals([stopping.signal], () => Promise.reject(new Error('no')), LONG_MS)).rejects.toThrow('no');
    expect(listeners(stopping)).toEqual([0]);
  });
});
