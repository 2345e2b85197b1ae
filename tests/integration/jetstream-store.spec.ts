import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { eventStoreContract, someContext } from '../../libs/event-store/src/event-store.contract.js';
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
