import { describe, expect, it } from '@jest/globals';
import { eachId } from './each-id.js';
import { refused } from './errors.js';
import { systemClock } from './clock.js';

const request = (...ids: string[]) => ({
  body: { ids },
  context: { actor: { kind: 'account', id: 'ida' }, correlationId: 'c', traceparent: null, requestId: 'r' } as const,
});

describe('one act for many ids', () => {
  it('answers for each in their order, and what is refused holds up no other', async () => {
    const commands = new Set<string>();
    const results = await eachId(request('a', 'b', 'a', 'c'), systemClock, async (id, { commandId }) => {
      commands.add(commandId);
      await Promise.resolve();
      if (id === 'b') throw refused('nothing-to-undo', {});
      return { id, position: `p-${id}` };
    });
    expect(results.map(({ id, ok, position, reason }) => [id, ok, position, reason])).toEqual([
      ['a', true, 'p-a', null],
      ['b', false, null, 'nothing-to-undo'],
      ['c', true, 'p-c', null],
    ]);
    expect(commands.size).toBe(3);
  });

  it('fails whole where nobody said no, so that it may come again', async () => {
    await expect(eachId(request('a'), systemClock, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });
});
