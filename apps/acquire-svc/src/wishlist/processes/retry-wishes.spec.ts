import { expect, it } from '@jest/globals';
import type { AcquisitionEvent, AcquisitionId, EventEnvelope, WantedRecordingId } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { retryWishes } from './retry-wishes.js';

const at = '2026-11-30T12:00:00.000Z';
const acquisitionId = 'a1' as AcquisitionId;
const about = { acquisitionId, subject: { kind: 'recording', recordingId: 'r1' as WantedRecordingId } } as const;
const envelope = ({ type, data }: AcquisitionEvent): EventEnvelope => ({
  id: newId(),
  type,
  schemaVersion: 1,
  aggregateType: 'acquisition',
  aggregateId: acquisitionId,
  version: 1,
  time: at,
  data,
  actor: { kind: 'process', id: 'test' },
  correlationId: 'c',
  causationId: null,
  traceparent: null,
});
const wished = (nextAttemptAt: string | null): AcquisitionEvent => ({
  type: 'AcquisitionWished',
  data: { ...about, cause: 'nothing-offered', attempts: 1, nextAttemptAt, at },
});

const retried: string[] = [];
const rule = retryWishes(
  async (id) => void retried.push(id),
  () => 1_000,
);

it('a wish with a time is tried at that time; one that waits for a person takes the time back', () => {
  const dueAt = '2026-11-30T13:00:00.000Z';
  expect(rule.plan(envelope(wished(dueAt)))).toEqual([{ set: { id: acquisitionId, dueAt, data: {} } }]);
  expect(rule.plan(envelope(wished(null)))).toEqual([{ clear: acquisitionId }]);
});

it.each<AcquisitionEvent>([
  { type: 'WishRetried', data: { ...about, by: 'person:ann', at } },
  { type: 'WishIgnored', data: { ...about, by: 'person:ann', at } },
  { type: 'AcquisitionCancelled', data: { ...about, by: 'person:ann', at } },
])('$type ends the wait', (event) => {
  expect(rule.on).toContain(event.type);
  expect(rule.plan(envelope(event))).toEqual([{ clear: acquisitionId }]);
});

it('what is due is tried', async () => {
  await rule.fire({ id: acquisitionId, dueAt: at, data: {} });
  expect(retried).toEqual([acquisitionId]);
});
