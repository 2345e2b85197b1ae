import type { DataSource } from 'typeorm';
import { published } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

interface RecordingDescriptionRow {
  readonly id: string;
  readonly description: RecordingDescription;
}

/** What catalog says of each recording that was ever wanted, for a service that works on recordings: their id goes from hand to hand, not a copy. */
export const recordingDescriptions = projection<RecordingDescriptionRow>({
  name: 'recording-descriptions',
  version: 1,
  key: 'id',
  columns: { id: 'text', description: 'jsonb' },
  keys: ({ type, aggregateId }) => (type === 'RecordingWanted' || type === 'DescriptionEnriched' ? [aggregateId] : []),
  evolve(known, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'DescriptionEnriched':
        return { id, description: event.data.recording };
      default:
        return known;
    }
  },
});

/** The newest description of a recording that this service has heard of, else the one at hand; `id` null: it is none that is wanted. */
export type Described = (id: string | null, atHand: RecordingDescription) => Promise<RecordingDescription>;

export const newestDescription =
  (dataSource: Pick<DataSource, 'query'>, schema: string): Described =>
  async (id, atHand) => {
    if (id === null) return atHand;
    const rows: readonly Pick<RecordingDescriptionRow, 'description'>[] = await dataSource.query(
      `SELECT "description" FROM ${schema}.recording_descriptions WHERE "id" = $1`,
      [id],
    );
    return rows[0]?.description ?? atHand;
  };
