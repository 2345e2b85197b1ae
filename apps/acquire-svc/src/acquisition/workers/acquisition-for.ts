import type { AcquisitionId } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { Acquisition } from '../domain/acquisition/acquisition.js';

/** The acquisition of a missing recording has an id of its own; one of before that has the recording's, and goes on under it. */
export async function acquisitionFor(
  acquisitions: { load(id: string): Promise<Acquisition> },
  recordingId: string,
): Promise<AcquisitionId> {
  const former = (await acquisitions.load(recordingId)).status !== 'none';
  return (former ? recordingId : uuid5(recordingId, 'acquisition')) as AcquisitionId; // branded here, where it is made
}
