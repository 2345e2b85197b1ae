import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { acquireService } from '@soulsync/acquire-svc';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { MatchEvent, PlaylistId, RecordingDescription, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

let base: string;
let system: Ground;
let connection: NatsConnection;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-outage-'));
  system = await ground();
  connection = await connect({ servers: system.env['SOULSYNC_NATS_URL'] ?? '' });
}, 60_000);
afterAll(async () => {
  await system.stop();
  await connection.close();
  await rm(base, { recursive: true, force: true });
});

/** As catalog-svc and match-svc tell of a recording that is to be fetched. */
async function wanted(title: string): Promise<void> {
  const store = await jetStreamEventStore({ connection });
  const wantedRecordingId = newId() as WantedRecordingId;
  const [at, context] = [
    new Date().toISOString(),
    { correlationId: 'correlation', causationId: null, actor: { kind: 'process', id: 'test' } as const, traceparent: null },
  ];
  const say = (aggregateType: string, event: MatchEvent | WantedRecordingEvent) =>
    store.append({ aggregateType, aggregateId: wantedRecordingId }, [event], 'any', newId(), { ...context, time: at });
  const recording: RecordingDescription = { ...unknownRecording, title, artists: creditsOf(['Old Ferry']), durationMs: 180_000 };
  const origin = { kind: 'playlist', playlistId: 'p' as PlaylistId, name: 'p' } as const;
  await say('wanted-recording', { type: 'RecordingWanted', data: { wantedRecordingId, recording, origin, released: true, wantedAt: at } });
  await say('match', {
    type: 'RecordingMissing',
    data: { wantedRecordingId, rule: 'no-candidate', engineVersion: 'test', decidedAt: at, rivals: [] },
  });
}

it('a slskd that cuts every connection leaves one line in the log, however many recordings wait for it and however often it is tried', async () => {
  let tries = 0;
  const slskd = createServer((socket: Socket) => {
    tries += 1;
    socket.destroy();
  });
  await new Promise<void>((listening) => slskd.listen(0, '127.0.0.1', listening));
  const { port } = slskd.address() as AddressInfo; // a TCP server that listens
  const logFile = join(base, 'acquire.log');
  const service = await system.start(acquireService, {
    SOULSYNC_DATA_DIR: base,
    SOULSYNC_LOG_FILE: logFile,
    SOULSYNC_SLSKD_URL: `http://127.0.0.1:${port}`,
    SOULSYNC_SLSKD_API_KEY: 'key',
    SOULSYNC_TRANSFER_POLL_MS: '100',
  });
  try {
    for (const title of ['Signal Fires', 'Copper Rain', 'Kitchen Songs', 'Letters']) await wanted(title);
    for (let waited = 0; tries < 8 && waited < 60_000; waited += 100) await delay(100);
    expect(tries).toBeGreaterThanOrEqual(8);
    const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
    const ofSlskd = lines.map((line) => JSON.parse(line) as { level: string; message: string; system?: string; detail?: string });
    expect(ofSlskd.filter(({ system: name, level }) => name === 'slskd' || level === 'error')).toEqual([
      expect.objectContaining({
        level: 'warn',
        message: 'slskd does not work; it is tried again',
        detail: expect.stringContaining('slskd cut the connection'),
      }),
    ]);
    const { connections, healthIssues } = await system.status('acquire-svc');
    expect(connections).toMatchObject([{ system: 'slskd', state: 'failing' }]);
    expect(healthIssues).toMatchObject([{ code: 'slskd-unavailable' }]);
  } finally {
    await service.stop();
    slskd.close();
  }
}, 120_000);
