import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { wishesProjection } from './wishes.projection.js';

const event = (type: string, data: object = {}) => ({ type, aggregateId: 'a1', data }) as unknown as EventEnvelope; // all that a row reads of it
const requested = event('AcquisitionRequested', { recording: { title: 'Harbour Lights', artists: [], album: null }, requestedAt: 'then' });
const wished = event('AcquisitionWished', { cause: 'nothing-offered', attempts: 1, nextAttemptAt: null });

describe('a wish that was cancelled', () => {
  it('is listed again when it was tried again and nothing was got', () => {
    const row = [requested, wished, event('AcquisitionCancelled'), event('WishRetried'), wished].reduce<Record<string, unknown> | null>(
      (before, one) => wishesProjection.evolve(before, one, 'a1'),
      null,
    );
    expect(row).toMatchObject({ title: 'Harbour Lights', state: 'stopped' });
  });
});
