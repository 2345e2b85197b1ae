import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { setTimeout as delay } from 'node:timers/promises';
import type { ParkedEventReport, ParkedEventDetails } from '@soulsync/contracts';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { failingService } from '../support/failing-service.js';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Answer, Gateway } from '../support/gateway.js';

const PATIENCE_MS = 120_000;

const { definition: service, broken, dispatched } = failingService();

describe('an event that a service can not cope with', () => {
  let gateway: Gateway;
  let who: Awaited<ReturnType<typeof callers>>;
  let connection: NatsConnection;
  let store: EventStore;
  let running: { stop(): Promise<void> };
  const api = async <T>(path: string, method = 'GET', caller = 'admin'): Promise<{ status: number; body: T; total: number }> => {
    const answer: Answer = await ask(`${gateway.url}/api/v1/${path}`, { method, headers: { ...who[caller] } });
    return { status: answer.status, body: JSON.parse(answer.text) as T, total: Number(answer.headers['x-total-count'] ?? 0) }; // as the API describes it
  };
  const listed = async (query = '') => (await api<ParkedEventReport[]>(`parked-events?${query}`, 'GET', 'viewer')).body;
  const waiting = async (aggregateId: string) => (await listed()).filter((row) => row.aggregateId === aggregateId);
  const untilListed = async (aggregateId: string, count: number) => {
    for (let waited = 0; waited < 40_000; waited += 100) {
      const rows = await waiting(aggregateId);
      if (rows.length === count) return rows;
      await delay(100);
    }
    return waiting(aggregateId);
  };
  const tested = (aggregateId: string, n = 1) =>
    store.append(
      { aggregateType: 'peer', aggregateId },
      Array.from({ length: n }, (_, place) => ({ type: place === 0 ? 'Tested' : 'Noted', data: { place } })),
      'any',
      newId(),
      { ...someContext, correlationId: `correlation of ${aggregateId}`, causationId: 'what came before' },
    );
  const issues = async () => (await api<{ code: string; message: string; advice: string }[]>('health-issues')).body;

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    running = await gateway.ground.start(service, { SOULSYNC_DATA_DIR: gateway.dataDir });
    who = await callers(gateway);
    connection = await connect({ servers: gateway.ground.env['SOULSYNC_NATS_URL'] ?? '' });
    store = await jetStreamEventStore({ connection });
  }, PATIENCE_MS);
  afterAll(async () => {
    await connection.close();
    await running.stop();
    await gateway.stop();
  }, 60_000);

  it(
    'is listed with its error and its timeline, taken in when it is retried after the mending, and gone',
    async () => {
      broken.add('projection a').add('process a');
      const { position } = await tested('a', 2);
      const rows = await untilListed('a', 2);
      const [row] = rows.filter(({ consumerKind }) => consumerKind === 'projection');
      expect(row).toMatchObject({
        service: 'acquire-svc',
        consumer: 'names',
        eventType: 'Tested',
        aggregateType: 'peer',
        position,
        state: 'parked',
        error: 'projection can not cope with a',
        correlationId: 'correlation of a',
        causationId: 'what came before',
        actor: 'process:test',
      });
      expect(rows.find(({ consumerKind }) => consumerKind === 'process')).toMatchObject({ consumer: 'acquire-missing', attempts: 5 });
      const { body: details } = await api<ParkedEventDetails>(`parked-events/${row?.id}`);
      expect(details.data).toEqual({ place: 0 });
      expect(details.commit.map(({ type, version, data }) => [type, version, data])).toEqual([
        ['Tested', 1, { place: 0 }],
        ['Noted', 2, { place: 1 }],
      ]);
      expect((await issues()).find(({ code }) => code === 'parked-events')).toMatchObject({
        message: '2 events could not be handled and are set aside.',
        advice: expect.stringContaining('Failed events'),
      });

      const again = await api<{ code: string; detail: string }>(`parked-events/${row?.id}/retry`, 'POST');
      expect([again.status, again.body.code]).toEqual([409, 'later-events-read']); // the commit's second event was read
      for (const one of rows.filter(({ consumerKind }) => consumerKind === 'process')) {
        const failed = await api<{ code: string; detail: string }>(`parked-events/${one.id}/retry`, 'POST');
        expect([failed.status, failed.body.code, failed.body.detail]).toEqual([
          409,
          'failed-again',
          'It failed again: process can not cope with a',
        ]);
      }
      broken.clear();
      for (const one of rows.filter(({ consumerKind }) => consumerKind === 'process'))
        expect((await api(`parked-events/${one.id}/retry`, 'POST')).status).toBe(200);
      expect(dispatched).toEqual([expect.stringMatching(/^a /)]);
      expect((await api('projections/acquire-svc:names/rebuild', 'POST')).status).toBe(200);
      expect(await untilListed('a', 0)).toEqual([]);
      expect(await gateway.ground.query('SELECT "id", "events" FROM acquire.names')).toEqual([{ id: 'a', events: 1 }]);
      expect((await issues()).filter(({ code }) => code === 'parked-events')).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'is taken in at once where nothing later was read, and by nobody but an admin',
    async () => {
      broken.add('projection b');
      await tested('b');
      const [row] = await untilListed('b', 1);
      broken.clear();
      for (const caller of ['viewer', 'editor', 'anonymous'])
        for (const verb of ['retry', 'skip'])
          expect((await api(`parked-events/${row?.id}/${verb}`, 'POST', caller)).status).toBe(caller === 'anonymous' ? 401 : 403);
      expect((await api(`parked-events/${row?.id}/retry`, 'POST')).status).toBe(200);
      expect(await waiting('b')).toEqual([]);
      expect((await api(`parked-events/${row?.id}/retry`, 'POST')).status).toBe(404);
    },
    PATIENCE_MS,
  );

  it(
    'stays listed when it is skipped, with who did so and when, and is no trouble any more',
    async () => {
      broken.add('projection c');
      await tested('c');
      const [row] = await untilListed('c', 1);
      expect((await api(`parked-events/${row?.id}/skip`, 'POST')).status).toBe(200);
      const [skipped] = await waiting('c');
      expect(skipped).toMatchObject({ state: 'skipped', skippedBy: expect.stringMatching(/^account:/) });
      expect(Date.parse(skipped?.skippedAt ?? '')).toBeGreaterThan(0);
      expect((await listed('state=parked')).filter(({ aggregateId }) => aggregateId === 'c')).toEqual([]);
      expect((await issues()).filter(({ code }) => code === 'parked-events')).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'is passed over and listed when nobody can read it at all, and what comes after it is read',
    async () => {
      await jetstream(connection).publish('es.peer.garbled', 'no JSON at all');
      await jetstream(connection).publish('es.peer.garbled', JSON.stringify([{ half: 'an event' }]));
      await jetstream(connection).publish('es.unheard-of.x', '{}');
      const { position } = await tested('d');
      expect(await untilListed('garbled', 2)).toMatchObject([
        { service: 'acquire-svc', consumerKind: 'log' },
        { service: 'acquire-svc', consumerKind: 'log' },
      ]);
      const [stranger] = await untilListed('x', 1);
      expect(stranger).toMatchObject({
        service: 'gateway',
        consumerKind: 'log',
        error: 'it is no list of events',
        position: expect.any(String),
      });
      const { body: details } = await api<ParkedEventDetails>(`parked-events/${stranger?.id}`);
      expect([details.data, details.commit]).toEqual([{ text: '{}' }, []]);
      const refused = await api<{ code: string }>(`parked-events/${stranger?.id}/retry`, 'POST');
      expect([refused.status, refused.body.code]).toEqual([409, 'undecodable']);
      for (let waited = 0; waited < 20_000 && !dispatched.some((line) => line.startsWith('d ')); waited += 100) await delay(100);
      expect(dispatched.filter((line) => line.startsWith('d '))).toHaveLength(1);
      expect((await api<{ name: string; lag: number }[]>('projections')).body.find(({ name }) => name === 'names')).toMatchObject({
        lag: 0,
      });
      expect(Number(position)).toBeGreaterThan(Number(stranger?.position));
    },
    PATIENCE_MS,
  );
});
