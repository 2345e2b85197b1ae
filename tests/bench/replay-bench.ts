import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import { jetStreamEventStore, projectionRunner, silentLogger } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { matchesProjection } from '@soulsync/match-svc';
import { openDatabase } from '@soulsync/service-kit';
import { removeDataFolder, startInfrastructure } from '@soulsync/launcher';
import { answer, options, say } from '@soulsync/launcher/command';
import { writeStories } from './synthetic-log.js';

/** The promise: 1,000,000 events into 100,000 rows on 2 cores. */
const LIMIT_S = 30;
const EVENTS_EACH = 10;

/** A synthetic log, read alone, then folded into one real read model: fold, COPY, keys, indexes, swap. */
export async function replayBench(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: { events: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
  });
  const rows = Math.max(1, Math.round(Number(values.events) / EVENTS_EACH));
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-bench-'));
  await mkdir(join(dataDir, 'logs'));
  const infrastructure = await startInfrastructure(dataDir);
  try {
    const connection = await connect(infrastructure.administrator.nats);
    const dataSource = await openDatabase(infrastructure.administrator.databaseUrl, 'bench', [], silentLogger);
    const store = await jetStreamEventStore({ connection });
    say(`writing ${(rows * EVENTS_EACH).toLocaleString('en')} events`);
    const { seconds: writeS, value: events } = await timed(() =>
      writeStories(store, rows, EVENTS_EACH, (done) => say(`  ${done.toLocaleString('en')} recordings`)),
    );
    const runner = projectionRunner({
      store,
      dataSource,
      schema: 'bench',
      service: 'bench',
      projections: [matchesProjection],
      logger: silentLogger,
    });
    const reading = await readings(connection, store);
    const { readS, clientS } = reading;
    const { seconds: rebuildS } = await timed(() => runner.rebuild(matchesProjection.name));
    const [count]: { n: string }[] = await dataSource.query(`SELECT count(*) AS n FROM bench."matches"`);
    const figures = {
      events,
      rows: Number(count?.n),
      writeS,
      readAloneS: readS,
      readEventsPerS: Math.round(events / readS),
      clientAloneS: clientS,
      ratioToClient: clientS / readS,
      rebuildS,
      ratioToReading: rebuildS / readS,
      rssMb: Math.round(process.memoryUsage().rss / 1e6),
      ok: rebuildS <= LIMIT_S && Number(count?.n) === rows,
    };
    answer(
      values.json
        ? JSON.stringify(figures)
        : `${events.toLocaleString('en')} events, ${figures.rows.toLocaleString('en')} rows: read alone ${readS.toFixed(1)} s (${figures.readEventsPerS.toLocaleString('en')} events/s, ${figures.ratioToClient.toFixed(2)} x the client's own ordered consumer), rebuilt ${rebuildS.toFixed(1)} s` +
            ` = ${figures.ratioToReading.toFixed(2)} x reading (limit ${LIMIT_S} s); ${figures.rssMb} MB resident`,
    );
    await connection.close();
    await dataSource.destroy();
    return figures.ok ? 0 : 1;
  } finally {
    await infrastructure.stop();
    await removeDataFolder(dataDir);
  }
}

/** Both read the whole log three times by turns, and the middle time of each counts: whoever is second finds the files in memory. */
async function readings(connection: NatsConnection, store: EventStore): Promise<{ readonly readS: number; readonly clientS: number }> {
  const ours: number[] = [];
  const clients: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    clients.push((await timed(() => clientAlone(connection))).seconds);
    ours.push((await timed(() => readAlone(store))).seconds);
  }
  return { readS: middle(ours), clientS: middle(clients) };
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** What the client does by itself: an ordered consumer with its defaults, and the JSON of each message. */
async function clientAlone(connection: NatsConnection): Promise<number> {
  const js = jetstream(connection);
  const { last_seq: end } = (await (await js.jetstreamManager()).streams.info(EVENT_STREAM)).state;
  const messages = await (await js.consumers.get(EVENT_STREAM, { deliver_policy: DeliverPolicy.All })).consume({ idle_heartbeat: 1_000 });
  let events = 0;
  for await (const message of messages) {
    events += message.json<readonly unknown[]>().length;
    if (message.seq >= end) break;
  }
  await messages.close();
  return events;
}

async function readAlone(store: EventStore): Promise<number> {
  let events = 0;
  for await (const commit of store.readAll(null)) events += commit.events.length;
  return events;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { seconds: (performance.now() - startedAt) / 1000, value };
}
