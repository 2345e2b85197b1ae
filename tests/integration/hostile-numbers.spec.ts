import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inMemoryEventStore, newId, projectionRunner, silentLogger } from '@soulsync/event-store';
import type { AnyProjection } from '@soulsync/event-store';
import { playlistEntriesProjection } from '../../apps/catalog-svc/src/playlists/projections/playlist-entries.projection.js';
import { libraryIndexProjection } from '../../apps/match-svc/src/projections/library-index.projection.js';
import { matchesProjection } from '../../apps/match-svc/src/projections/matches.projection.js';
import { libraryTracksProjection } from '../../apps/plex-svc/src/library/projections/library-tracks.projection.js';
import { unindexedFilesProjection } from '../../apps/plex-svc/src/library/projections/unindexed-files.projection.js';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { Trigrams1764300000000 } from '../../apps/plex-svc/src/migrations/1764300000000-trigrams.js';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { testPostgres } from '../support/servers.js';

const at = someContext.time;

/** Events of all that a server, a peer or a file may claim of a length, a year or a place, also from before readers bounded it. */
function eventsOf(n: number, claim: unknown, time: unknown) {
  const recording = { title: `Song ${n}`, artists: ['Ida'], album: null, durationMs: claim, isrc: null, uri: null, coverUrl: null };
  const track = {
    libraryTrackId: `t${n}`,
    serverKey: `${n}`,
    title: `Song ${n}`,
    artist: 'Ida',
    albumArtist: null,
    album: null,
    year: claim,
    discNumber: claim,
    trackNumber: claim,
    durationMs: claim,
    isrc: null,
    guid: null,
    path: `${n}.flac`,
    sizeBytes: claim,
    format: 'flac',
    bitrateKbps: claim,
    sampleRateHz: claim,
    bitDepth: claim,
  };
  const entry = { entryId: `e${n}`, position: 0, kind: 'track', wantedRecordingId: `w${n}`, recording, addedAt: time };
  return [
    ['wanted-recording', `w${n}`, 'RecordingWanted', { wantedRecordingId: `w${n}`, recording }],
    ['followed-playlist', 'p', 'EntriesAdded', { playlistId: 'p', entries: [entry] }],
    ['library-album', `a${n}`, 'TracksIndexed', { libraryAlbumId: `a${n}`, tracks: [track], indexedAt: at }],
    ['filing', `w${n}`, 'FilingStarted', { filingId: `w${n}`, acquisitionId: `w${n}`, recording }],
    [
      'filing',
      `w${n}`,
      'FilePublished',
      {
        filingId: `w${n}`,
        acquisitionId: `w${n}`,
        path: `${n}.flac`,
        sizeBytes: claim,
        quality: { format: 'flac', lossless: true, bitrateKbps: claim, sampleRateHz: claim, bitDepth: claim, durationMs: claim },
        publishedAt: at,
      },
    ],
  ] as const;
}

const claims: readonly (readonly [unknown, unknown])[] = [
  [9e12, '+275760-09-13T00:00:00.000Z'],
  [-9e12, '0000-01-01T00:00:00Z'],
  [1e300, 'yesterday'],
  [0.5, '2019-02-30T00:00:00Z'],
  ['long', ''],
  [true, 5],
  [200, '2019-01-01T00:00:00Z'],
];

describe('a number or a time that nothing can be or last', () => {
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  beforeAll(async () => {
    postgres = await testPostgres();
  });
  afterAll(() => postgres.stop());

  it.each<[string, AnyProjection]>([
    ['playlist entries', playlistEntriesProjection],
    ['matches', matchesProjection],
    ['library tracks', libraryTracksProjection],
    ['library index', libraryIndexProjection],
    ['unindexed files', unindexedFilesProjection],
  ])('is unknown in the %s, costs no row, and a rebuild makes the same of it', async (_, projection) => {
    const schema = projection.name.replaceAll('-', '_');
    const store = inMemoryEventStore();
    const dataSource = await openDatabase(postgres.url, schema, [Trigrams1764300000000], silentLogger);
    const running = projectionRunner({ store, dataSource, schema, service: 'test', projections: [projection], logger: silentLogger });
    await running.start();
    for (const [n, [claim, time]] of claims.entries())
      for (const [aggregateType, aggregateId, type, data] of eventsOf(n, claim, time))
        await store.append({ aggregateType, aggregateId }, [{ type, data }], 'any', newId(), someContext);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await running.waitFor(end, undefined, 10_000)).toBe(true);
    expect(await running.deadLetters()).toEqual([]);
    expect(await running.verify(projection.name)).toMatchObject({ rows: claims.length, differing: [] });
    const numbers = Object.keys(projection.columns).filter((name) => projection.columns[name] === 'integer');
    for (const name of numbers) {
      const rows: { n: number | null }[] = await dataSource.query(
        `SELECT "${name}" AS n FROM ${schema}.${schema} ORDER BY "${projection.key}"`,
      );
      expect([name, rows.map(({ n }) => n)]).toEqual([name, [null, null, null, 1, null, null, 200]]);
    }
    await running.stop();
    await dataSource.destroy();
  });
});
