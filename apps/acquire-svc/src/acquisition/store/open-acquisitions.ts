import type { AcquisitionId } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

export interface OpenAcquisition {
  readonly id: AcquisitionId;
  /** Something of it was given up and is still to be ended at the network. */
  readonly ending: boolean;
}

/** Nothing but what transfers, or is to be ended, while downloads are paused. */
export function openAcquisitions(dataSource: DataSource, paused: boolean): Promise<readonly OpenAcquisition[]> {
  return dataSource.query(
    `SELECT "id", cardinality("ending") > 0 AS "ending" FROM acquire.acquisitions WHERE "state" = ANY($1) OR cardinality("ending") > 0
      ORDER BY 2 DESC, ("state" = 'transferring') DESC, "requestedAt", "id" LIMIT 200`,
    [paused ? ['transferring'] : ['transferring', 'searching', 'requested']],
  );
}
