import { describe, expect, it } from '@jest/globals';
import type { TransferFailure } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import { peer } from '../domain/peer/peer.js';
import { peerAvailability, peerStreamId } from './observed-peers.js';

const HOUR_MS = 3_600_000;
const offers = [{ username: 'pier' }, { username: 'quay' }];

/** The list of blocked peers is the test's; the clock too. */
function ground(blocked: readonly string[] = []) {
  let [monotonicMs, stepped] = [0, 0];
  const peers = commandHandler(inMemoryEventStore(), peer);
  const clock = {
    now: () => new Date(Date.parse('2026-11-30T12:00:00.000Z') + monotonicMs + stepped).toISOString(),
    monotonicMs: () => monotonicMs,
  };
  const dataSource = {
    query: async (_: string, [names]: [readonly string[]]) => names.filter((id) => blocked.includes(id)).map((id) => ({ id })),
  };
  const availability = peerAvailability({ clock, dataSource } as unknown as Kit<AcquireConfig>, peers); // what it uses of it
  return {
    peers,
    availability,
    free: async () => {
      const found = await availability.firstFree(offers);
      return found.kind === 'free' ? found.candidate.username : found.kind;
    },
    later: (ms: number) => (monotonicMs += ms),
    setClock: (ms: number) => (stepped += ms),
  };
}

/** Of the step of an acquisition. */
const context: CommandContext = {
  commandId: 'step',
  correlationId: 'correlation',
  causationId: 'transfer chosen',
  actor: { kind: 'process', id: 'acquire' },
  traceparent: null,
  time: '2026-11-30T12:00:00.000Z',
};

describe('the first free peer', () => {
  it('is the one with the best offer that is not blocked', async () => {
    expect(await ground().free()).toBe('pier');
    expect(await ground(['pier']).free()).toBe('quay');
    expect(await ground(['pier', 'quay']).free()).toBe('blocked');
    expect(await ground().availability.firstFree([])).toEqual({ kind: 'no-offers' });
  });

  it.each<readonly [TransferFailure, number]>([
    ['peer-offline', HOUR_MS],
    ['queue-timeout', HOUR_MS / 2],
    ['stalled', HOUR_MS / 4],
  ])('is none that failed by %s and still rests, whatever is done to the clock', async (cause, restMs) => {
    const on = ground();
    await on.availability.failed('pier', cause, context);
    on.setClock(10 * HOUR_MS);
    on.later(restMs - 1);
    expect(await on.free()).toBe('quay');
    on.setClock(-20 * HOUR_MS);
    on.later(1);
    expect(await on.free()).toBe('pier');
  });

  it('may have failed by what is no fault of its own', async () => {
    const on = ground();
    await on.availability.failed('pier', 'local-disk', context);
    expect(await on.free()).toBe('pier');
  });
});

it('a peer that banned us is blocked for a week, by an event', async () => {
  const on = ground();
  await on.availability.failed('pier', 'banned', context);
  expect(await on.peers.load(peerStreamId('pier'))).toEqual({ blocked: true, until: '2026-12-07T12:00:00.000Z' });
  const { lastEvent } = await on.peers.read(peerStreamId('pier'));
  expect(lastEvent).toMatchObject({ correlationId: 'correlation', causationId: 'transfer chosen' });
});
