import type { EventEnvelope, WantedRecordingId } from '@soulsync/contracts';

/** Of an event what a decision goes on with. */
export type Cause = Pick<EventEnvelope, 'id' | 'aggregateType' | 'correlationId' | 'traceparent'>;

export const causeOf = ({ id, aggregateType, correlationId, traceparent }: EventEnvelope): Cause => ({
  id,
  aggregateType,
  correlationId,
  traceparent,
});

/** A change of the library concerns many recordings: it causes a decision, and each recording has a correlation of its own. */
export const isOfLibrary = ({ aggregateType }: Cause): boolean => aggregateType === 'library-album';

/** Which event made the decision of a recording due; kept until the next ones have been answered, so that nothing piles up. */
export interface DecisionCauses {
  /** What happened to the recording itself says more than a change of the library. */
  note(id: WantedRecordingId, cause: Cause): void;
  /** The next ones are gathered. */
  turn(): void;
  /** The newest; null: not known, as after a start. */
  of(id: WantedRecordingId): Cause | null;
}

export function decisionCauses(): DecisionCauses {
  let answered = new Map<WantedRecordingId, Cause>();
  let gathered = new Map<WantedRecordingId, Cause>();
  return {
    note(id, cause) {
      if (!isOfLibrary(cause) || !gathered.has(id)) gathered.set(id, cause);
    },
    turn() {
      answered = gathered;
      gathered = new Map();
    },
    of: (id) => gathered.get(id) ?? answered.get(id) ?? null,
  };
}
