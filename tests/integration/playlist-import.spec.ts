import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { creditsOf } from '@soulsync/contracts';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const PATIENCE_MS = 120_000;
const ROWS = 300;

describe('a playlist that is uploaded', () => {
  let gateway: Gateway;
  let who: Awaited<ReturnType<typeof callers>>;
  const upload = (body: string | Uint8Array, caller: string, headers: Record<string, string> = {}, query = 'fileName=Sunday.csv') =>
    ask(`${gateway.url}/api/v1/playlists/import?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...who[caller], ...headers },
      body,
      withinMs: PATIENCE_MS,
    });

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    await gateway.ground.start(catalogService, { SOULSYNC_DATA_DIR: gateway.dataDir });
    who = await callers(gateway);
  }, PATIENCE_MS);
  afterAll(() => gateway.stop(), 60_000);

  it(
    'is followed with all its rows, also when no message could hold it',
    async () => {
      const rows = Array.from({ length: ROWS }, (_, n) => `Title ${n},Ida Voß,200000,${'x'.repeat(10_000)}`);
      const answer = await upload(['Track Name,Artist Name(s),Track Duration (ms),Comment', ...rows].join('\n'), 'editor');
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"problems":[]')]);
      const [playlist] = await gateway.ground.eventsOf('PlaylistFollowed');
      expect(playlist?.name).toBe('Sunday');
      const added = await eventually(
        async () => (await gateway.ground.eventsOf('EntriesAdded')).flatMap(({ entries }) => entries),
        (entries) => entries.length === ROWS,
      );
      expect(added[7]?.recording).toMatchObject({ title: 'Title 7', artists: creditsOf(['Ida Voß']) });
      expect((await readdir(join(gateway.dataDir, 'run'))).filter((name) => name.startsWith('upload'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('is read as it was saved, and a guess is told', async () => {
    // "Кино" as Excel in Russian saves it.
    const answer = await upload(Buffer.from('Title;Artist\nHome;\xca\xe8\xed\xee\n', 'latin1'), 'editor', {}, 'fileName=spisok.csv');
    expect(JSON.parse(answer.text)).toMatchObject({
      rows: 1,
      problems: [{ code: 'encoding-guessed', params: { encoding: 'windows-1251' } }],
    });
    const added = await eventually(
      async () => (await gateway.ground.eventsOf('EntriesAdded')).flatMap(({ entries }) => entries),
      (entries) => entries.some(({ recording }) => recording.title === 'Home'),
    );
    expect(added.find(({ recording }) => recording.title === 'Home')?.recording.artists).toEqual(creditsOf(['Кино']));
  });

  it('becomes the playlists that it holds, each with its rows, where that is asked for', async () => {
    const rows = [
      'Track name,Artist name,Album,Playlist name,Type,ISRC',
      'One,Larks,,Night,Playlist,',
      'Two,Larks,,Day,Playlist,',
      'Three,Larks,,Day,Playlist,',
    ];
    const answer = await upload(rows.join('\n'), 'editor', {}, 'fileName=all.csv&lists=apart');
    const { id, playlists } = JSON.parse(answer.text) as { id: string; playlists: { id: string; name: string; rows: number }[] };
    expect(playlists).toEqual([
      { id, name: 'Night', rows: 1 },
      { id: expect.any(String), name: 'Day', rows: 2 },
    ]);
    const day = playlists[1]?.id;
    const added = await eventually(
      async () => (await gateway.ground.eventsOf('EntriesAdded')).filter(({ playlistId }) => playlistId === day),
      (commits) => commits.length > 0,
    );
    expect(added.flatMap(({ entries }) => entries.map(({ recording }) => recording.title))).toEqual(['Two', 'Three']);
    expect((await gateway.ground.eventsOf('PlaylistFollowed')).map(({ name }) => name)).toEqual(expect.arrayContaining(['Night', 'Day']));
  });

  it('is read of nobody who may not follow playlists, and not beyond its limit', async () => {
    const large = 'x'.repeat(5_000_000);
    expect((await upload(large, 'anonymous')).status).toBe(401);
    expect((await upload(large, 'viewer')).status).toBe(403);
    expect((await upload('a', 'editor', { 'content-length': '100000001' })).status).toBe(413);
  });

  it.each([
    ['fileName=', {}, 'Title\na', 422],
    ['fileName=a.csv&start=soon', {}, 'Title\na', 422],
    ['fileName=a.csv&lists=some', {}, 'Title\na', 422],
    ['fileName=a%00.csv', {}, 'Title\na', 400],
    ['fileName=a.csv', { 'content-type': 'application/json' }, '{}', 415],
    ['fileName=a.csv', { 'content-encoding': 'gzip' }, 'x', 415],
    ['fileName=a.csv', {}, '', 422],
    ['fileName=a.csv', {}, 'no table at all', 422],
  ])('is refused under ?%s with %j and %j', async (query, headers: Record<string, string>, body, status) => {
    expect((await upload(body, 'editor', headers, query)).status).toBe(status);
  });
});
