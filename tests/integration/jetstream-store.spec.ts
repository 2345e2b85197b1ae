import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import type { LogHole } from '@soulsync/event-store';
import { eventStoreContract, someContext } from '../../libs/event-store/src/event-store.contract.js';
import { punchHole } from '../support/log-rollback.js';
import { testNats } from '../support/servers.js';

type Nats = Awaited<ReturnType<typeof testNats>>;
const patient = { maxReconnectAttempts: -1, reconnectTimeWait: 100 };

eventStoreContract('JetStream on a real nats-server', async () => {
  const nats = await testNats();
  const connection = await connect({ servers: nats.url, ...patient });
  const store = await jetStreamEventStore({ connection });
  return {
    store,
    async close() {
      await connection.close();
      await nats.stop();
    },
  };
});

describe('a nats-server that is killed under load', () => {
  let nats: Nats;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await testNats();
    connection = await connect({ servers: nats.url, ...patient });
  });
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  it('loses no acknowledged event, stores none twice, and a subscriber sees each once and in order', async () => {
    const store = await jetStreamEventStore({ connection });
    const seen: number[] = [];
    const subscription = store.subscribeAll(null, async (commits) => {
      for (const commit of commits) for (const { data } of commit.events) seen.push((data as { n: number }).n);
    });
    const acknowledged: number[] = [];
    const writing = (async () => {
      for (let n = 0; n < 600; n += 1) {
        await store.append(
          { aggregateType: 'counter', aggregateId: `k${n % 7}` },
          [{ type: 'Counted', data: { n } }],
          'any',
          newId(),
          someContext,
        );
        acknowledged.push(n);
      }
    })();
    for (let kill = 0; kill < 3; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      nats.server.kill();
    }
    await writing;
    for (let waited = 0; seen.length < 600 && waited < 20_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
    await subscription.stop();
    expect(acknowledged).toHaveLength(600);
    expect(seen).toEqual(acknowledged);
  }, 60_000);
});

describe('a log with holes, as damaged files leave it', () => {
  it('is read past them, and each is told', async () => {
    const nats = await testNats();
    const connection = await connect({ servers: nats.url, ...patient });
    try {
      const first = await jetStreamEventStore({ connection });
      for (let n = 1; n <= 9; n += 1)
        await first.append(
          { aggregateType: 'counter', aggregateId: `k${n % 3}` },
          [{ type: 'Counted', data: { n } }],
          'any',
          newId(),
          someContext,
        );
      await punchHole(nats.url, [1, 4, 5, 9]);
      const holes: LogHole[] = [];
      const store = await jetStreamEventStore({ connection, onHole: (hole) => void holes.push(hole) });
      const readAll: number[] = [];
      for await (const { events } of store.readAll(null)) readAll.push((events[0]?.data as { n: number }).n);
      expect(readAll).toEqual([2, 3, 6, 7, 8]);
      expect(holes).toEqual([
        { first: '1', last: '1', commits: 1 },
        { first: '4', last: '5', commits: 2 },
      ]);
      const seen: number[] = [];
      const subscription = store.subscribeAll(null, async (commits) => {
        for (const { events } of commits) seen.push((events[0]?.data as { n: number }).n);
      });
      await store.append(
        { aggregateType: 'counter', aggregateId: 'new' },
        [{ type: 'Counted', data: { n: 10 } }],
        'none',
        newId(),
        someContext,
      );
      for (let waited = 0; !seen.includes(10) && waited < 20_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
      await subscription.stop();
      expect(seen).toEqual([2, 3, 6, 7, 8, 10]);
      expect(holes).toContainEqual({ first: '9', last: '9', commits: 1 });
    } finally {
      await connection.close();
      await nats.stop();
    }
  }, 60_000);
});
