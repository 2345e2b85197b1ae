import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, ResourcePage } from '@soulsync/contracts';
import type { Playlist } from '@soulsync/contracts/rest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/spotify/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 90_000;
const [DRIVE, CALM] = ['4aDriveDriveDriveDrive', '4aCalmCalmCalmCalmCalm'] as const;

let dir: string;
let test: Ground;
let spotify: Simulated;
const ids: Record<string, string> = {};

const track = (name: string) => ({
  added_at: '2026-01-01T00:00:00Z',
  is_local: false,
  item: {
    ...{
      type: 'track',
      id: name,
      uri: `spotify:track:${name}`,
      name,
      duration_ms: 200_000,
      explicit: false,
      track_number: 1,
      disc_number: 1,
    },
    ...{ artists: [{ id: 'a', name: 'The Quiet Pier' }], external_ids: {}, is_playable: true },
    album: { id: 'b', name: 'Album', album_type: 'album', total_tracks: 9, release_date: '2020', artists: [], images: [] },
  },
});
const list = (id: string, snapshotId: string, ...names: string[]) => ({
  ...{ id, name: id, ownerId: 'me', snapshotId, entries: names.map(track) },
});
const change = (playlist: ReturnType<typeof list>) =>
  fetch(`${spotify.url}/__sim/playlist`, { method: 'POST', body: JSON.stringify(playlist) });
const follow = async (id: string) => {
  ids[id] = (await test.ask<CommandAccepted>(rpc.catalog.followPlaylist, { source: 'spotify', url: id, start: 'now' })).id;
};
const act = (subject: string, id: string) => test.ask<CommandAccepted>(subject, { id: ids[id] });
const row = async (id: string) =>
  (await test.ask<ResourcePage<Playlist>>(rpc.catalog.query, { resource: 'playlists', ids: [ids[id]] })).rows[0];
const entryCount = async (id: string) => (await row(id))?.entryCount;
const becomes = (id: string, count: number) =>
  eventually(
    () => entryCount(id),
    (seen) => seen === count,
  );

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-refresh-'));
  spotify = await startSimulator({
    ...{ listen: '127.0.0.1:0', portFile: join(dir, 'spotify.port'), profile: 'dev2026', clockRate: 1 },
    ...{ clientId: 'client', clientSecret: 'secret', refreshTokens: ['refresh'], user: { id: 'me', display_name: 'Me' } },
    playlists: [list(DRIVE, 's1', 'One', 'Two'), list(CALM, 's1', 'Three')],
  });
  test = await ground();
  await test.start(catalogService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SPOTIFY_API_URL: spotify.url,
    SOULSYNC_SPOTIFY_ACCOUNTS_URL: spotify.url,
    SOULSYNC_SPOTIFY_CLIENT_ID: 'client',
    SOULSYNC_SPOTIFY_CLIENT_SECRET: 'secret',
    SOULSYNC_SPOTIFY_REFRESH_TOKEN: 'refresh',
    SOULSYNC_SPOTIFY_GAP_MS: '0',
    SOULSYNC_SCHEDULE_LOOK_MS: '100',
  });
  await follow(DRIVE);
  await follow(CALM);
  await becomes(DRIVE, 2);
  await becomes(CALM, 1);
}, PATIENCE_MS);
afterAll(async () => {
  await test.stop();
  await spotify.stop();
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

describe('a Spotify playlist', () => {
  it(
    'is not read while it is paused, and is as soon as it is resumed',
    async () => {
      await act(rpc.catalog.pausePlaylist, DRIVE);
      await eventually(
        () => row(DRIVE),
        (seen) => seen?.paused === true,
      );
      await change(list(DRIVE, 's2', 'One', 'Two', 'Four'));
      await change(list(CALM, 's2', 'Three', 'Four'));
      await test.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = '2020-01-01T00:00:00Z'`); // both are due
      await becomes(CALM, 2);
      await expect(act(rpc.catalog.refreshPlaylist, DRIVE)).rejects.toThrow('resume it');
      expect(await entryCount(DRIVE)).toBe(2);
      await act(rpc.catalog.resumePlaylist, DRIVE);
      await becomes(DRIVE, 3);
    },
    PATIENCE_MS,
  );

  it(
    'is read when its new, shorter interval says so',
    async () => {
      await test.ask(rpc.catalog.changePlaylistOptions, { id: ids[CALM], refreshEveryMinutes: 5 });
      const seen = await eventually(
        () => row(CALM),
        (one) => one?.refreshEveryMinutes === 5,
      );
      const changedAt = (await test.eventsOf('PlaylistOptionsChanged'))[0]?.at ?? '';
      expect(Date.parse(seen?.nextReadAt ?? '') - Date.parse(changedAt)).toBeLessThanOrEqual(5 * 60_000);
    },
    PATIENCE_MS,
  );

  it(
    'is read at once when it is followed again',
    async () => {
      await act(rpc.catalog.unfollowPlaylist, CALM);
      await eventually(
        () => row(CALM),
        (seen) => seen === undefined,
      );
      await eventually(
        () => test.eventsOf('RecordingNoLongerWanted'),
        (events) => events.length === 1,
      ); // Four is on the other list too
      await follow(CALM);
      await becomes(CALM, 2);
    },
    PATIENCE_MS,
  );
});
