import { published } from '@soulsync/contracts';
import type { EventEnvelope, ThroughputRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

const SLICE_MS = 300_000;

/** The five minutes that an event belongs to, by their beginning. */
const sliceOf = ({ time }: EventEnvelope) => new Date(Math.floor(Date.parse(time) / SLICE_MS) * SLICE_MS).toISOString();

const nothing = { files: 0, bytes: 0, filed: 0, searches: 0 };

/** What was searched, fetched and filed, in slices of five minutes: days and hours are summed from them, in whatever time zone. */
export const throughputProjection = projection<ThroughputRow>({
  name: 'throughput',
  version: 1,
  key: 'id',
  columns: { id: 'text', from: 'timestamptz', files: 'integer', bytes: 'bigint', filed: 'integer', searches: 'integer' },
  indexes: ['("from")'],
  keys: (event) => (counted.has(event.type) ? [sliceOf(event)] : []),
  evolve(row, envelope, id) {
    const before = row ?? { id, from: id, ...nothing };
    const event = published(envelope);
    switch (event.type) {
      case 'SearchPerformed':
        return { ...before, searches: before.searches + 1 };
      case 'FileArrived':
        return { ...before, files: before.files + 1, bytes: before.bytes + event.data.sizeBytes };
      case 'TransferFinished':
        return { ...before, files: before.files + 1, bytes: before.bytes + (event.data.offer.sizeBytes ?? 0) };
      case 'FilePublished':
        return { ...before, filed: before.filed + 1 };
      default:
        return before;
    }
  },
});

const counted: ReadonlySet<string> = new Set(['SearchPerformed', 'FileArrived', 'TransferFinished', 'FilePublished']);
