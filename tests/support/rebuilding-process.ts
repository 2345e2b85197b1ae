import { connect } from '@nats-io/transport-node';
import { jetStreamEventStore, projection, projectionRunner, silentLogger } from '@soulsync/event-store';
import { openDatabase } from '@soulsync/service-kit';

/** Many rows an event, so that a rebuild takes its time where it can be seen: in the table beside. */
export const wide = projection<{ id: string; words: string }>({
  name: 'wide',
  version: 1,
  key: 'id',
  columns: { id: 'text', words: 'text' },
  keys: (event) => Array.from({ length: 40 }, (_, n) => `${event.id}-${n}`),
  evolve: (_, event, id) => ({ id, words: `${event.type} `.repeat(10) }),
});

/** A service that promises a rebuild and says so; the test kills it in the middle. */
async function run([natsUrl = '', databaseUrl = '', schema = '']: readonly string[]): Promise<void> {
  const dataSource = await openDatabase(databaseUrl, schema, [], silentLogger);
  const store = await jetStreamEventStore({ connection: await connect({ servers: natsUrl }) });
  const runner = projectionRunner({ store, dataSource, schema, service: 'test', projections: [wide], logger: silentLogger });
  await runner.start();
  const { done } = await runner.requestRebuild('wide');
  process.stdout.write('promised\n');
  await done;
  process.stdout.write('done\n');
}

if (process.argv[1]?.endsWith('rebuilding-process.js')) await run(process.argv.slice(2));
