import { describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@soulsync/contracts';
import { envelopeOf } from '@soulsync/event-store/testing';
import { throughputProjection as projection } from './throughput.projection.js';

/** Rows after these events, each at its time of one morning. */
function after(...events: readonly (readonly [time: string, event: object])[]): Record<string, object> {
  const rows: Record<string, Record<string, unknown>> = {};
  for (const [time, event] of events) {
    const envelope = {
      ...envelopeOf(event as DomainEvent, { aggregateType: 'acquisition', aggregateId: 'a1' }),
      time: `2026-11-30T${time}Z`,
    }; // what is read of it
    for (const key of projection.keys(envelope)) {
      const row = projection.evolve(rows[key] ?? null, envelope, key);
      if (row) rows[key] = row;
    }
  }
  return rows;
}
const arrived = (sizeBytes: number) => ({ type: 'FileArrived', data: { sizeBytes } });
const filed = { type: 'FilePublished', data: {} };
const searched = { type: 'SearchPerformed', data: {} };

describe('what was searched, fetched and filed', () => {
  it('is counted by the five minutes in which it happened', () => {
    expect(after(['10:00:00.000', searched], ['10:04:59.999', arrived(24)], ['10:04:59.999', arrived(6)], ['10:05:00.000', filed])).toEqual(
      {
        '2026-11-30T10:00:00.000Z': {
          id: '2026-11-30T10:00:00.000Z',
          from: '2026-11-30T10:00:00.000Z',
          files: 2,
          bytes: 30,
          filed: 0,
          searches: 1,
        },
        '2026-11-30T10:05:00.000Z': {
          id: '2026-11-30T10:05:00.000Z',
          from: '2026-11-30T10:05:00.000Z',
          files: 0,
          bytes: 0,
          filed: 1,
          searches: 0,
        },
      },
    );
  });

  it('has files that arrived in logs of before, whose size nobody knew', () => {
    expect(after(['10:00:00.000', { type: 'TransferFinished', data: { offer: { sizeBytes: null } } }])).toMatchObject({
      '2026-11-30T10:00:00.000Z': { files: 1, bytes: 0 },
    });
  });

  it('is nothing else that happens', () => expect(after(['10:00:00.000', { type: 'OffersRanked', data: {} }])).toEqual({}));
});
