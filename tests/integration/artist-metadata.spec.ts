import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import type { ArtistMetadata, MetadataLookup } from '@soulsync/contracts';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startMusicBrainz } from '../simulators/src/musicbrainz/server.js';
import { startSimulator as startSpotify } from '../simulators/src/spotify/server.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 60_000;
const GAP_MS = 60;
const PER_DAY = 7;
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const count = (name: string, people: number) => ({ name, count: people });

let dir: string;
let test: Ground;
let spotify: Simulated;
let musicBrainz: Simulated;
let catalog: { stop(): Promise<void> };

const control = async (simulator: Simulated, verb: string, body: object = {}) => {
  const answer = await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  return (answer.status === 204 ? null : await answer.json()) as Record<string, number>;
};
const calls = async (simulator: Simulated) =>
  Object.entries(await control(simulator, 'calls'))
    .filter(([path]) => !path.includes('token'))
    .reduce((sum, [, times]) => sum + times, 0);
const ask = async (question: Partial<MetadataLookup>): Promise<ArtistMetadata | undefined> =>
  (
    await test.ask<readonly ArtistMetadata[]>(rpc.catalog.artistMetadata, {
      questions: [{ artist: '', album: null, mbid: null, wants: ['picture', 'genres'], ...question }],
    })
  )[0];
const start = () =>
  test.start(catalogService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SPOTIFY_API_URL: spotify.url,
    SOULSYNC_SPOTIFY_ACCOUNTS_URL: spotify.url,
    SOULSYNC_SPOTIFY_CLIENT_ID: 'client',
    SOULSYNC_SPOTIFY_CLIENT_SECRET: 'secret',
    SOULSYNC_SPOTIFY_REFRESH_TOKEN: 'refresh',
    SOULSYNC_SPOTIFY_GAP_MS: '0',
    SOULSYNC_SPOTIFY_FACTS_PER_DAY: String(PER_DAY),
    SOULSYNC_MUSICBRAINZ_URL: musicBrainz.url,
    SOULSYNC_MUSICBRAINZ_CONTACT: 'owner@example.org',
    SOULSYNC_MUSICBRAINZ_GAP_MS: String(GAP_MS),
  });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-facts-'));
  spotify = await startSpotify({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'spotify.port'),
    profile: 'dev2026',
    clockRate: 1,
    clientId: 'client',
    clientSecret: 'secret',
    refreshTokens: ['refresh'],
    user: { id: 'me', display_name: 'Me' },
    playlists: [],
    artists: [
      { id: 'a1', name: 'The Quiet Pier', colour: 0x336699, genres: [] },
      { id: 'a2', name: 'Quiet', colour: 0x111111, genres: ['noise'] },
      { id: 'a3', name: 'Sigur Rós', colour: 0x224466, genres: ['post-rock', 'ambient'] },
      { id: 'a4', name: 'Twin Names', colour: 1 },
      { id: 'a5', name: 'twin names', colour: 2 },
    ],
    albums: [
      { id: 'b1', name: 'Low Water (Deluxe)', artist: 'The Quiet Pier', colour: 3 },
      { id: 'b2', name: 'Low Water', artist: 'The Quiet Pier', colour: 0x445566 },
    ],
  });
  musicBrainz = await startMusicBrainz({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'musicbrainz.port'),
    minGapMs: GAP_MS - 15, // timers are not that exact
    busyEvery: 4,
    artists: [
      { id: id(1), name: 'The Quiet Pier', genres: [count('folk', 2), count('indie rock', 9), count('never', 0)] },
      { id: id(2), name: 'Twin Names', genres: [count('jazz', 1)] },
      { id: id(3), name: 'Twin Names', genres: [count('metal', 1)] },
    ],
    releaseGroups: [
      { id: id(5), title: 'Low Water', artist: 'The Quiet Pier', type: 'Album', genres: [count('slowcore', 1)] },
      { id: id(6), title: 'Low Water', artist: 'The Quiet Pier', type: 'Single' },
    ],
  });
  test = await ground();
  catalog = await start();
}, PATIENCE_MS);

