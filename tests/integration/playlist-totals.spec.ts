import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import type { PlaylistTotals, ResourcePage } from '@soulsync/contracts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PLAYLISTS = 1_203;

describe('the totals of all playlists', () => {
  let base: Ground;
  let dataDir: string;
  beforeAll(async () => {
    [base, dataDir] = [await ground(), await mkdtemp(join(tmpdir(), 'soulsync-totals-'))];
    await base.start(catalogService, { SOULSYNC_DATA_DIR: dataDir });
  }, 120_000);
  afterAll(async () => {
    await base.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  const totals = async () =>
    (await base.ask<ResourcePage<PlaylistTotals>>(rpc.catalog.query, { resource: 'playlist-totals', start: 0, end: 1 })).rows;

  it('are nothing where there is none', async () => {
    expect(await totals()).toMatchObject([{ playlists: 0, entries: 0, owned: 0, wished: 0 }]);
  });

  it('count every playlist, however many, and none that is no longer followed', async () => {
    await base.query(
      `INSERT INTO catalog.playlists ("id", "name", "source", "sourceRef", "started", "status", "followedAt")
         SELECT 'p' || n, 'n', 'csv', 'f', true, CASE WHEN n <= 3 THEN 'unfollowed' ELSE 'following' END, now() FROM generate_series(1, ${PLAYLISTS}) n`,
    );
    await base.query(
      `INSERT INTO catalog.playlist_order ("playlistId", "entryIds") SELECT 'p' || n, ARRAY['e1', 'e2'] FROM generate_series(1, ${PLAYLISTS}) n`,
    );
    await base.query(
      `INSERT INTO catalog.playlist_entries ("id", "playlistId", "kind", "wantedRecordingId", "title", "artists")
         SELECT 'p' || n || '/e1', 'p' || n, 'track', 'w' || n % 2, 't', ARRAY['a'] FROM generate_series(1, ${PLAYLISTS}) n`,
    );
    await base.query(`INSERT INTO catalog.recording_states ("wantedRecordingId", "state") VALUES ('w0', 'owned'), ('w1', 'missing')`);
    expect(await totals()).toMatchObject([{ playlists: 1_200, entries: 2_400, owned: 600, missing: 600, filed: 0, acquiring: 0 }]);
  });
});
