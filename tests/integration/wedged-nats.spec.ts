import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { startNats } from '@soulsync/launcher';
import { mayMount, smallDisk } from '../support/small-disk.js';
import type { SmallDisk } from '../support/small-disk.js';

const PATIENCE_MS = 90_000;
const context = {
  correlationId: 'x',
  causationId: null,
  actor: { kind: 'process', id: 'test' } as const,
  traceparent: null,
  time: '2026-01-01T00:00:00.000Z',
};

(mayMount ? describe : describe.skip)('a nats-server that met the end of its disk', () => {
  let folder: string;
  let disk: SmallDisk | undefined;
  let nats: Awaited<ReturnType<typeof startNats>> | undefined;
  let connection: NatsConnection | undefined;
  let store: EventStore;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soulsync-wedged-'));
    await mkdir(join(folder, 'run'));
    disk = smallDisk(join(folder, 'nats'), 60);
    nats = await startNats(folder, null);
    connection = await connect({ ...nats.administrator, maxReconnectAttempts: -1, reconnectTimeWait: 250 });
    store = await jetStreamEventStore({ connection, patienceMs: PATIENCE_MS });
  }, PATIENCE_MS);

  afterAll(async () => {
    await connection?.close();
    await nats?.server.stop();
    disk?.unmount();
    await rm(folder, { recursive: true, force: true });
  }, PATIENCE_MS);

  it(
    'is started again by itself, and every append that was acknowledged is there once',
    async () => {
      const acknowledged: string[] = [];
      const append = async (id: string) => {
        await store.append(
          { aggregateType: 'thing', aggregateId: id },
          [{ type: 'Happened', data: { text: 'x'.repeat(20_000) } }],
          'none',
          newId(),
          context,
        );
        acknowledged.push(id);
      };
      for (let n = 0; n < 50; n += 1) await append(`before-${n}`);
      const before = nats?.server.pid;
      await disk?.fill();
      const during = ['a', 'b', 'c'].map((name) => append(`during-${name}`));
      const settled = Promise.allSettled(during);
      // Some answer the write that failed, some are stuck: either way it is over once there is room again.
      await new Promise((later) => setTimeout(later, 2_000));
      disk?.free();
      await settled;
      for (let n = 0; n < 50; n += 1) await append(`after-${n}`);
      const found: string[] = [];
      for await (const commit of store.readAll(null)) found.push(commit.stream.aggregateId);
      expect(new Set(found).size).toBe(found.length);
      expect(acknowledged.filter((id) => !found.includes(id))).toEqual([]);
      if (nats?.server.pid !== before)
        expect(await readFile(join(folder, 'logs', 'nats-server.log'), 'utf8')).toContain(
          '-- nats-server ended (SIGKILL) and is started again',
        );
    },
    2 * PATIENCE_MS,
  );
});
