import type { RaRecord } from 'react-admin';
import type { ParkedEventConsumerKind, ParkedEventReport } from '@soulsync/contracts';

export type ParkedEventRecord = RaRecord & ParkedEventReport;

/** What could not cope with the event, for people. */
export const kindNames: Readonly<Record<ParkedEventConsumerKind, string>> = {
  projection: 'Read model',
  reactor: 'Reaction',
  process: 'Process',
  deadline: 'Deadline',
  log: 'Event log',
};
