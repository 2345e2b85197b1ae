import { describe, expect, it } from '@jest/globals';
import type { WantedRecordingId } from '@soulsync/contracts';
import type { Cause } from './decision-causes.js';
import { decisionCauses } from './decision-causes.js';

const one = 'one' as WantedRecordingId; // the test's own
const cause = (id: string, aggregateType = 'library-album'): Cause => ({ id, aggregateType, correlationId: id, traceparent: null });

describe('what made a decision due', () => {
  it('is known while the decision is answered, and forgotten with the next ones', () => {
    const causes = decisionCauses();
    causes.note(one, cause('indexed'));
    causes.turn();
    expect(causes.of(one)?.id).toBe('indexed');
    causes.turn();
    expect(causes.of(one)).toBeNull();
  });

  it('is what happened since, where the former decision was only just answered', () => {
    const causes = decisionCauses();
    causes.note(one, cause('indexed'));
    causes.turn();
    causes.note(one, cause('removed'));
    expect(causes.of(one)?.id).toBe('removed');
  });

  it('is what happened to the recording itself rather than a change of the library', () => {
    const causes = decisionCauses();
    causes.note(one, cause('wanted', 'wanted-recording'));
    causes.note(one, cause('indexed'));
    expect(causes.of(one)?.id).toBe('wanted');
  });
});
