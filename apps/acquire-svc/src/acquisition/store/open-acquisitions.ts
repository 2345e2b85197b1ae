import type { AcquisitionId } from '@soulsync/contracts';
import type { OpenQuestion } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';

const idsOf = (rows: readonly { readonly id: AcquisitionId }[]) => rows.map(({ id }) => id);

/** Those of which nothing is to be ended first; none but what transfers while downloads are paused. */
export async function openAcquisitions(
  dataSource: DataSource,
  paused: boolean,
  { except, limit }: OpenQuestion<AcquisitionId>,
): Promise<readonly AcquisitionId[]> {
  const rows: { id: AcquisitionId }[] = await dataSource.query(
    `SELECT "id" FROM acquire.acquisitions WHERE "state" = ANY($1) AND cardinality("ending") = 0 AND NOT ("id" = ANY($2))
      ORDER BY ("state" = 'transferring') DESC, "requestedAt", "id" LIMIT $3`,
    [paused ? ['transferring'] : ['transferring', 'searching', 'requested'], except, limit],
  );
  return idsOf(rows);
}

/** Those of which something was given up and is still to be ended at the network. */
export async function endingAcquisitions(
  dataSource: DataSource,
  { except, limit }: OpenQuestion<AcquisitionId>,
): Promise<readonly AcquisitionId[]> {
  const rows: { id: AcquisitionId }[] = await dataSource.query(
    `SELECT "id" FROM acquire.acquisitions WHERE cardinality("ending") > 0 AND NOT ("id" = ANY($1)) ORDER BY "requestedAt", "id" LIMIT $2`,
    [except, limit],
  );
  return idsOf(rows);
}
