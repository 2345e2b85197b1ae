import { actorText } from '@soulsync/contracts';
import type { HealthIssueRaised, ParkedEventConsumerKind, ParkedEventReport, ParkedEventDetails, CommitEvent } from '@soulsync/contracts';
import { deadLetters, isOutage, LaterEventsRead, LOG_READER, messageOf, NO_POSITION, UndecodableCommit } from '@soulsync/event-store';
import type { DeadLetter, EventStore, Logger } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import { NotFound, refused } from './errors.js';
import type { HealthIssues } from './health.js';
import type { Metrics } from './metrics.js';

export const PARKED_EVENTS_ISSUE = 'parked-events';

/** Who hands a parked event over again, by the kind of its consumer. */
export interface Retries {
  projection(id: string): Promise<void>;
  reactor(id: string): Promise<void>;
  deadline(id: string): Promise<void>;
}

export interface ParkedEventsOptions {
  readonly service: string;
  readonly schema: string;
  readonly store: Pick<EventStore, 'load'>;
  readonly dataSource: DataSource;
  readonly health: HealthIssues;
  readonly metrics: Pick<Metrics, 'parkedEvents'>;
  readonly logger: Logger;
}

/** What this service set aside. Ids are `<service>:<uuid>`. */
export interface ParkedEvents {
  list(): Promise<readonly ParkedEventReport[]>;
  details(id: string): Promise<ParkedEventDetails>;
  /** Throws Refused where it fails again, or would come too late; it stays parked then. */
  retry(id: string): Promise<void>;
  /** It stays listed, with who skipped it and when. */
  skip(id: string, by: string): Promise<void>;
  /** Counts anew, for whoever looks at health. */
  changed(): void;
  /** Set once there is someone to retry. */
  retries: Retries | null;
}

export function parkedEvents({ service, schema, store, dataSource, health, metrics, logger }: ParkedEventsOptions): ParkedEvents {
  const letters = deadLetters(schema);
  const storedId = (id: string) => (id.startsWith(`${service}:`) ? id.slice(service.length + 1) : id);
  const reported = (letter: DeadLetter) => reportOf(service, letter);

  async function found(id: string): Promise<DeadLetter> {
    const letter = await letters.find(dataSource, storedId(id));
    if (!letter) throw new NotFound(`no parked event has the id ${id}; it may have been retried meanwhile`);
    return letter;
  }

  async function count(): Promise<void> {
    const counts = await letters.counts(dataSource);
    metrics.parkedEvents(counts);
    const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
    if (total === 0) health.clear(PARKED_EVENTS_ISSUE);
    else health.raise(issueOf(total));
  }
  /** One after the other: an older count never replaces a newer one. */
  let counting: Promise<void> = Promise.resolve();
  const changed = () => {
    counting = counting.then(count).catch((error: unknown) => logger.warn('parked events are not counted', { error: messageOf(error) }));
  };

  const parked: ParkedEvents = {
    retries: null,
    changed,
    list: async () => (await letters.list(dataSource)).map(reported),
    async details(id) {
      const letter = await found(id);
      return { ...reported(letter), data: letter.event.data, commit: await commitOf(store, letter) };
    },
    async retry(id) {
      const letter = await found(id);
      const kind = kindOf(letter.reader);
      if (kind === 'log') throw refused('undecodable', {});
      if (parked.retries === null) throw refused('starting', {});
      try {
        await parked.retries[kind === 'process' ? 'reactor' : kind](letter.id);
      } catch (error) {
        throw refusedFor(error, letter);
      } finally {
        changed();
      }
    },
    async skip(id, by) {
      const letter = await found(id);
      await letters.skip(dataSource, letter.id, by);
      logger.info('a parked event is skipped', { consumer: letter.reader, eventId: letter.event.id, by });
      changed();
    },
  };
  return parked;
}

/** Processes are reactors, and so is what keeps the table of deadlines. */
function kindOf(reader: string): ParkedEventConsumerKind {
  if (reader === LOG_READER) return 'log';
  if (reader.startsWith('reactor:process-')) return 'process';
  if (reader.startsWith('reactor:')) return 'reactor';
  return reader.startsWith('deadline:') ? 'deadline' : 'projection';
}

const nameOf = (reader: string) => reader.replace(/^(reactor:process-|reactor:|deadline:)/, '');

function reportOf(service: string, letter: DeadLetter): ParkedEventReport {
  const { event, reader } = letter;
  return {
    id: `${service}:${letter.id}`,
    service,
    consumerKind: kindOf(reader),
    consumer: nameOf(reader),
    eventId: event.id,
    eventType: event.type,
    aggregateType: event.aggregateType,
    aggregateId: event.aggregateId,
    position: letter.position === NO_POSITION ? null : letter.position,
    firstFailedAt: letter.parkedAt,
    lastFailedAt: letter.lastFailedAt,
    attempts: letter.attempts,
    error: letter.error,
    state: letter.skippedAt === null ? 'parked' : 'skipped',
    skippedAt: letter.skippedAt,
    skippedBy: letter.skippedBy,
    correlationId: event.correlationId,
    causationId: event.causationId,
    actor: actorText(event.actor),
  };
}

/** By its version: a deadline was set by the event of that version, and has an id of its own. */
async function commitOf(store: Pick<EventStore, 'load'>, { event }: DeadLetter): Promise<readonly CommitEvent[]> {
  if (event.version === 0) return [];
  try {
    const { commits } = await store.load({ aggregateType: event.aggregateType, aggregateId: event.aggregateId });
    const commit = commits.find(({ events }) => events.some(({ version }) => version === event.version));
    return (commit?.events ?? []).map(({ id, type, time, version, data }) => ({ id, type, at: time, version, data }));
  } catch (error) {
    if (error instanceof UndecodableCommit) return [];
    throw error;
  }
}

function refusedFor(error: unknown, { reader }: DeadLetter): unknown {
  if (error instanceof LaterEventsRead) return refused('later-events-read', { readModel: kindOf(reader) === 'projection' ? reader : null });
  if (isOutage(error)) return error;
  return refused('failed-again', { detail: messageOf(error) });
}

const issueOf = (count: number): HealthIssueRaised => ({ code: PARKED_EVENTS_ISSUE, level: 'warning', params: { count } });
