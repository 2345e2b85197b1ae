import { randomBytes } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { eventually } from '../support/running-demo.js';
import { testNats } from '../support/servers.js';

/** As after a power cut: the end of the newest block is on the disk as something else. */
async function garbleEnd(dataDir: string, bytes: number): Promise<void> {
  const files = await readdir(join(dataDir, 'nats'), { recursive: true });
  const block = files.filter((name) => /msgs\/\d+\.blk$/.test(name)).sort()[0] ?? '';
  const file = await open(join(dataDir, 'nats', block), 'r+');
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(bytes), 0, bytes, size - bytes - 100);
  } finally {
    await file.close();
  }
}

describe('a log whose end is damaged on the disk', () => {
  let nats: Awaited<ReturnType<typeof testNats>>;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await testNats();
    connection = await connect({ ...nats.administrator, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  it('is read to its last good commit, and reading it comes to an end', async () => {
    const store = await jetStreamEventStore({ connection });
    const append = (n: number) =>
      store.append(
        { aggregateType: 'thing', aggregateId: `n${n}` },
        [{ type: 'Told', data: { text: 'x'.repeat(500) } }],
        'none',
        newId(),
        someContext,
      );
    for (let n = 1; n <= 30; n += 1) await append(n);
    await nats.whileStopped((dataDir) => garbleEnd(dataDir, 2_500));
    const reopened = await eventually(
      () => jetStreamEventStore({ connection }).catch(() => null), // it connects again meanwhile
      (opened) => opened !== null,
    );
    if (reopened === null) throw new Error('the log can not be opened');
    const readAll = async () => {
      const ids: string[] = [];
      for await (const { stream } of reopened.readAll(null)) ids.push(stream.aggregateId);
      return ids;
    };
    const left = await readAll();
    expect(left.length).toBeGreaterThan(10);
    expect(left.length).toBeLessThan(30);
    expect(left).toEqual(Array.from({ length: left.length }, (_, at) => `n${at + 1}`));
    expect(await reopened.pointAt((await reopened.lastPosition()) ?? ('0' as never))).not.toBeNull();
  }, 120_000);
});
