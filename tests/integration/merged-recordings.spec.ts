import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, ResourcePage } from '@soulsync/contracts';
import type { PlaylistEntry } from '@soulsync/contracts/rest';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { matchService } from '@soulsync/match-svc';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 150_000;
let dir: string;
let test: Ground;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-merged-'));
  test = await ground();
  for (const service of [catalogService, matchService, acquireService]) await test.start(service, { SOULSYNC_DATA_DIR: dir });
  // The library was read, and is empty: what is wanted is missing.
  const connection = await connect({ servers: test.env['SOULSYNC_NATS_URL'] ?? '' });
  const fullSync = { type: 'LibrarySweepFinished', data: { libraryId: 'l', sweepId: 's', albums: 0, tracks: 0 } };
  const store = await jetStreamEventStore({ connection });
  const context = {
    correlationId: 'test',
    causationId: null,
    actor: { kind: 'process', id: 'test' } as const,
    traceparent: null,
    time: new Date().toISOString(),
  };
  await store.append({ aggregateType: 'library', aggregateId: 'l' }, [fullSync], 'any', newId(), context);
  await connection.close();
}, PATIENCE_MS);
afterAll(async () => {
  await test.stop();
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

const follow = (name: string, ...rows: string[]) =>
  test.ask<CommandAccepted>(rpc.catalog.followPlaylist, {
    ...{ source: 'csv', fileName: `${name}.csv`, start: 'now' },
    csv: ['Track URI,Track Name,Artist Name(s),Track Duration (ms),ISRC', ...rows].join('\n'),
  });
const rowsOf = async <Row>(service: 'catalog' | 'acquire', resource: string) =>
  (await test.ask<ResourcePage<Row>>(rpc[service].query, { resource, start: 0, end: 100, filter: {} })).rows;
const entries = () => rowsOf<PlaylistEntry>('catalog', 'playlist-entries');
const acquisitions = async () =>
  (await rowsOf<{ id: string; title: string; state: string; reason: string }>('acquire', 'acquisitions'))
    .map(({ title, state, reason }) => `${title}: ${state} ${reason}`)
    .sort();
const settled = <T>(look: () => Promise<T>, expected: T) =>
  eventually(look, (seen) => JSON.stringify(seen) === JSON.stringify(expected), 60_000);

describe('the same song under two addresses', () => {
  it(
    'is fetched once, whatever playlist and source it comes from',
    async () => {
      await follow('drive', 'spotify:track:a,Harbour Lights,The Quiet Pier,200000,');
      await settled(acquisitions, ['Harbour Lights: requested missing']);
      await follow('calm', 'youtube:b,Harbour Lights (feat. Ida),THE QUIET PIER,201500,GBXYZ2600001');
      await eventually(() => test.eventsOf('DescriptionEnriched'), (events) => events.length === 1); // prettier-ignore
      expect(new Set((await entries()).map(({ wantedRecordingId }) => wantedRecordingId)).size).toBe(1);
      expect(await acquisitions()).toEqual(['Harbour Lights: requested missing']);
    },
    PATIENCE_MS,
  );
});

describe('a recording that a person merges into another one', () => {
  it(
    'is no longer fetched, its entries are the other one, and may be split from it again',
    async () => {
      await follow('abroad', 'spotify:track:c,Hafenlichter,The Quiet Pier,200000,');
      await settled(acquisitions, ['Hafenlichter: requested missing', 'Harbour Lights: requested missing']);
      const idOf = async (uri: string) => (await entries()).find((entry) => entry.uri === uri)?.wantedRecordingId ?? '';
      const [one, into] = [await idOf('spotify:track:c'), await idOf('spotify:track:a')];
      await test.ask(rpc.catalog.mergeRecordings, { id: one, into });
      await settled(acquisitions, ['Hafenlichter: cancelled no-longer-wanted', 'Harbour Lights: requested missing']);
      await eventually(() => idOf('spotify:track:c'), (id) => id === into); // prettier-ignore
      await expect(test.ask(rpc.catalog.mergeRecordings, { id: into, into: one })).rejects.toThrow();

      const { id: splitId } = await test.ask<CommandAccepted>(rpc.catalog.splitRecording, { id: into, identifiers: ['youtube:b'] });
      await eventually(() => idOf('youtube:b'), (id) => id === splitId); // prettier-ignore
      await eventually(() => acquisitions(), (lines) => lines.length === 3); // prettier-ignore
      await expect(test.ask(rpc.catalog.splitRecording, { id: into, identifiers: ['strange'] })).rejects.toThrow();
    },
    PATIENCE_MS,
  );
});
