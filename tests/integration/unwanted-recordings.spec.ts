import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { connect } from '@nats-io/transport-node';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, ResourcePage } from '@soulsync/contracts';
import type { Acquisition, Playlist, PlaylistEntry, UnfollowPreview } from '@soulsync/contracts/rest';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import { matchService } from '@soulsync/match-svc';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 90_000;

let dir: string;
let test: Ground;
const ids: Record<string, string> = {};

const csv = (...titles: string[]) =>
  ['Track Name,Artist Name(s),Track Duration (ms)', ...titles.map((title) => `${title},The Quiet Pier,200000`)].join('\n');
const follow = async (name: string, start: 'ask' | 'now', ...titles: string[]) => {
  const { id } = await test.ask<CommandAccepted>(rpc.catalog.followPlaylist, {
    ...{ source: 'csv', fileName: `${name}.csv`, csv: csv(...titles), start },
  });
  ids[name] = id;
};
/** A newer export of the same list. */
const replace = (name: string, ...titles: string[]) =>
  test.ask<CommandAccepted>(rpc.catalog.followPlaylist, {
    ...{ source: 'csv', fileName: `${name}.csv`, csv: csv(...titles), playlistId: ids[name] },
  });
const act = (subject: string, playlist: string) => test.ask<CommandAccepted>(subject, { id: ids[playlist] });
const list = async <Row>(service: 'catalog' | 'acquire', resource: string, filter = {}) =>
  (await test.ask<ResourcePage<Row>>(rpc[service].query, { resource, start: 0, end: 100, filter })).rows;
/** Title to state and reason, e.g. `Alone: cancelled no-longer-wanted`. */
const acquisitions = async () =>
  (await list<Acquisition>('acquire', 'acquisitions')).map(({ title, state, reason }) => `${title}: ${state} ${reason}`).sort();
const entries = async (playlist: string) =>
  (await list<PlaylistEntry>('catalog', 'playlist-entries', { playlistId: ids[playlist] }))
    .map(({ title, state }) => `${title}: ${state}`)
    .sort();
const playlists = async () => new Map((await list<Playlist>('catalog', 'playlists')).map((row) => [row.name, row]));
const settled = <T>(look: () => Promise<T>, expected: T) =>
  eventually(look, (seen) => JSON.stringify(seen) === JSON.stringify(expected), 30_000);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-unwanted-'));
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

describe('of two playlists that want the same recording', () => {
  it(
    'the one that is unfollowed takes its own recordings along, and what is under way for them ends',
    async () => {
      await follow('drive', 'now', 'Alone', 'Shared', 'Third');
      await follow('calm', 'now', 'Shared', 'Calm');
      const all = ['Alone', 'Calm', 'Shared', 'Third'];
      await settled(
        acquisitions,
        all.map((title) => `${title}: requested missing`),
      );
      await act(rpc.catalog.unfollowPlaylist, 'drive');
      await settled(acquisitions, [
        'Alone: cancelled no-longer-wanted',
        'Calm: requested missing',
        'Shared: requested missing',
        'Third: cancelled no-longer-wanted',
      ]);
      expect(await test.eventsOf('RecordingNoLongerWanted')).toHaveLength(2);
      expect([...(await playlists()).keys()]).toEqual(['calm']);
      expect(await entries('calm')).toEqual(['Calm: acquiring', 'Shared: acquiring']);
    },
    PATIENCE_MS,
  );

  it(
    'the one that is followed again, with other entries, wants just those',
    async () => {
      await follow('drive', 'now', 'Alone', 'Shared', 'Fourth');
      await settled(acquisitions, [
        'Alone: requested missing',
        'Calm: requested missing',
        'Fourth: requested missing',
        'Shared: requested missing',
        'Third: cancelled no-longer-wanted',
      ]);
      await settled(() => entries('drive'), ['Alone: acquiring', 'Fourth: acquiring', 'Shared: acquiring']);
      expect((await playlists()).get('drive')).toMatchObject({ entryCount: 3, acquiring: 3, missing: 0, other: 0 });
    },
    PATIENCE_MS,
  );

  it(
    'says before it is unfollowed what will end',
    async () => {
      expect(await test.ask<UnfollowPreview>(rpc.catalog.previewUnfollow, { id: ids['drive'] })).toEqual({
        ...{ recordings: 3, stopBeingWanted: 2, underWay: 2 },
      });
    },
    PATIENCE_MS,
  );
});

describe('an entry that is removed', () => {
  it(
    'is no longer wanted',
    async () => {
      await replace('drive', 'Alone', 'Shared');
      await settled(acquisitions, [
        'Alone: requested missing',
        'Calm: requested missing',
        'Fourth: cancelled no-longer-wanted',
        'Shared: requested missing',
        'Third: cancelled no-longer-wanted',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'stays wanted when a person had it tried again by hand',
    async () => {
      const [{ id = '', recordingId = '' } = {}] = (await list<Acquisition>('acquire', 'acquisitions')).filter(
        ({ title }) => title === 'Third',
      );
      await test.ask(rpc.acquire.retry, { id }, 'person:ann');
      await eventually(
        () => test.eventsOf('RecordingWanted'),
        (events) => events.some(({ origin }) => origin.kind === 'person'),
      );
      await replace('drive', 'Alone', 'Shared', 'Third');
      await eventually(
        () => test.eventsOf('OriginAdded'),
        (events) => events.some(({ wantedRecordingId }) => wantedRecordingId === recordingId),
      );
      await replace('drive', 'Alone', 'Shared');
      await eventually(
        () => test.eventsOf('OriginRemoved'),
        (events) => events.some(({ wantedRecordingId, origin }) => wantedRecordingId === recordingId && origin.kind === 'playlist'),
      );
      expect((await acquisitions()).find((line) => line.startsWith('Third'))).not.toContain('cancelled');
    },
    PATIENCE_MS,
  );
});

describe('a paused playlist', () => {
  it(
    'wants nothing new until it is resumed, and goes on wanting what it wanted',
    async () => {
      await act(rpc.catalog.pausePlaylist, 'calm');
      await eventually(playlists, (rows) => rows.get('calm')?.paused === true);
      await expect(act(rpc.catalog.refreshPlaylist, 'calm')).rejects.toThrow('paused');
      await replace('calm', 'Shared', 'Calm', 'Later');
      await settled(() => entries('calm'), ['Calm: acquiring', 'Later: pending', 'Shared: acquiring']);
      await act(rpc.catalog.resumePlaylist, 'calm');
      await settled(() => entries('calm'), ['Calm: acquiring', 'Later: acquiring', 'Shared: acquiring']);
    },
    PATIENCE_MS,
  );
});

describe('the interval of a playlist', () => {
  it('has bounds, and belongs to playlists that are read', async () => {
    const change = (refreshEveryMinutes: unknown) =>
      test.ask(rpc.catalog.changePlaylistOptions, { id: ids['calm'], refreshEveryMinutes: refreshEveryMinutes as number });
    for (const bad of [4, 44_641, 1.5, '60', null])
      await expect(change(bad)).rejects.toThrow('must be a whole number of minutes from 5 to 44640 (31 days)');
    await expect(change(60)).rejects.toThrow('a file is read when it is imported');
  });
});
