import { describe, expect, it } from '@jest/globals';
import { someContext } from '../event-store.contract.js';
import { newId } from '../ids.js';
import { inMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { processReactor, runningProcess } from './process-manager-runner.js';
import type { ProcessManager } from './process-manager-runner.js';

const greet: ProcessManager<number, { type: 'Greet'; data: { nth: number } }> = {
  name: 'greet',
  on: ['Arrived'],
  route: (event) => event.aggregateId,
  initialState: 0,
  evolve: (seen) => seen + 1,
  react: (seen) => [{ type: 'Greet', data: { nth: seen + 1 } }],
};

describe('a process manager whose input is delivered twice', () => {
  it('takes it once and hands its command over again under the same id', async () => {
    const store = inMemoryEventStore();
    const dispatched: { id: string; nth: number }[] = [];
    const reactor = processReactor(
      store,
      runningProcess({
        process: greet,
        dispatch: async (command, { commandId }) => void dispatched.push({ id: commandId, nth: command.data.nth }),
      }),
      () => '2026-11-24T12:00:00.000Z',
    );
    await store.append({ aggregateType: 'guest', aggregateId: 'ida' }, [{ type: 'Arrived', data: {} }], 'none', newId(), someContext);
    const [commit] = (await store.load({ aggregateType: 'guest', aggregateId: 'ida' })).commits;
    const input = commit?.events[0];
    if (!input) throw new Error('the input was not stored');
    await reactor.react(input);
    await reactor.react(input);
    expect(dispatched.map(({ nth }) => nth)).toEqual([1, 1]);
    expect(new Set(dispatched.map(({ id }) => id)).size).toBe(1);
    expect((await store.load({ aggregateType: 'process-greet', aggregateId: 'ida' })).commits).toHaveLength(1);
  });
});
