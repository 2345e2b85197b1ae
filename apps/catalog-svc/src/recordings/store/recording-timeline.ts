import type { RecordingTimelineRow } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';
import { inOrderOfCauses } from '../domain/in-order-of-causes.js';
import type { TimelineRow } from '../projections/recording-timelines.projection.js';

/** All that happened to a recording and the files filed for it, in order; [] where nothing is known of it. */
export async function recordingTimeline(dataSource: DataSource, recordingId: string): Promise<readonly RecordingTimelineRow[]> {
  const rows: readonly Pick<TimelineRow, 'items'>[] = await dataSource.query(
    `SELECT "items" FROM catalog.recording_timelines WHERE "recordingId" = $1 ORDER BY ("id" = $1) DESC, "id"`,
    [recordingId],
  );
  return inOrderOfCauses(rows.flatMap(({ items }) => items));
}