afterAll(async () => {
  await test.stop();
  await Promise.all([spotify.stop(), musicBrainz.stop()]);
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

describe('metadata of artists and albums', () => {
  it('are the largest picture of exactly this name, and genres of MusicBrainz where Spotify has none', async () => {
    expect(await ask({ artist: 'The Quiet Pier' })).toEqual({
      picture: { url: `${spotify.url}/image/336699-640`, from: 'spotify' },
      genres: { names: ['Indie Rock', 'Folk'], from: 'musicbrainz' },
    });
  });

  it('take the genres of Spotify where it has some', async () => {
    expect(await ask({ artist: 'Sigur Ros' })).toMatchObject({ genres: { names: ['Post-Rock', 'Ambient'], from: 'spotify' } });
  });

  it('are none where several bear the name, unless an id says who is meant', async () => {
    expect(await ask({ artist: 'Twin Names' })).toEqual({ picture: { none: 'ambiguous' }, genres: { none: 'ambiguous' } });
    expect(await ask({ artist: 'Twin Names', mbid: id(3), wants: ['genres'] })).toMatchObject({ genres: { names: ['Metal'] } });
  });

  it('of an album are those of the album, not of its deluxe edition or its single', async () => {
    expect(await ask({ artist: 'The Quiet Pier', album: 'Low Water' })).toEqual({
      picture: { url: `${spotify.url}/image/445566-640`, from: 'spotify' },
      genres: { names: ['Slowcore'], from: 'musicbrainz' },
    });
  });

  it('are asked for once, a "no" as well, also over a restart', async () => {
    expect(await ask({ artist: 'Nobody Knows' })).toEqual({ picture: { none: 'unknown' }, genres: { none: 'unknown' } });
    const before = [await calls(spotify), await calls(musicBrainz)];
    await catalog.stop();
    catalog = await start();
    await ask({ artist: 'Nobody Knows' });
    await ask({ artist: 'The Quiet Pier' });
    expect([await calls(spotify), await calls(musicBrainz)]).toEqual(before);
  });

  it('are not asked of Spotify once its share of the day is used up, or while it is busy; neither is kept as an answer', async () => {
    await control(spotify, 'fault', { match: '/v1/search', status: 429, headers: { 'Retry-After': '1' } });
    expect(await ask({ artist: 'Busy Now', wants: ['picture'] })).toEqual({ picture: { none: 'source-busy' }, genres: null });
    await catalog.stop();
    catalog = await start();
    await control(spotify, 'fault', { match: '/v1/search', status: 400 });
    expect(await ask({ artist: 'Not Liked', wants: ['picture'] })).toEqual({ picture: { none: 'source-refuses' }, genres: null });
    for (const artist of ['One More', 'And Another'])
      expect(await ask({ artist, wants: ['picture'] })).toMatchObject({ picture: { none: 'unknown' } });
    expect(await ask({ artist: 'One Too Many' })).toEqual({ picture: { none: 'calls-used-up' }, genres: { none: 'unknown' } });
  });

  it('are not there while a catalogue is away, which is no answer', async () => {
    for (let n = 0; n < 4; n += 1) await control(musicBrainz, 'fault', { match: '/ws/2', dropConnection: true });
    await expect(ask({ artist: 'Away', wants: ['genres'] })).rejects.toThrow('musicbrainz');
    expect(await ask({ artist: 'Away', wants: ['genres'] })).toMatchObject({ genres: { none: 'unknown' } });
  });

  it('were never asked of MusicBrainz sooner than agreed, though it was busy in between', async () => {
    const told = await control(musicBrainz, 'violations');
    expect(told['calls']).toBeGreaterThan(8);
    expect(told['violations']).toBe(0);
  });
});
