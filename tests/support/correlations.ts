import { connect } from '@nats-io/transport-node';
import { serviceNames } from '@soulsync/contracts';
import type { EventEnvelope } from '@soulsync/contracts';
import { jetStreamEventStore } from '@soulsync/event-store';
import { startInfrastructure } from '@soulsync/launcher';

/** An event as a test looks at what led to it. */
export type LoggedEvent = Pick<
  EventEnvelope,
  'id' | 'type' | 'aggregateType' | 'aggregateId' | 'correlationId' | 'causationId' | 'actor'
> & {
  readonly data: Readonly<Record<string, unknown>>;
};

/** The log of a data folder whose system has stopped. */
export async function eventsOfFolder(dataDir: string): Promise<readonly LoggedEvent[]> {
  const infrastructure = await startInfrastructure(dataDir);
  const connection = await connect(infrastructure.administrator.nats);
  try {
    const store = await jetStreamEventStore({ connection });
    const events: LoggedEvent[] = [];
    for await (const commit of store.readAll(null)) events.push(...(commit.events as readonly LoggedEvent[])); // data is looked at field by field
    return events;
  } finally {
    await connection.close();
    await infrastructure.stop();
  }
}

/** The way of an entry, from the list it was added to, to the acquisition that is over; each of these leads to the next one. */
export const WAY = [
  'EntriesAdded',
  'RecordingWanted',
  'RecordingMissing',
  'AcquisitionRequested',
  'SearchPerformed',
  'TransferChosen',
  'FileArrived',
  'FilingStarted',
  'FilePublished',
  'ScanRequested',
  'FileIndexed',
  'RecordingMatched',
  'AcquisitionFulfilled',
] as const;

/** The first event of each type on the way of one published file; undefined: there is none. */
export function wayOf(events: readonly LoggedEvent[], published: LoggedEvent): ReadonlyMap<string, LoggedEvent | undefined> {
  const { filingId, acquisitionId } = published.data;
  const recordingId = published.data['recordingId'] ?? acquisitionId; // older ones bear the id of what they fetch
  const isOf: Record<(typeof WAY)[number], (event: LoggedEvent) => boolean> = {
    EntriesAdded: ({ data }) =>
      (data['entries'] as readonly { wantedRecordingId: unknown }[]).some((entry) => entry.wantedRecordingId === recordingId), // as the event has them
    RecordingWanted: ({ aggregateId }) => aggregateId === recordingId,
    RecordingMissing: ({ aggregateId }) => aggregateId === recordingId,
    AcquisitionRequested: ({ aggregateId }) => aggregateId === acquisitionId,
    SearchPerformed: ({ aggregateId }) => aggregateId === acquisitionId,
    TransferChosen: ({ aggregateId }) => aggregateId === acquisitionId,
    FileArrived: ({ aggregateId }) => aggregateId === acquisitionId,
    FilingStarted: ({ aggregateId }) => aggregateId === filingId,
    FilePublished: ({ aggregateId }) => aggregateId === filingId,
    ScanRequested: ({ data }) => (data['files'] as readonly { filingId: unknown }[]).some((file) => file.filingId === filingId), // likewise
    FileIndexed: ({ data }) => data['filingId'] === filingId,
    RecordingMatched: ({ aggregateId }) => aggregateId === recordingId,
    AcquisitionFulfilled: ({ aggregateId }) => aggregateId === acquisitionId,
  };
  return new Map(WAY.map((type) => [type, events.find((event) => event.type === type && isOf[type](event))]));
}

const services: ReadonlySet<string> = new Set([...serviceNames, 'environment']);

/** Stored because of nothing that is in the log: by a person, by a start, or the first look at a library. */
export const begins = ({ type, actor }: LoggedEvent): boolean =>
  actor.kind === 'account' || services.has(actor.id) || type === 'RootTakenIntoUse' || type === 'LibrarySweepStarted';
