import { describe, expect, it } from '@jest/globals';
import { commandHandler, inMemoryEventStore, newId, upcasters } from '@soulsync/event-store';
import { acquisition } from '../domain/acquisition/decide.js';
import { acquisitionFor } from './acquisition-for.js';

const RECORDING = '3fa0df46-06c9-5a6d-ad10-dec4c64594b5';
const at = '2026-11-30T12:00:00.000Z';
const context = { correlationId: 'c', causationId: null, actor: { kind: 'process', id: 'test' } as const, traceparent: null, time: at };

describe('the acquisition of a missing recording', () => {
  it('has an id of its own, the same each time', async () => {
    const acquisitions = commandHandler(inMemoryEventStore(), acquisition);
    const id = await acquisitionFor(acquisitions, RECORDING);
    expect(id).not.toBe(RECORDING);
    expect(await acquisitionFor(acquisitions, RECORDING)).toBe(id);
  });

  it('goes on under the id of the recording where it was begun so', async () => {
    const former = inMemoryEventStore({ upcasters: upcasters([]) }); // as a version of before wrote it
    await former.append(
      { aggregateType: 'acquisition', aggregateId: RECORDING },
      [{ type: 'AcquisitionRequested', data: { acquisitionId: RECORDING, recording: {}, requestedAt: at } }],
      'none',
      newId(),
      context,
    );
    expect(await acquisitionFor(commandHandler(former, acquisition), RECORDING)).toBe(RECORDING);
  });
});
