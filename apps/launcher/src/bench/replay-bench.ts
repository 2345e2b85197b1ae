import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { jetStreamEventStore, projectionRunner, silentLogger } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { matchesProjection } from '@soulsync/match-svc';
import { openDatabase } from '@soulsync/service-kit';
import { options } from '../commands/options.js';
import { removeDataFolder } from '../postgres/cluster-folder.js';
import { startInfrastructure } from '../system.js';
import { answer, say } from '../terminal.js';
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
    const { seconds: readS } = await timed(() => readAlone(store));
    const { seconds: rebuildS } = await timed(() => runner.rebuild(matchesProjection.name));
    const [count]: { n: string }[] = await dataSource.query(`SELECT count(*) AS n FROM bench."matches"`);
    const figures = {
      events,
      rows: Number(count?.n),
      writeS,
      readAloneS: readS,
      rebuildS,
      ratioToReading: rebuildS / readS,
      rssMb: Math.round(process.memoryUsage().rss / 1e6),
      ok: rebuildS <= LIMIT_S && Number(count?.n) === rows,
    };
    answer(
      values.json
        ? JSON.stringify(figures)
        : `${events.toLocaleString('en')} events, ${figures.rows.toLocaleString('en')} rows: read alone ${readS.toFixed(1)} s, rebuilt ${rebuildS.toFixed(1)} s` +
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
